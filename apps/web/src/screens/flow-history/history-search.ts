/**
 * Search parameters of a flow's change history. `at` is the key of the selected state. `with` is `now` to
 * compare it with the current draft instead of the previous draft.
 */
export interface FlowHistorySearch {
  at?: string | undefined
  with?: 'now' | undefined
}

/** Parses the search parameters of the page. Unknown parameters are ignored. */
export const readFlowHistorySearch = (search: Record<string, unknown>): FlowHistorySearch => ({
  ...(typeof search.at === 'string' && { at: search.at }),
  ...(search.with === 'now' && { with: 'now' })
})
