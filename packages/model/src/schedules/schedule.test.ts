import { expect, test } from 'vitest'
import { clockChanges, formatClockChange } from './clock-changes.ts'
import { formatSchedule } from './format-schedule.ts'
import { Schedule } from './schedule.ts'

const whyRefused = (schedule: unknown): string | null =>
  Schedule.safeParse(schedule).error?.issues[0]?.message ?? null
const whyCron = (text: string): string | null => whyRefused({ every: 'cron', text, zone: '' })

test.each([
  [
    '* * * * * *',
    'A schedule cannot have seconds: a flow starts at most once a minute. Remove the field for seconds.'
  ],
  [
    '0 0 30 2 *',
    'This schedule never runs: no chosen month has the chosen day. Change the day or the month.'
  ],
  [
    '0 0 31 4,6,9,11 *',
    'This schedule never runs: no chosen month has the chosen day. Change the day or the month.'
  ],
  ['61 * * * *', '“61” is not a minute. Enter a number from 0 to 59.'],
  ['* * * * MOON', '“MOON” is not a day of the week. Enter a number from 0 to 7.'],
  ['*/0 * * * *', '“*/0” needs a step of at least 1, as in */10.'],
  ['5-1 * * * *', 'The range “5-1” ends before it begins. Swap its ends.'],
  [
    'every night',
    'A cron expression has five fields: minute, hour, day of the month, month, day of the week. For example, “30 7 * * 1-5” is 07:30 from Monday to Friday.'
  ],
  ['0 0 31 4 1', null],
  ['@hourly', null],
  ['0-30/10 8-18 * * mon-fri', null]
])('the cron text “%s”: %s', (text, why) => {
  expect(whyCron(text)).toBe(why)
})

test.each([
  [{ every: 'minutes', count: 0, zone: '' }, 'Enter at least 1: a flow starts at most once a minute.'],
  [{ every: 'minutes', count: 1 / 60, zone: '' }, 'Enter a whole number of minutes.'],
  [
    { every: 'hours', count: 721, zone: '' },
    'Enter at most 720 hours. For longer intervals, choose Every day, On selected days or Cron expression.'
  ],
  [{ every: 'day', at: '25:00', zone: '' }, 'Enter the time with hours and minutes, as in 07:30.'],
  [{ every: 'weekdays', days: [], at: '07:00', zone: '' }, 'Choose at least one day.'],
  [
    { every: 'minutes', count: 5, zone: 'Mars/Olympus' },
    'This time zone is unknown. Enter one such as Europe/Berlin, or leave the field empty for UTC.'
  ]
])('%j is refused', (schedule, why) => {
  expect(whyRefused(schedule)).toBe(why)
})

test.each<[Schedule, string]>([
  [{ every: 'minutes', count: 1, zone: '' }, 'Every minute'],
  [{ every: 'hours', count: 6, zone: '' }, 'Every 6 hours'],
  [{ every: 'day', at: '07:30', zone: '' }, 'Every day at 07:30, UTC'],
  [
    { every: 'weekdays', days: [5, 1, 2, 3, 4], at: '07:30', zone: 'Europe/Berlin' },
    'Monday to Friday at 07:30, Europe/Berlin'
  ],
  [{ every: 'weekdays', days: [0, 3], at: '07:30', zone: '' }, 'Wednesday and Sunday at 07:30, UTC'],
  [{ every: 'cron', text: ' 0 0 * * * ', zone: '' }, 'Cron 0 0 * * *, UTC']
])('%j in words: %s', (schedule, words) => {
  expect(formatSchedule(schedule)).toBe(words)
})

const berlin = clockChanges('Europe/Berlin', Date.UTC(2026, 0, 1), Date.UTC(2026, 11, 31))

test('clock changes of a year', () => {
  expect(berlin.map(({ at, by }) => [new Date(at).toISOString(), by])).toEqual([
    ['2026-03-29T01:00:00.000Z', 3_600_000],
    ['2026-10-25T01:00:00.000Z', -3_600_000]
  ])
  expect(clockChanges('UTC', Date.UTC(2026, 0, 1), Date.UTC(2026, 11, 31))).toEqual([])
})

test.each<[Schedule, string, string]>([
  [
    { every: 'day', at: '02:30', zone: 'Europe/Berlin' },
    'Clocks go forward by 1 hour on 29 Mar 2026 at 02:00. 02:30 does not exist on that day, so the flow runs at 03:30.',
    'Clocks go back by 1 hour on 25 Oct 2026 at 03:00. 02:30 occurs twice on that day. The flow runs the first time.'
  ],
  [
    { every: 'day', at: '07:30', zone: 'Europe/Berlin' },
    'Clocks go forward by 1 hour on 29 Mar 2026 at 02:00. Local run times do not change.',
    'Clocks go back by 1 hour on 25 Oct 2026 at 03:00. Local run times do not change.'
  ],
  [
    { every: 'cron', text: '30 2 * * *', zone: 'Europe/Berlin' },
    'Clocks go forward by 1 hour on 29 Mar 2026 at 02:00. 02:30 does not exist on that day, so the flow runs at 03:30.',
    'Clocks go back by 1 hour on 25 Oct 2026 at 03:00. 02:30 occurs twice on that day. The flow runs the first time.'
  ],
  [
    { every: 'cron', text: '0,20,40 2 * * *', zone: 'Europe/Berlin' },
    'Clocks go forward by 1 hour on 29 Mar 2026 at 02:00. Runs between 02:00 and 03:00 start 1 hour later.',
    'Clocks go back by 1 hour on 25 Oct 2026 at 03:00. The times between 02:00 and 03:00 occur twice on that day. The flow runs the first time.'
  ],
  [
    { every: 'cron', text: '*/5 * * * *', zone: 'Europe/Berlin' },
    'Clocks go forward by 1 hour on 29 Mar 2026 at 02:00. Times between 02:00 and 03:00 do not exist on that day, so the flow skips them.',
    'Clocks go back by 1 hour on 25 Oct 2026 at 03:00. The times between 02:00 and 03:00 occur twice on that day. The flow runs both times.'
  ],
  [
    { every: 'hours', count: 6, zone: 'Europe/Berlin' },
    'Clocks go forward by 1 hour on 29 Mar 2026 at 02:00. The interval stays the same, so local run times shift by 1 hour.',
    'Clocks go back by 1 hour on 25 Oct 2026 at 03:00. The interval stays the same, so local run times shift by 1 hour.'
  ]
])('the effect of clock changes on %j', (schedule, spring, autumn) => {
  expect(berlin.map(change => formatClockChange(schedule, change))).toEqual([spring, autumn])
})
