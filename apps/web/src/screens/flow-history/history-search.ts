/**
 * Search parameters of a flow's change history. `at` is the key of the selected entry.
 *
 * The entry is compared with the draft before it, or with the current draft if `with` is `now`.
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
