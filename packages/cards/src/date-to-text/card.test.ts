import { runCardAlone } from '@hookwright/engine/testing'
import { isDateText } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateToText } from './card.ts'

const written = async (date: string, format: string, zone: string | null = null): Promise<string> =>
  String((await runCardAlone(dateToText, {}, { date, format, zone })).output)

test('a moment written as ISO 8601 in any zone is read as the same moment', async () => {
  const dates = fc.date({ min: new Date('1980-01-01'), max: new Date('2150-01-01'), noInvalidDate: true })
  const zones = fc.constantFrom(null, 'UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu')
  await fc.assert(
    fc.asyncProperty(dates, zones, async (date, zone) => {
      const text = await written(date.toISOString(), 'YYYY-MM-DDTHH:mm:ss.SSSZ', zone)
      expect(isDateText(text)).toBe(true)
      expect(Date.parse(text)).toBe(date.getTime())
    })
  )
})

test.each([
  ['YYYY-MM-DD', '2026-01-02'],
  ['YY/M/D', '26/1/2'],
  ['dddd, D MMMM YYYY', 'Friday, 2 January 2026'],
  ['ddd MMM DD', 'Fri Jan 02'],
  ['HH:mm:ss.SSS', '15:04:05.678'],
  ['H:m:s', '15:4:5'],
  ['hh:mm A', '03:04 PM'],
  ['h a', '3 pm'],
  ['Z ZZ', '+00:00 +0000'],
  ['X x', '1767366245 1767366245678'],
  ['[on] D[. of] MMMM', 'on 2. of January'],
  ['[]', ''],
  ['', ''],
  ['äöü 1/2 -', 'äöü 1/2 -']
])('the format “%s” gives “%s”', async (format, text) => {
  // An empty format is an empty text, not a missing one.
  expect(await written('2026-01-02T15:04:05.678Z', format)).toBe(text)
})

test('midnight and noon are 12 on a 12-hour clock', async () => {
  expect(await written('2026-01-02T00:00:00Z', 'h A')).toBe('12 AM')
  expect(await written('2026-01-02T12:00:00Z', 'h A')).toBe('12 PM')
})

test('the day depends on the time zone', async () => {
  expect(await written('2026-01-01T23:30:00Z', 'YYYY-MM-DD HH:mm Z', 'Europe/Berlin')).toBe(
    '2026-01-02 00:30 +01:00'
  )
  expect(await written('2026-01-01T01:30:00Z', 'D MMM ZZ', 'America/St_Johns')).toBe('31 Dec -0330')
})

test('an unknown time zone fails the card', async () => {
  await expect(written('2026-01-01T00:00:00Z', 'D', 'Mars')).rejects.toThrow(
    'card.failed: “Date to Text” received an unknown time zone, “Mars”'
  )
})
