/** What a flow is called wherever it is shown: also one that has no name yet, or whose name is not known any more. */
export const shownFlowName = (name: string | null | undefined): string =>
  name === null || name === undefined || name === '' ? 'Unnamed flow' : name

/** The most names of flows in one answer of the server. */
export const FLOW_NAMES_ON_A_PAGE = 500
