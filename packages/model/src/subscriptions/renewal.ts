import type { FaultData } from '../kernel/fault.ts'
import { HOUR, MINUTE, type Millis } from '../kernel/millis.ts'
import type { Attempt, Gap } from './attempt.ts'

/**
 * Minimum lead time of a renewal, absolute and as a fraction of the lifetime. The longer one
 * counts.
 */
const BEFORE = 6 * HOUR
const PART = 0.2
/** Random jitter of the lead time. It spreads the renewals of subscriptions from the same moment. */
const JITTER = 0.1

/**
 * Returns the renewal time of a subscription with a lifetime from `startedAt` to `expiresAt`. The
 * lead time is 6 hours or a fifth of the lifetime, whichever is longer, but at most half of it, so
 * that a short lifetime is not renewed endlessly. Jitter is up to a tenth of the lead time. At
 * least a minute after the start.
 * @param random number in [0, 1]
 */
export const renewAt = (expiresAt: Millis, startedAt: Millis, random: number): Millis => {
  const life = expiresAt - startedAt
  const before = Math.min(Math.max(BEFORE, PART * life), life / 2)
  const moved = before * (1 + JITTER * (2 * random - 1))
  return Math.max(startedAt + MINUTE, Math.round(expiresAt - moved))
}

/** Delays after each failed renewal; the last one repeats. */
const PAUSES = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR] as const

/** Returns the time of the next attempt after `tries` failed renewals, the last one at `at`. */
export const renewAgainAt = (tries: number, at: Millis): Millis => at + (PAUSES[tries - 1] ?? HOUR)

/** Statuses by which a service reports that a registration does not exist. */
export const goneStatuses: unknown[] = [404, 410]

/** Returns true if a request failed because the service does not have the registration. */
export const isGone = (fault: FaultData | null): boolean => goneStatuses.includes(fault?.details.status)

/** Returns true if a renewal failed because the service no longer has the subscription. */
export const isSubscriptionGone = ({ outcome, fault }: Attempt): boolean =>
  outcome === 'failed' && isGone(fault)

/**
 * Returns the way to renew a subscription: by its renewal flow, or by replacing it with a new one. It is replaced if it has no
 * such flow, if it has ended or is gone at the service, or if the response to the last renewal was lost: a request that may
 * have taken effect is not repeated.
 * @param last the last attempt to renew it
 */
export const wayToRenew = (params: {
  hasFlow: boolean
  expiresAt: Millis
  last: Attempt | null
  at: Millis
}): 'extend' | 'replace' => {
  const { hasFlow, expiresAt, last, at } = params
  if (!hasFlow || at >= expiresAt) return 'replace'
  return last !== null && (last.outcome === 'uncertain' || isSubscriptionGone(last)) ? 'replace' : 'extend'
}

/** Returns the open gap, if any. */
export const openGapOf = (gaps: Gap[]): Gap | null => gaps.find(({ to }) => to === null) ?? null

/** Opens a gap, unless one is open. */
export const withGap = (gaps: Gap[], gap: Omit<Gap, 'to'>): Gap[] =>
  openGapOf(gaps) === null ? [...gaps, { ...gap, to: null }] : gaps

/** Closes the open gap. */
export const withoutOpenGap = (gaps: Gap[], to: Millis): Gap[] =>
  gaps.map(gap => (gap.to === null ? { ...gap, to } : gap))

/** Lifetime of a subscription, with its renewals and gaps. */
export interface Lifetime {
  /** Time of its expiry at the service; null where it does not expire. */
  expiresAt: Millis | null
  /** Time of the next renewal; null for none. */
  renewAt: Millis | null
  /** Number of failed attempts since the last renewal. */
  renewTries: number
  /** Reason of the last failed attempt; null for none. */
  failed: FaultData | null
  /** Periods in which events may have been missed, oldest first. */
  gaps: Gap[]
}
