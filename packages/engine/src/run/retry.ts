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
 * Maximum delay after each failed attempt; the actual delay is a random part of it. There is no attempt after
 * the last delay.
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

/** Maximum delay before a retry. It covers both this schedule and error policies. */
export const MAX_RETRY_DELAY: Millis = Math.max(...retryDelays, policyLimits.delaySeconds * SECOND)

/** Maximum number of attempts of a card: the first one, and one after each delay. */
export const MAX_ATTEMPTS = retryDelays.length + 1

/** Maximum delay that a service can request. Longer delays are shortened to it. */
const MAX_REQUESTED_DELAY = HOUR

/**
 * Returns the delay before the next attempt, given the number of failed attempts. `null` if there are no more
 * attempts. A delay requested by the service is used instead, with a random addition of up to the first
 * delay, but at most an hour in total.
 * @param chance random number in [0, 1) that the delay is multiplied by, so that runs that failed together do
 * not retry together
 */
export const retryDelayAfter = (tried: number, chance: number, asked: Millis | null): Millis | null => {
  const [first = 0] = retryDelays
  const rest = retryDelays[tried - 1]
  if (rest === undefined) return null
  if (asked === null) return Math.floor(chance * rest)
  return Math.min(MAX_REQUESTED_DELAY, asked + Math.floor(chance * first))
}

/**
 * Maximum random addition to a delay, as a fraction of the delay. It spreads the retries of runs that failed
 * together.
 */
const JITTER = 0.1

/**
 * Returns the retry delay of a user's retry rule, after a number of failed attempts. `null` if there are no
 * more attempts. A longer delay requested by the service takes precedence, up to an hour. Jitter adds at most
 * a tenth of the delay, or five seconds.
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

/**
 * Parses a `Retry-After` header into a delay (RFC 9110, 10.2.3: seconds or a date). Returns null for other
 * values.
 */
export const parseRetryAfter = (header: string | undefined, now: Millis): Millis | null => {
  const text = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * SECOND
  const at = httpDate.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}
