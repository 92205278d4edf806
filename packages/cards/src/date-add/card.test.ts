import { runCardAlone } from '@hookwright/engine/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateSubtract } from '../date-subtract/card.ts'
import { dateAdd } from './card.ts'

const shifted = async (
  spec: typeof dateAdd,
  date: string,
  amount: number,
  unit: string,
  zone: string | null = null
): Promise<string> => String((await runCardAlone(spec, { unit }, { date, amount, zone })).output)

const dates = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2150-01-01'), noInvalidDate: true })
  .map(date => date.toISOString())
const zones = fc.constantFrom(null, 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu')

test('adding and subtracting an amount returns the same date, except for days that a month does not have', async () => {
  const units = fc.constantFrom('seconds', 'minutes', 'hours', 'days', 'weeks')
  await fc.assert(
    fc.asyncProperty(dates, fc.integer({ min: -999, max: 999 }), units, async (date, amount, unit) => {
      const there = await shifted(dateAdd, date, amount, unit)
      expect(await shifted(dateSubtract, there, amount, unit)).toBe(date)
      expect(await shifted(dateSubtract, date, -amount, unit)).toBe(there)
    })
  )
})

test('adding zero in any unit and zone returns the same moment, unless clocks show it twice', async () => {
  const units = fc.constantFrom('hours', 'days', 'months', 'years')
  await fc.assert(
    fc.asyncProperty(dates, units, zones, async (date, unit, zone) => {
      const same = Date.parse(await shifted(dateAdd, date, 0, unit, zone))
      expect([0, 3_600_000]).toContain(Date.parse(date) - same)
    })
  )
})

test.each([
  ['2026-01-31T09:30:00Z', 1, 'months', null, '2026-02-28T09:30:00.000Z'],
  ['2028-01-31T09:30:00Z', 1, 'months', null, '2028-02-29T09:30:00.000Z'],
  ['2028-02-29T00:00:00Z', 1, 'years', null, '2029-02-28T00:00:00.000Z'],
  ['2026-11-30T00:00:00Z', 3, 'months', null, '2027-02-28T00:00:00.000Z'],
  ['2026-03-31T00:00:00Z', -13, 'months', null, '2025-02-28T00:00:00.000Z'],
  ['2026-01-01T01:00:00+02:00', 1, 'days', null, '2026-01-01T23:00:00.000Z'],
  ['2026-01-01T00:00:00Z', 1.5, 'hours', null, '2026-01-01T01:30:00.000Z'],
  ['2026-01-01T00:00:00Z', 2, 'weeks', null, '2026-01-15T00:00:00.000Z'],
  ['2026-03-28T08:00:00Z', 1, 'days', 'Europe/Berlin', '2026-03-29T07:00:00.000Z'],
  ['2026-03-28T08:00:00Z', 24, 'hours', 'Europe/Berlin', '2026-03-29T08:00:00.000Z'],
  ['2026-10-24T07:00:00Z', 1, 'days', 'Europe/Berlin', '2026-10-25T08:00:00.000Z'],
  ['2026-01-31T23:30:00Z', 1, 'months', 'Europe/Berlin', '2026-02-28T23:30:00.000Z']
])('%s and %d %s later, in the zone %s, is %s', async (date, amount, unit, zone, later) => {
  expect(await shifted(dateAdd, date, amount, unit, zone)).toBe(later)
})

test('fractions of a day and longer units fail the card, since their length is not defined', async () => {
  await expect(shifted(dateAdd, '2026-01-01T00:00:00Z', 1.5, 'days')).rejects.toThrow(
    'card.failed: “Date Add” accepts only whole days, but received 1.5. Round the amount, or choose a smaller unit.'
  )
  await expect(shifted(dateSubtract, '2026-01-01T00:00:00Z', 0.5, 'months')).rejects.toThrow(
    '“Date Subtract” accepts only whole months, but received 0.5'
  )
})

test('a moment outside the range of dates fails the card', async () => {
  const why =
    'card.failed: The date that “Date Add” would return is outside the years 0 to 9999. Check the amount.'
  await expect(shifted(dateAdd, '9999-12-31T00:00:00Z', 1, 'days')).rejects.toThrow(why)
  await expect(shifted(dateAdd, '2026-01-01T00:00:00Z', 1e300, 'years')).rejects.toThrow(why)
  await expect(shifted(dateAdd, '2026-01-01T00:00:00Z', 1e300, 'months', 'Europe/Berlin')).rejects.toThrow(
    why
  )
})

test('an unknown time zone fails the card', async () => {
  await expect(shifted(dateAdd, '2026-01-01T00:00:00Z', 1, 'days', 'Mars')).rejects.toThrow(
    '“Date Add” received an unknown time zone, “Mars”'
  )
})
