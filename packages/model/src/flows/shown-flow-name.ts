/** Returns the name of a flow for display; a placeholder for an unnamed or unknown flow. */
export const shownFlowName = (name: string | null | undefined): string =>
  name === null || name === undefined || name === '' ? 'Unnamed flow' : name

/** Maximum number of flow names in one response of the server. */
export const FLOW_NAMES_ON_A_PAGE = 500
