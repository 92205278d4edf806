import type { FaultData } from '../kernel/fault.ts'
import { HOUR, MINUTE, type Millis } from '../kernel/millis.ts'
import type { Attempt, Gap } from './attempt.ts'

/** Minimum lead time of a renewal: a duration and a fraction of the lifetime. The longer applies. */
const BEFORE = 6 * HOUR
const PART = 0.2
/**
 * Maximum random change of the lead time, as a fraction of it. It spreads the renewals of subscriptions that
 * started together.
 */
const JITTER = 0.1

/**
 * Returns the renewal time of a subscription with a lifetime from `startedAt` to `expiresAt`. The lead time
 * is 6 hours or a fifth of the lifetime, whichever is longer, but at most half the lifetime. It varies
 * randomly by up to a tenth. The result is at least a minute after the start.
 *
 * @param random Number in [0, 1].
 */
export const renewAt = (expiresAt: Millis, startedAt: Millis, random: number): Millis => {
  const life = expiresAt - startedAt
  const before = Math.min(Math.max(BEFORE, PART * life), life / 2)
  const moved = before * (1 + JITTER * (2 * random - 1))
  return Math.max(startedAt + MINUTE, Math.round(expiresAt - moved))
}

/** Delays after consecutive failed renewals. The last delay repeats. */
const PAUSES = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR] as const

/** Returns the time of the next attempt after `tries` failed renewals, the last one at `at`. */
export const renewAgainAt = (tries: number, at: Millis): Millis => at + (PAUSES[tries - 1] ?? HOUR)

/** HTTP statuses that mean that a registration does not exist. */
export const goneStatuses: unknown[] = [404, 410]

/** Returns true if a request failed because the registration does not exist at the service. */
export const isGone = (fault: FaultData | null): boolean => goneStatuses.includes(fault?.details.status)

/** Returns true if a renewal failed because the subscription does not exist at the service. */
export const isSubscriptionGone = ({ outcome, fault }: Attempt): boolean =>
  outcome === 'failed' && isGone(fault)

/**
 * Returns the way to renew a subscription: `extend` runs its renewal flow, `replace` creates a new
 * subscription. Replaces if there is no renewal flow, if the subscription has expired or is gone at the
 * service, or if the response to the last renewal was lost. A request that may have taken effect is never
 * repeated.
 *
 * @param last Last renewal attempt; `null` if there was none.
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

/** Returns the gap that has not ended yet, in which events may be missed; `null` if there is none. */
export const openGapOf = (gaps: Gap[]): Gap | null => gaps.find(({ to }) => to === null) ?? null

/** Returns the gaps and a new open gap. If a gap is open already, none is added. */
export const withGap = (gaps: Gap[], gap: Omit<Gap, 'to'>): Gap[] =>
  openGapOf(gaps) === null ? [...gaps, { ...gap, to: null }] : gaps

/** Returns the gaps, with `to` as the end of the open gap if there is one. */
export const withoutOpenGap = (gaps: Gap[], to: Millis): Gap[] =>
  gaps.map(gap => (gap.to === null ? { ...gap, to } : gap))

/** Lifetime of a subscription, with its renewals and gaps. */
export interface Lifetime {
  /** Time of expiry at the service; `null` if the subscription does not expire. */
  expiresAt: Millis | null
  /** Time of the next renewal; `null` if none is planned. */
  renewAt: Millis | null
  /** Number of failed attempts since the last renewal. */
  renewTries: number
  /** Fault of the last failed renewal attempt; `null` if there is none. */
  failed: FaultData | null
  /** Periods in which events may have been missed, oldest first. */
  gaps: Gap[]
}
