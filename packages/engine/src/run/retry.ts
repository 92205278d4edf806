import {
  HOUR,
  MINUTE,
  type Millis,
  policyLimits,
  type RetryRule,
  retryDelaySeconds,
  SECOND
} from '@hookwright/model'

/**
 * Retry delays after each failed attempt, before jitter. There is no attempt after the last one.
 */
export const retryDelays: readonly Millis[] = [
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
export const MAX_RETRY_DELAY: Millis = Math.max(...retryDelays, policyLimits.delaySeconds * SECOND)

/** Maximum number of attempts of a card: the first one, and one after each delay. */
export const MAX_ATTEMPTS = retryDelays.length + 1

/** Maximum delay accepted from a service. Later times are replaced by this delay. */
const MAX_REQUESTED_DELAY = HOUR

/**
 * Returns the retry delay after a number of failed attempts; null when they are used up. Full
 * jitter spreads the retries of runs that failed together: `chance` is in [0, 1). A delay requested
 * by the service takes precedence, up to an hour, plus the first delay's jitter.
 */
export const retryDelayAfter = (tried: number, chance: number, asked: Millis | null): Millis | null => {
  const [first = 0] = retryDelays
  const rest = retryDelays[tried - 1]
  if (rest === undefined) return null
  if (asked === null) return Math.floor(chance * rest)
  return Math.min(MAX_REQUESTED_DELAY, asked + Math.floor(chance * first))
}

/**
 * Maximum jitter as a share of a chosen delay, which spreads the retries of runs that failed
 * together.
 */
const JITTER = 0.1

/**
 * Returns the retry delay of a rule that a user chose, after a number of failed attempts; null when
 * they are used up. A longer delay requested by the service takes precedence, up to an hour. Jitter
 * adds at most a tenth of the delay, or five seconds.
 */
export const retryDelayByRule = (
  rule: RetryRule,
  tried: number,
  chance: number,
  asked: Millis | null
): Millis | null => {
  if (tried > rule.times) return null
  const chosen = retryDelaySeconds(rule, tried) * SECOND
  const rest = Math.max(chosen, Math.min(MAX_REQUESTED_DELAY, asked ?? 0))
  const [first = 0] = retryDelays
  return Math.min(MAX_RETRY_DELAY, rest + Math.floor(chance * Math.min(first, rest * JITTER)))
}

const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/** Parses a `Retry-After` header (RFC 9110, 10.2.3), seconds or a date, into a delay; null for anything else. */
export const parseRetryAfter = (header: string | undefined, now: Millis): Millis | null => {
  const text = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * SECOND
  const at = httpDate.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}
