import type { SavedView, Topic } from '@hookwright/model'
import type { HistorySearch } from './history-search.ts'

/** Definition of one history list. */
export interface HistoryList<Search extends HistorySearch> {
  name: SavedView['list']
  noun: { one: string; many: string }
  /** Topics of invalidations that refresh the list. */
  topics: readonly Topic[]
  /** Reads the search parameters of the list. */
  readSearch: (search: Record<string, unknown>) => Search
  /** Search parameters that open a row or panel. They do not filter the list. */
  looking: readonly (keyof Search & string)[]
}

/** Returns the search parameters without the filters. The open row or panel and the pause remain. */
export const withoutFilters = <Search extends HistorySearch>(
  { looking }: Pick<HistoryList<Search>, 'looking'>,
  search: object
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(search).filter(([name]) => name === 'live' || looking.some(each => each === name))
  )
