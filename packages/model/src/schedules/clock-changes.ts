import { DAY, MINUTE, type Millis } from '../kernel/millis.ts'
import { timeZoneOf } from '../kernel/time-zone.ts'
import { readCron } from './cron.ts'
import type { Schedule } from './schedule.ts'

/** Change of a time zone's clocks, such as the end of daylight saving time. */
export interface ClockChange {
  at: Millis
  /** Size of the change, positive if clocks are put forward. */
  by: Millis
  /** Offset from UTC before the change. */
  before: Millis
}

/** Maximum length of a search, in days. */
const MOST_DAYS = 800

/** Returns the clock changes of a time zone in a period, in order. */
export const clockChanges = (zoneName: string, from: Millis, to: Millis): ClockChange[] => {
  const zone = timeZoneOf(zoneName)
  if (zone === null) return []
  const changes: ClockChange[] = []
  const end = Math.min(to, from + MOST_DAYS * DAY)
  for (let start = from; start < end; start += DAY) {
    const before = zone.offsetAt(start)
    const after = zone.offsetAt(Math.min(start + DAY, end))
    if (before === after) continue
    let [low, high] = [start, Math.min(start + DAY, end)]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (zone.offsetAt(middle) === before) low = middle
      else high = middle
    }
    changes.push({ at: high, by: after - before, before })
  }
  return changes
}

const twoDigits = (value: number): string => String(value).padStart(2, '0')

/** Formats a wall clock time, such as 02:30. */
const clockText = (clock: Millis): string => {
  const date = new Date(clock)
  return `${twoDigits(date.getUTCHours())}:${twoDigits(date.getUTCMinutes())}`
}

const sayLength = (length: Millis): string => {
  const minutes = Math.abs(length) / MINUTE
  return minutes === 60 ? '1 hour' : minutes % 60 === 0 ? `${minutes / 60} hours` : `${minutes} minutes`
}

const minuteOf = (at: string): number => Number(at.slice(0, 2)) * 60 + Number(at.slice(3))

/**
 * Returns the times of a day at which a schedule runs, in minutes. Also returns whether it runs every hour.
 */
const clockTimesOf = (
  schedule: Extract<Schedule, { every: 'day' | 'weekdays' | 'cron' }>
): { minutes: number[]; isHourly: boolean } => {
  if (schedule.every !== 'cron') return { minutes: [minuteOf(schedule.at)], isHourly: false }
  const read = readCron(schedule.text)
  if (!read.ok) return { minutes: [], isHourly: false }
  const { hours, minutes } = read.cron
  return {
    minutes: [...hours].flatMap(hour => [...minutes].map(minute => hour * 60 + minute)),
    isHourly: hours.size === 24
  }
}

/**
 * Describes the effect of a clock change on a schedule: “02:30 does not exist on that day, so the flow runs
 * at 03:30.”
 */
const formatEffect = (schedule: Schedule, { at, by, before }: ClockChange): string => {
  if (schedule.every === 'minutes' || schedule.every === 'hours') {
    return `The interval stays the same, so local run times shift by ${sayLength(by)}.`
  }
  const shown = at + before
  const [from, to] = by > 0 ? [shown, shown + by] : [shown + by, shown]
  const { minutes, isHourly } = clockTimesOf(schedule)
  const times = minutes
    .map(minute => Math.floor(from / DAY) * DAY + minute * MINUTE)
    .filter(time => time >= from && time < to)
  const [time] = times
  if (time === undefined) return 'Local run times do not change.'
  const span = `between ${clockText(from)} and ${clockText(to)}`
  if (isHourly) {
    return by > 0
      ? `Times ${span} do not exist on that day, so the flow skips them.`
      : `The times ${span} occur twice on that day. The flow runs both times.`
  }
  if (times.length > 1) {
    return by > 0
      ? `Runs ${span} start ${sayLength(by)} later.`
      : `The times ${span} occur twice on that day. The flow runs the first time.`
  }
  return by > 0
    ? `${clockText(time)} does not exist on that day, so the flow runs at ${clockText(time + by)}.`
    : `${clockText(time)} occurs twice on that day. The flow runs the first time.`
}

/**
 * Describes a clock change and its effect on a schedule, in two sentences: “Clocks go forward by 1 hour on …
 * Local run times do not change.”
 */
export const formatClockChange = (schedule: Schedule, change: ClockChange): string => {
  const { at, by, before } = change
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(at + before)
  const direction = by > 0 ? 'forward' : 'back'
  return `Clocks go ${direction} by ${sayLength(by)} on ${day} at ${clockText(at + before)}. ${formatEffect(schedule, change)}`
}
