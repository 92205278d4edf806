import {
  HOUR,
  MINUTE,
  type Millis,
  policyLimits,
  type RetryRule,
  retryDelaySeconds,
  SECOND
} from '@hookwright/model'

/** Retry delays after each failed attempt, before jitter; after the last one there is no further attempt. */
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

/** Maximum delay before a retry, whether by this schedule or by the error policy of a card. */
export const MOST_REST: Millis = Math.max(...retryRests, policyLimits.delaySeconds * SECOND)

/** The most tries of a card: the first one, and one after each rest. */
export const MOST_TRIES = retryRests.length + 1

/** A service that names a later time is asked again after this. */
const LONGEST_ASKED = HOUR

/**
 * Returns the retry delay after a number of failed attempts; null when they are used up. Full jitter keeps runs that
 * failed together from retrying together: `chance` is in [0, 1). A delay that the service asked for is used instead, up
 * to an hour, plus the first delay's jitter.
 */
export const restAfter = (tried: number, chance: number, asked: Millis | null): Millis | null => {
  const [first = 0] = retryRests
  const rest = retryRests[tried - 1]
  if (rest === undefined) return null
  if (asked === null) return Math.floor(chance * rest)
  return Math.min(LONGEST_ASKED, asked + Math.floor(chance * first))
}

/** Share of a chosen delay that is added at most, so that runs which failed together do not retry together. */
const JITTER = 0.1

/**
 * Returns the delay before a retry that a card's user chose, after a number of failed attempts; null when they are used up.
 * A longer delay that the service asked for is used instead, up to an hour. At most a tenth of it, or five seconds, is added.
 */
export const restByRule = (
  rule: RetryRule,
  tried: number,
  chance: number,
  asked: Millis | null
): Millis | null => {
  if (tried > rule.times) return null
  const chosen = retryDelaySeconds(rule, tried) * SECOND
  const rest = Math.max(chosen, Math.min(LONGEST_ASKED, asked ?? 0))
  const [first = 0] = retryRests
  return Math.min(MOST_REST, rest + Math.floor(chance * Math.min(first, rest * JITTER)))
}

const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/** Parses a `Retry-After` header (RFC 9110, 10.2.3), seconds or a date, into a delay; null for anything else. */
export const askedRest = (header: string | undefined, now: Millis): Millis | null => {
  const text = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * SECOND
  const at = httpDate.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}
