import type { Id } from '@hookwright/model'
import { runStatuses, type SpanOfTime, spanNames } from '../history/statuses.ts'
import { oneOf, textIn, withoutNothing } from '../search-params.ts'

/** What of the runs stands in the address. */
export interface RunsSearch {
  status?: (typeof runStatuses)[number] | undefined
  flow?: Id | undefined
  /** The delivery whose runs are shown. */
  delivery?: Id | undefined
  last?: SpanOfTime | undefined
  /** `off` while the list stands still. */
  live?: 'off' | undefined
}

/** Reads it from an address; what it does not know is left out. */
export const readRunsSearch = (search: Record<string, unknown>): RunsSearch =>
  withoutNothing({
    status: oneOf(runStatuses, search.status),
    flow: textIn(search.flow),
    delivery: textIn(search.delivery),
    last: oneOf(spanNames, search.last),
    live: oneOf(['off'] as const, search.live)
  })
