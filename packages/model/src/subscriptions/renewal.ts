import type { FaultData } from '../kernel/fault.ts'
import { HOUR, MINUTE, type Millis } from '../kernel/millis.ts'
import type { Attempt, Gap } from './attempt.ts'

/** How long before its end a subscription is renewed at the latest, and as a part of its life. */
const BEFORE = 6 * HOUR
const PART = 0.2
/** How far chance moves that, so that subscriptions of one moment are not renewed in one moment. */
const JITTER = 0.1

/**
 * When a subscription is renewed that lives from `startedAt` until `expiresAt`: before its end by 6 hours or a fifth of
 * its life, whichever is more, but never before its middle, since a short life would be renewed without end; moved by up
 * to a tenth of that. At least a minute after it began, whatever the service says.
 * @param random from 0 up to 1
 */
export const renewAt = (expiresAt: Millis, startedAt: Millis, random: number): Millis => {
  const life = expiresAt - startedAt
  const before = Math.min(Math.max(BEFORE, PART * life), life / 2)
  const moved = before * (1 + JITTER * (2 * random - 1))
  return Math.max(startedAt + MINUTE, Math.round(expiresAt - moved))
}

/** How long after each try in vain the next one is made; the last of these holds for all that follow. */
const PAUSES = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR] as const

/** When a renewal is tried again that was tried `tries` times in vain, the last time at `at`. */
export const renewAgainAt = (tries: number, at: Millis): Millis => at + (PAUSES[tries - 1] ?? HOUR)

/** Statuses by which a service says that it does not have a registration (any more). */
export const goneStatuses: unknown[] = [404, 410]

/** Whether a request failed since the service does not have the registration (any more). */
export const isGone = (fault: FaultData | null): boolean => goneStatuses.includes(fault?.details.status)

/** Whether a renewal failed since the service has the subscription no more. */
export const saysGone = ({ outcome, fault }: Attempt): boolean => outcome === 'failed' && isGone(fault)

/**
 * How a subscription is renewed: by its renewal flow, or by a new one that takes its place. The latter where it has no
 * such flow, where it has ended or is gone at the service, and where the answer to the last renewal was lost: what may
 * have been done is not asked for again.
 * @param last the last attempt to renew it
 */
export const wayToRenew = (given: {
  hasFlow: boolean
  expiresAt: Millis
  last: Attempt | null
  at: Millis
}): 'extend' | 'replace' => {
  const { hasFlow, expiresAt, last, at } = given
  if (!hasFlow || at >= expiresAt) return 'replace'
  return last !== null && (last.outcome === 'uncertain' || saysGone(last)) ? 'replace' : 'extend'
}

/** The gap that is still open, if any. */
export const openGapOf = (gaps: Gap[]): Gap | null => gaps.find(({ to }) => to === null) ?? null

/** With a gap that begins; one that is open already stays as it is. */
export const withGap = (gaps: Gap[], gap: Omit<Gap, 'to'>): Gap[] =>
  openGapOf(gaps) === null ? [...gaps, { ...gap, to: null }] : gaps

/** With the open gap closed. */
export const withoutOpenGap = (gaps: Gap[], to: Millis): Gap[] =>
  gaps.map(gap => (gap.to === null ? { ...gap, to } : gap))

/** How long a subscription lives on its own, and when that was not enough. */
export interface Lifetime {
  /** When the service ends it by itself; null where it does not. */
  expiresAt: Millis | null
  /** When it is renewed next; null where it is not. */
  renewAt: Millis | null
  /** How often that was tried in vain since it was last renewed. */
  renewTries: number
  /** Why the last of these tries failed; null where there was none. */
  failed: FaultData | null
  /** When events may have been missed, oldest first. */
  gaps: Gap[]
}
