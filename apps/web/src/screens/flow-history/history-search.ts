/** Chosen state of a flow's history, and what it is compared with. */
export interface HistorySearch {
  at?: string | undefined
  with?: 'now' | undefined
}

/** Parses the search parameters of the page; unknown ones are left out. */
export const readHistorySearch = (search: Record<string, unknown>): HistorySearch => ({
  ...(typeof search.at === 'string' && { at: search.at }),
  ...(search.with === 'now' && { with: 'now' })
})
