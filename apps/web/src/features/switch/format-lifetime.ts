import { DAY, type Gap, HOUR, type Lifetime, MINUTE, type Millis } from '@hookwright/model'
import { minuteTime, spanTime } from '../../kit/page/clock-time.ts'
import { formatCount } from '../../kit/page/format-count.ts'

/** Formats a remaining time: `in 3 days`, `in 5 hours`, `in 12 minutes`, `within a minute`, `now`. */
export const formatIn = (left: Millis): string => {
  if (left >= 2 * DAY) return `in ${formatCount(Math.floor(left / DAY), 'day')}`
  if (left >= 2 * HOUR) return `in ${formatCount(Math.floor(left / HOUR), 'hour')}`
  if (left >= MINUTE) return `in ${formatCount(Math.floor(left / MINUTE), 'minute')}`
  return left > 0 ? 'within a minute' : 'now'
}

/**
 * Describes when a subscription is renewed (“Renews in 3 days”) and when it expires. `short` fits on a card:
 * “renews in 3 days”.
 *
 * If renewals have failed so far, `why` is the reason. `null` if the service never ends subscriptions.
 */
export const formatLifetime = (
  life: Lifetime,
  now: Millis
): { says: string; short: string; ends: string; why: string | null; isLate: boolean } | null => {
  const { expiresAt, renewAt, renewTries, failed } = life
  if (expiresAt === null || renewAt === null) return null
  const when = formatIn(renewAt - now)
  const hasFailed = renewTries > 0
  const hasEnded = expiresAt <= now
  return {
    says: hasFailed ? `Renewal failed; retries ${when}` : `Renews ${when}`,
    short: hasEnded ? 'expired' : hasFailed ? 'not renewed' : `renews ${when}`,
    why: failed?.message ?? null,
    ends: `${hasEnded ? 'expired at the service on' : 'expires at the service on'} ${minuteTime(expiresAt)}`,
    isLate: hasFailed || hasEnded
  }
}

/**
 * Describes when events may have been missed, and why: “Events may have been missed since 24 Nov 2026, 14:02.
 * …”
 */
export const formatGap = ({ from, to, why }: Gap): string =>
  to === null
    ? `Events may have been missed since ${minuteTime(from)}. ${why}`
    : `Events may have been missed from ${spanTime(from, to)}. ${why}`
