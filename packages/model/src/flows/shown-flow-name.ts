/** What a flow is called wherever it is shown: also one that has no name yet, or whose name is not known any more. */
export const shownFlowName = (name: string | null | undefined): string =>
  name === null || name === undefined || name === '' ? 'Unnamed flow' : name
