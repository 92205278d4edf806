import { runCardAlone } from '@hookwright/engine/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateAdd } from '../date-add/card.ts'
import { dateToUnix } from '../date-to-unix/card.ts'
import { toDate } from '../to-date/card.ts'
import { dateDifference } from './card.ts'

const between = async (from: string, to: string, unit: string, zone: string | null = null): Promise<number> =>
  Number((await runCardAlone(dateDifference, { unit }, { from, to, zone })).output)
const later = async (date: string, amount: number, unit: string, zone: string | null): Promise<number> =>
  Date.parse(String((await runCardAlone(dateAdd, { unit }, { date, amount, zone })).output))

const dates = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2150-01-01'), noInvalidDate: true })
  .map(date => date.toISOString())
const zones = fc.constantFrom(null, 'Europe/Berlin', 'America/New_York')

test('the difference in whole units can be added without passing the later date, and one more unit cannot', async () => {
  const units = fc.constantFrom('days', 'weeks', 'months', 'years')
  await fc.assert(
    fc.asyncProperty(dates, dates, units, zones, async (one, other, unit, zone) => {
      const [from, to] = one < other ? ([one, other] as const) : ([other, one] as const)
      const count = await between(from, to, unit, zone)
      if (count > 0) expect(await later(from, count, unit, zone)).toBeLessThanOrEqual(Date.parse(to))
      expect(await later(from, count + 1, unit, zone)).toBeGreaterThan(Date.parse(to))
      expect(await between(to, from, unit, zone)).toBe(count === 0 ? 0 : -count)
    }),
    { numRuns: 60 }
  )
})

test.each([
  ['2026-01-31T00:00:00Z', '2026-02-28T00:00:00Z', 'months', null, 1],
  ['2026-01-31T00:00:00Z', '2026-02-27T23:59:59Z', 'months', null, 0],
  ['2000-02-29T00:00:00Z', '2026-02-28T00:00:00Z', 'years', null, 26],
  ['2026-03-28T12:00:00Z', '2026-03-29T11:00:00Z', 'days', 'Europe/Berlin', 1],
  ['2026-03-28T12:00:00Z', '2026-03-29T11:00:00Z', 'hours', 'Europe/Berlin', 23],
  ['2026-01-01T00:00:00Z', '2026-01-01T01:30:00Z', 'hours', null, 1.5],
  ['2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z', 'minutes', null, -1440]
])('from %s to %s, in %s in the zone %s, it is %d', async (from, to, unit, zone, count) => {
  expect(await between(from, to, unit, zone)).toBe(count)
})

test('a moment converted to Unix time and back is the same, except for fractions of a second', async () => {
  await fc.assert(
    fc.asyncProperty(dates, async date => {
      const { output: millis } = await runCardAlone(dateToUnix, { unit: 'milliseconds' }, { date })
      expect(await runCardAlone(toDate, { reads: 'milliseconds' }, { value: Number(millis) })).toEqual({
        output: date
      })
      const { output: seconds } = await runCardAlone(dateToUnix, { unit: 'seconds' }, { date })
      expect(await between(date, new Date(Number(seconds) * 1_000).toISOString(), 'seconds')).toBeGreaterThan(
        -1
      )
    })
  )
})
