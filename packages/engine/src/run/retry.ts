import { HOUR, MINUTE, type Millis, SECOND } from '@hookwright/model'

/** How long a run rests after each try that failed, before chance shortens it; then there is no further one. */
export const retryRests: readonly Millis[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  6 * HOUR,
  12 * HOUR
]

/** The longest rest before a retry. */
export const MOST_REST: Millis = Math.max(...retryRests)

/** The most tries of a card: the first one, and one after each rest. */
export const MOST_TRIES = retryRests.length + 1

/** A service that names a later time is asked again after this. */
const LONGEST_ASKED = HOUR

/**
 * How long to rest after so many tries that failed; null when they are used up. With full jitter, so that runs that
 * failed together do not come back together: `chance` is from 0 up to but not 1. A rest that the service asked for is
 * taken instead, up to an hour, with the first rest's jitter on top.
 */
export const restAfter = (tried: number, chance: number, asked: Millis | null): Millis | null => {
  const [first = 0] = retryRests
  const rest = retryRests[tried - 1]
  if (rest === undefined) return null
  if (asked === null) return Math.floor(chance * rest)
  return Math.min(LONGEST_ASKED, asked + Math.floor(chance * first))
}

const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/** How long a `Retry-After` header asks to wait (RFC 9110, 10.2.3): seconds or a date; null for anything else. */
export const askedRest = (header: string | undefined, now: Millis): Millis | null => {
  const text = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * SECOND
  const at = httpDate.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}
