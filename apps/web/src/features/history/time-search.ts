import type { Millis } from '@hookwright/model'
import { oneOf } from '../../kit/page/search-params.ts'
import { type SpanOfTime, spanNames, spans } from './statuses.ts'

/** Time filter in the URL: a span up to now (`last`), or between two times. */
export interface TimeSearch {
  last?: SpanOfTime | undefined
  from?: Millis | undefined
  to?: Millis | undefined
}

const momentIn = (value: unknown): Millis | undefined => {
  const at = Number(value)
  return Number.isSafeInteger(at) && at > 0 ? at : undefined
}

/** Parses the time filter in the URL; invalid values become undefined. */
export const readTimeSearch = (search: Record<string, unknown>): TimeSearch => ({
  last: oneOf(spanNames, search.last),
  from: momentIn(search.from),
  to: momentIn(search.to)
})

/** Returns true when a time filter is set. */
export const isTimed = ({ last, from, to }: TimeSearch): boolean =>
  last !== undefined || from !== undefined || to !== undefined

/**
 * Returns the time span for the API, relative to `now`.
 *
 * The minute of the end is included. A day starts in the reader's time zone.
 */
export const timeRangeOf = ({ last, from, to }: TimeSearch, now: Millis): { from?: Millis; to?: Millis } => {
  if (last === 'today') return { from: new Date(now).setHours(0, 0, 0, 0) }
  if (last !== undefined) return { from: now - spans[last] }
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to: to + 60_000 }) }
}

/** Formats a time in the reader's time zone for a date and time field: `2026-11-24T14:02`. */
export const localMinute = (at: Millis): string => {
  const local = new Date(at)
  const two = (number: number): string => String(number).padStart(2, '0')
  const day = `${local.getFullYear()}-${two(local.getMonth() + 1)}-${two(local.getDate())}`
  return `${day}T${two(local.getHours())}:${two(local.getMinutes())}`
}

/**
 * Parses the value of a date and time field.
 * Returns undefined when it is empty or invalid.
 */
export const millisOf = (text: string): Millis | undefined => {
  const at = new Date(text).getTime()
  return Number.isNaN(at) ? undefined : at
}
