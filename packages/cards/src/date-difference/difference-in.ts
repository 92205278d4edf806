import { DAY, HOUR, MINUTE, type Millis, SECOND } from '@hookwright/model'
import { shiftMoment, type Unit } from '../date-shift/date-shift-card.ts'
import type { Zone } from '../kernel/zone.ts'

/** Length of each unit in milliseconds. Exact up to hours; the maximum length for longer units. */
const lengths: Record<Unit, Millis> = {
  seconds: SECOND,
  minutes: MINUTE,
  hours: HOUR,
  days: DAY,
  weeks: 7 * DAY,
  months: 31 * DAY,
  years: 366 * DAY
}

/** Returns the number of whole calendar units between two times. */
const wholeUnits = (unit: Unit, from: Millis, to: Millis, zone: Zone): number => {
  const passes = (count: number): boolean => !(shiftMoment(from, count, unit, zone) <= to)
  let count = Math.max(0, Math.floor((to - from) / lengths[unit]) - 1)
  // Shorter months and years make it too small by one in fifty.
  const step = Math.max(1, Math.floor(count / 100))
  while (!passes(count + step)) count += step
  while (!passes(count + 1)) count++
  return count
}

/**
 * Returns the time between two times in a unit. Exact up to hours, otherwise the number of whole calendar
 * units in a time zone. Negative if the second time is earlier.
 */
export const differenceIn = (unit: Unit, from: Millis, to: Millis, zone: Zone): number => {
  if (unit === 'seconds' || unit === 'minutes' || unit === 'hours') return (to - from) / lengths[unit]
  const whole = to < from ? -wholeUnits(unit, to, from, zone) : wholeUnits(unit, from, to, zone)
  return whole === 0 ? 0 : whole
}
