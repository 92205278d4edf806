import type { Id } from '@hookwright/model'
import { oneOf, textIn } from '../../kit/page/search-params.ts'
import { readTimeSearch, type TimeSearch } from './time-search.ts'

/** Search parameters shared by all history lists. */
export interface HistorySearch extends TimeSearch {
  flow?: Id | undefined
  /** Search text for stored values. */
  q?: string | undefined
  /** `off` while the list is paused. */
  live?: 'off' | undefined
}

/** Parses the search parameters of a history list; invalid ones become undefined. */
export const readHistorySearch = (search: Record<string, unknown>): HistorySearch => ({
  flow: textIn(search.flow),
  q: textIn(search.q)?.slice(0, 500),
  ...readTimeSearch(search),
  live: oneOf(['off'] as const, search.live)
})
