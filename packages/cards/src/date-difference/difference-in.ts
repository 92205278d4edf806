import { DAY, HOUR, MINUTE, type Millis, SECOND } from '@hookwright/model'
import { shiftMoment, type Unit } from '../date-shift/date-shift-card.ts'
import type { Zone } from '../kernel/zone.ts'

/** Length of each unit in milliseconds. Units above hours vary in length, so this is their maximum. */
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
 * Returns the difference between two times in a unit. Up to hours, it is exact; for longer units, it is the
 * number of whole calendar units in the time zone. Negative if the second time is earlier.
 */
export const differenceIn = (unit: Unit, from: Millis, to: Millis, zone: Zone): number => {
  if (unit === 'seconds' || unit === 'minutes' || unit === 'hours') return (to - from) / lengths[unit]
  const whole = to < from ? -wholeUnits(unit, to, from, zone) : wholeUnits(unit, from, to, zone)
  return whole === 0 ? 0 : whole
}
