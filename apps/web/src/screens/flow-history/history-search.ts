/** Chosen state of a flow's history, and what it is compared with. */
export interface HistorySearch {
  at?: string | undefined
  with?: 'now' | undefined
}

/** Reads the search of the page; what is not known is left out. */
export const readHistorySearch = (search: Record<string, unknown>): HistorySearch => ({
  ...(typeof search.at === 'string' && { at: search.at }),
  ...(search.with === 'now' && { with: 'now' })
})
