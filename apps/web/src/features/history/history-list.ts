import type { SavedView, Topic } from '@hookwright/model'
import type { HistorySearch } from './history-search.ts'

/** What makes a list of history another one than the others. */
export interface HistoryList<Search extends HistorySearch> {
  name: SavedView['list']
  noun: { one: string; many: string }
  /** What changes it. */
  topics: readonly Topic[]
  /** Reads what of it stands in an address. */
  readSearch: (search: Record<string, unknown>) => Search
  /** What of that says what is looked at in the list, and narrows nothing. */
  looking: readonly (keyof Search & string)[]
}

/** What is left of an address when nothing narrows the list: what is looked at, and whether it stands still. */
export const lookingPart = <Search extends HistorySearch>(
  { looking }: Pick<HistoryList<Search>, 'looking'>,
  search: object
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(search).filter(([name]) => name === 'live' || looking.some(each => each === name))
  )
