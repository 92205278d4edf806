import type { Id } from '@hookwright/model'
import { oneOf, textIn } from '../../kit/page/search-params.ts'
import { readTimeSearch, type TimeSearch } from './time-search.ts'

/** Search parameters shared by all history lists. */
export interface HistorySearch extends TimeSearch {
  flow?: Id | undefined
  /** Words that are looked for in what is kept. */
  q?: string | undefined
  /** `off` while the list stands still. */
  live?: 'off' | undefined
}

/** Reads it from an address; what it does not know is undefined. */
export const readHistorySearch = (search: Record<string, unknown>): HistorySearch => ({
  flow: textIn(search.flow),
  q: textIn(search.q)?.slice(0, 500),
  ...readTimeSearch(search),
  live: oneOf(['off'] as const, search.live)
})
