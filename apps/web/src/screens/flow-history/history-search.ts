/** Selected state of a flow's history, and the state to compare it with. */
export interface FlowHistorySearch {
  at?: string | undefined
  with?: 'now' | undefined
}

/** Parses the search parameters of the page; unknown ones are left out. */
export const readFlowHistorySearch = (search: Record<string, unknown>): FlowHistorySearch => ({
  ...(typeof search.at === 'string' && { at: search.at }),
  ...(search.with === 'now' && { with: 'now' })
})
