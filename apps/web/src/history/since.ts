import type { Millis } from '@hookwright/model'
import { type SpanOfTime, spans } from './statuses.ts'

/** From when on a list is, seen from now; nothing when it reaches back to the first row. */
export const sinceOf = (last: SpanOfTime | undefined, now: Millis): { from?: Millis } =>
  last === undefined ? {} : { from: now - spans[last] }

/** A list keeps what it reads itself; nothing of it is kept beside. */
export const unkept = { staleTime: 0, gcTime: 0 } as const

/** How many rows a part of a list has. */
export const PART = 50
