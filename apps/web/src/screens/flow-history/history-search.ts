/** Selected state of a flow's history, and the state to compare it with. */
export interface HistorySearch {
  at?: string | undefined
  with?: 'now' | undefined
}

/** Parses the search parameters of the page; unknown ones are left out. */
export const readHistorySearch = (search: Record<string, unknown>): HistorySearch => ({
  ...(typeof search.at === 'string' && { at: search.at }),
  ...(search.with === 'now' && { with: 'now' })
})
