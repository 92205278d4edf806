import { DAY, type Gap, HOUR, type Lifetime, MINUTE, type Millis } from '@hookwright/model'
import { minuteTime, spanTime } from '../../shell/clock-time.ts'

const counted = (count: number, what: string): string => `in ${count} ${count === 1 ? what : `${what}s`}`

/** `in 3 days`, `in 5 hours`, `in 12 minutes`, `within a minute`, `now`. */
export const inWords = (left: Millis): string => {
  if (left >= 2 * DAY) return counted(Math.floor(left / DAY), 'day')
  if (left >= 2 * HOUR) return counted(Math.floor(left / HOUR), 'hour')
  if (left >= MINUTE) return counted(Math.floor(left / MINUTE), 'minute')
  return left > 0 ? 'within a minute' : 'now'
}

/** When a subscription is renewed, and until when it lives; null where the service does not end it by itself. */
export const lifeWords = (
  life: Lifetime,
  now: Millis
): { says: string; ends: string; isLate: boolean } | null => {
  const { expiresAt, renewAt, renewTries } = life
  if (expiresAt === null || renewAt === null) return null
  const again = renewTries === 0 ? 'Renews' : 'Tried again'
  const hasEnded = expiresAt <= now
  return {
    says: `${again} ${inWords(renewAt - now)}`,
    ends: `${hasEnded ? 'the service ended it on' : 'the service would end it on'} ${minuteTime(expiresAt)}`,
    isLate: renewTries > 0 || hasEnded
  }
}

/** When events may have been missed, in sentences. */
export const gapWords = ({ from, to, why }: Gap): string =>
  to === null
    ? `Events may be missed since ${minuteTime(from)}. ${why}`
    : `Events may have been missed from ${spanTime(from, to)}. ${why}`
