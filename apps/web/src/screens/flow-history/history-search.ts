/**
 * Search parameters of a flow's change history. They hold the key of the selected draft or revision, and `now` to
 * compare it with the current draft instead of the one before.
 */
export interface FlowHistorySearch {
  at?: string | undefined
  with?: 'now' | undefined
}

/** Parses the search parameters of the page; unknown ones are left out. */
export const readFlowHistorySearch = (search: Record<string, unknown>): FlowHistorySearch => ({
  ...(typeof search.at === 'string' && { at: search.at }),
  ...(search.with === 'now' && { with: 'now' })
})
