import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Schedule } from './schedule.ts'
import { latestTick, nextTick, nextTicks } from './ticks.ts'

const cron = (text: string, zone = 'UTC'): Schedule => ({ every: 'cron', text, zone })
const daily = (at: string, zone: string): Schedule => ({ every: 'day', at, zone })
const ticks = (schedule: Schedule, after: string, count = 3): string[] =>
  nextTicks(schedule, Date.parse(after), count).map(tick => new Date(tick).toISOString().slice(0, 16))

describe('ticks', () => {
  test.each<[string, Schedule, string, string[]]>([
    [
      'minutes are counted from full hours',
      { every: 'minutes', count: 15, zone: 'Europe/Berlin' },
      '2026-05-01T10:07:00Z',
      ['2026-05-01T10:15', '2026-05-01T10:30', '2026-05-01T10:45']
    ],
    [
      'hours are counted from midnight of the zone',
      { every: 'hours', count: 6, zone: 'America/New_York' },
      '2026-01-01T00:00:00Z',
      ['2026-01-01T05:00', '2026-01-01T11:00', '2026-01-01T17:00']
    ],
    [
      'weekdays',
      { every: 'weekdays', days: [1, 5], at: '08:00', zone: 'Europe/Berlin' },
      '2026-06-01T06:00:00Z',
      ['2026-06-05T06:00', '2026-06-08T06:00', '2026-06-12T06:00']
    ],
    [
      'cron, a range',
      cron('30 7 * * 1-5'),
      '2026-05-01T08:00:00Z',
      ['2026-05-04T07:30', '2026-05-05T07:30', '2026-05-06T07:30']
    ],
    [
      'cron, names',
      cron('0 0 1 JAN *'),
      '2026-05-01T08:00:00Z',
      ['2027-01-01T00:00', '2028-01-01T00:00', '2029-01-01T00:00']
    ],
    [
      'cron, either day',
      cron('0 12 13 * 5'),
      '2026-02-01T00:00:00Z',
      ['2026-02-06T12:00', '2026-02-13T12:00', '2026-02-20T12:00']
    ],
    [
      'cron, leap days',
      cron('0 0 29 2 *'),
      '2026-01-01T00:00:00Z',
      ['2028-02-29T00:00', '2032-02-29T00:00', '2036-02-29T00:00']
    ],
    [
      'cron, a shorthand',
      cron('@daily', 'Asia/Kathmandu'),
      '2026-01-01T00:00:00Z',
      ['2026-01-01T18:15', '2026-01-02T18:15', '2026-01-03T18:15']
    ]
  ])('%s', (_, schedule, after, expected) => {
    expect(ticks(schedule, after)).toEqual(expected)
  })

  test.each<[string, Schedule, string, string[]]>([
    [
      'a time that clocks leave out comes as much later, once',
      daily('02:30', 'Europe/Berlin'),
      '2026-03-28T12:00:00Z',
      ['2026-03-29T01:30', '2026-03-30T00:30']
    ],
    [
      'a time that occurs twice comes the first time',
      daily('02:30', 'Europe/Berlin'),
      '2026-10-24T12:00:00Z',
      ['2026-10-25T00:30', '2026-10-26T01:30']
    ],
    [
      'cron of every hour runs in both equal hours',
      cron('30 * * * *', 'Europe/Berlin'),
      '2026-10-25T00:00:00Z',
      ['2026-10-25T00:30', '2026-10-25T01:30', '2026-10-25T02:30']
    ],
    [
      'cron of every hour leaves the hour out that does not exist',
      cron('30 * * * *', 'America/New_York'),
      '2026-03-08T06:00:00Z',
      ['2026-03-08T06:30', '2026-03-08T07:30', '2026-03-08T08:30']
    ],
    [
      'clocks are changed by half an hour on Lord Howe Island',
      daily('02:15', 'Australia/Lord_Howe'),
      '2026-10-03T00:00:00Z',
      ['2026-10-03T15:45', '2026-10-04T15:15']
    ]
  ])('daylight saving time: %s', (_, schedule, after, expected) => {
    expect(ticks(schedule, after, expected.length)).toEqual(expected)
  })

  const zones = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu'
  )
  const time = fc.constantFrom('00:00', '01:30', '02:00', '02:15', '02:30', '23:59')
  const schedules: fc.Arbitrary<Schedule> = fc.oneof(
    fc.record({
      every: fc.constant('minutes' as const),
      count: fc.integer({ min: 1, max: 1_440 }),
      zone: zones
    }),
    fc.record({ every: fc.constant('hours' as const), count: fc.integer({ min: 1, max: 720 }), zone: zones }),
    fc.record({ every: fc.constant('day' as const), at: time, zone: zones }),
    fc.record({
      every: fc.constant('weekdays' as const),
      days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
      at: time,
      zone: zones
    }),
    fc.record({
      every: fc.constant('cron' as const),
      text: fc.constantFrom('*/7 * * * *', '30 2 * * *', '0 */3 * * 1-5', '15,45 1-3 1,15 * *', '@monthly'),
      zone: zones
    })
  )
  const moments = fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2030, 0) })

  test('the next tick is after a moment, with no tick between', () => {
    fc.assert(
      fc.property(schedules, moments, (schedule, moment) => {
        const next = nextTick(schedule, moment) ?? 0
        expect(next).toBeGreaterThan(moment)
        expect(next % 60_000).toBe(0)
        expect(latestTick(schedule, moment + 1, next - 1)).toBeNull()
        expect(latestTick(schedule, moment + 1, next)).toBe(next)
      })
    )
  })

  test('the latest tick of a span is the last one in order', () => {
    fc.assert(
      fc.property(schedules, moments, (schedule, moment) => {
        const all = nextTicks(schedule, moment, 9)
        expect(latestTick(schedule, moment + 1, (all[8] ?? 0) + 1)).toBe(all[8])
        expect([...new Set(all)].toSorted((one, other) => one - other)).toEqual(all)
      })
    )
  })
})
