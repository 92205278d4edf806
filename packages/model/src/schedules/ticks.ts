import { DAY, HOUR, MINUTE, type Millis } from '../kernel/millis.ts'
import { type TimeZone, timeZoneOf } from '../kernel/time-zone.ts'
import { readCron } from './cron.ts'
import type { Schedule } from './schedule.ts'

/** Schedule by wall clock: minutes of a day, on matching days. */
interface Calendar {
  minutes: number[]
  /** Returns true if the schedule runs on a day, given as its start in UTC. */
  fits: (day: Millis) => boolean
  /**
   * True for an hourly schedule. It runs in both hours when clocks are put back, and not in an hour that
   * clocks skip. Other schedules run exactly once in both cases.
   */
  isHourly: boolean
}

/** Maximum search range, in days. 29 February on a given weekday may be 40 years away. */
const MOST_DAYS = 41 * 366

const zoneOf = ({ zone }: Schedule): TimeZone => {
  const found = timeZoneOf(zone)
  if (found === null) throw new Error(`The time zone ${zone} of a schedule is unknown.`)
  return found
}

const minuteOf = (at: string): number => Number(at.slice(0, 2)) * 60 + Number(at.slice(3))

const everyDay = (): boolean => true

const calendarOf = (schedule: Extract<Schedule, { every: 'day' | 'weekdays' | 'cron' }>): Calendar => {
  switch (schedule.every) {
    case 'day':
      return { minutes: [minuteOf(schedule.at)], fits: everyDay, isHourly: false }
    case 'weekdays':
      return {
        minutes: [minuteOf(schedule.at)],
        fits: day => schedule.days.includes(new Date(day).getUTCDay()),
        isHourly: false
      }
    case 'cron': {
      const read = readCron(schedule.text)
      if (!read.ok) throw new Error(read.why)
      const { minutes, hours, days, months, weekdays, isEitherDay } = read.cron
      const inOrder = [...minutes].toSorted((one, other) => one - other)
      return {
        minutes: [...hours]
          .toSorted((one, other) => one - other)
          .flatMap(hour => inOrder.map(minute => hour * 60 + minute)),
        fits: day => {
          const date = new Date(day)
          if (!months.has(date.getUTCMonth() + 1)) return false
          const isDay = days.has(date.getUTCDate())
          const isWeekday = weekdays.has(date.getUTCDay())
          return isEitherDay ? isDay || isWeekday : isDay && isWeekday
        },
        isHourly: hours.size === 24
      }
    }
  }
}

/** Returns the UTC times of a day's wall clock minutes, in order. */
const ticksOfDay = (zone: TimeZone, day: Millis, { minutes, isHourly }: Calendar): Millis[] => {
  const before = zone.offsetAt(day - DAY)
  const after = zone.offsetAt(day + 2 * DAY)
  if (before === after) return minutes.map(minute => day + minute * MINUTE - before)
  const ticks = minutes.flatMap(minute => {
    const clock = day + minute * MINUTE
    const moments = [before, after]
      .filter(offset => zone.offsetAt(clock - offset) === offset)
      .map(offset => clock - offset)
      .toSorted((one, other) => one - other)
    if (isHourly) return moments
    return [moments[0] ?? clock - before]
  })
  return [...new Set(ticks)].toSorted((one, other) => one - other)
}

const dayOf = (clock: Millis): Millis => Math.floor(clock / DAY) * DAY

/**
 * Returns the length of an interval and its origin, midnight of the zone on 1 January 2024; `null` for other
 * schedules.
 */
const intervalOf = (schedule: Schedule): { length: Millis; from: Millis } | null =>
  schedule.every === 'minutes' || schedule.every === 'hours'
    ? {
        length: schedule.count * (schedule.every === 'minutes' ? MINUTE : HOUR),
        from: zoneOf(schedule).momentAt(Date.UTC(2024, 0, 1))
      }
    : null

const calendarIn = (schedule: Schedule): Calendar =>
  schedule.every === 'minutes' || schedule.every === 'hours'
    ? { minutes: [], fits: everyDay, isHourly: true }
    : calendarOf(schedule)

/** Returns the first scheduled time after a time; `null` if there is none in the next 40 years. */
export const nextTick = (schedule: Schedule, after: Millis): Millis | null => {
  const interval = intervalOf(schedule)
  if (interval !== null) {
    const { length, from } = interval
    return from + (Math.floor((after - from) / length) + 1) * length
  }
  const calendar = calendarIn(schedule)
  const zone = zoneOf(schedule)
  // A tick that clocks left out comes later than its day says.
  const first = dayOf(zone.clockAt(after)) - DAY
  for (let day = first; day < first + MOST_DAYS * DAY; day += DAY) {
    if (!calendar.fits(day)) continue
    const tick = ticksOfDay(zone, day, calendar).find(moment => moment > after)
    if (tick !== undefined) return tick
  }
  return null
}

/** Returns the latest scheduled time in a period, both ends included; `null` if there is none. */
export const latestTick = (schedule: Schedule, from: Millis, to: Millis): Millis | null => {
  const interval = intervalOf(schedule)
  if (interval !== null) {
    const tick = interval.from + Math.floor((to - interval.from) / interval.length) * interval.length
    return tick >= from ? tick : null
  }
  const calendar = calendarIn(schedule)
  const zone = zoneOf(schedule)
  const first = dayOf(zone.clockAt(from)) - DAY
  for (let day = dayOf(zone.clockAt(to)) + DAY; day >= first; day -= DAY) {
    if (!calendar.fits(day)) continue
    const tick = ticksOfDay(zone, day, calendar).findLast(moment => moment <= to)
    if (tick !== undefined) return tick >= from ? tick : null
  }
  return null
}

/** Returns the next scheduled times after a time, at most `count`. */
export const nextTicks = (schedule: Schedule, after: Millis, count: number): Millis[] => {
  const ticks: Millis[] = []
  let last = after
  while (ticks.length < count) {
    const tick = nextTick(schedule, last)
    if (tick === null) break
    ticks.push(tick)
    last = tick
  }
  return ticks
}
