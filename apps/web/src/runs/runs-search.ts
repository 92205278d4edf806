import type { Id } from '@hookwright/model'
import { runStatuses } from '../history/statuses.ts'
import { readTimeSearch, type TimeSearch } from '../history/time-search.ts'
import { oneOf, textIn, withoutNothing } from '../search-params.ts'

/** What of the runs stands in the address. */
export interface RunsSearch extends TimeSearch {
  status?: (typeof runStatuses)[number] | undefined
  flow?: Id | undefined
  /** The delivery whose runs are shown. */
  delivery?: Id | undefined
  /** Words that are in its values, in what it failed with, or in what arrived for it. */
  q?: string | undefined
  /** `off` while the list stands still. */
  live?: 'off' | undefined
}

/** Reads it from an address; what it does not know is left out. */
export const readRunsSearch = (search: Record<string, unknown>): RunsSearch =>
  withoutNothing({
    status: oneOf(runStatuses, search.status),
    flow: textIn(search.flow),
    delivery: textIn(search.delivery),
    q: textIn(search.q)?.slice(0, 500),
    ...readTimeSearch(search),
    live: oneOf(['off'] as const, search.live)
  })
