import type { SavedView, Topic } from '@hookwright/model'
import type { HistorySearch } from './history-search.ts'

/** Definition of one history list. */
export interface HistoryList<Search extends HistorySearch> {
  name: SavedView['list']
  noun: { one: string; many: string }
  /** Topics whose changes refresh the list. */
  topics: readonly Topic[]
  /** Reads the search parameters of the list. */
  readSearch: (search: Record<string, unknown>) => Search
  /** Search parameters that select a row or panel and filter nothing. */
  looking: readonly (keyof Search & string)[]
}

/** Returns the search parameters that remain without filters: selection and pause state. */
export const withoutFilters = <Search extends HistorySearch>(
  { looking }: Pick<HistoryList<Search>, 'looking'>,
  search: object
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(search).filter(([name]) => name === 'live' || looking.some(each => each === name))
  )
