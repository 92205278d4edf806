import { DAY, type Millis } from '../kernel/millis.ts'

/** Returns the name of a schedule's time zone as shown: its IANA name, or UTC. */
export const shownZone = (zone: string): string => zone || 'UTC'

/**
 * Formats a coming time of a schedule in a time zone: `Mon 07:00` in the next six days, `Mon 14 Dec, 07:00`
 * after them.
 * @param zone IANA name; empty for UTC, undefined for the reader's time zone
 */
export const formatTick = (at: Millis, zone: string | undefined, now: Millis): string => {
  const far = at - now > 6 * DAY
  const shown = new Intl.DateTimeFormat('en-GB', {
    ...(zone !== undefined && { timeZone: shownZone(zone) }),
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(far && { day: 'numeric', month: 'short' })
  }).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    shown.find(found => found.type === type)?.value ?? ''
  const time = `${part('hour')}:${part('minute')}`
  const weekday = part('weekday')
  return far ? `${weekday} ${part('day')} ${part('month')}, ${time}` : `${weekday} ${time}`
}
