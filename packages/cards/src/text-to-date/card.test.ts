import { runCardAlone } from '@hookwright/engine/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateToText } from '../date-to-text/card.ts'
import { textToDate } from './card.ts'

const read = async (text: string, format: string, zone: string | null = null): Promise<unknown> =>
  (await runCardAlone(textToDate, {}, { text, format, zone })).output

test('a moment is read back from its text in every complete format', async () => {
  const dates = fc.date({ min: new Date('1970-01-01'), max: new Date('2068-12-31'), noInvalidDate: true })
  const zones = fc.constantFrom(null, 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu')
  const formats = fc.constantFrom(
    'YYYY-MM-DD[T]HH:mm:ss.SSSZ',
    'dddd, D MMMM YYYY [at] h:mm:ss.SSS A ZZ',
    '[x]YYMMDDHHmmssSSSZ',
    'ddd MMM DD YYYY hh:m:s.SSS a Z',
    'x'
  )
  await fc.assert(
    fc.asyncProperty(dates, zones, formats, async (date, zone, format) => {
      const { output } = await runCardAlone(dateToText, {}, { date: date.toISOString(), format, zone })
      expect(await read(String(output), format, zone)).toBe(date.toISOString())
    })
  )
})

test.each([
  ['31.01.2026', 'DD.MM.YYYY', null, '2026-01-31T00:00:00.000Z'],
  ['1/2/69', 'M/D/YY', null, '1969-01-02T00:00:00.000Z'],
  ['1 jan 2026', 'D MMM YYYY', 'Europe/Berlin', '2025-12-31T23:00:00.000Z'],
  ['2026-01-01 12 AM', 'YYYY-MM-DD h A', null, '2026-01-01T00:00:00.000Z'],
  ['1767323045', 'X', 'Europe/Berlin', '2026-01-02T03:04:05.000Z']
])('%j in the format %s and the zone %s is %s', async (text, format, zone, moment) => {
  expect(await read(text, format, zone)).toBe(moment)
})

test.each([
  ['30.02.2026', 'DD.MM.YYYY'],
  ['31.01.2026', 'YYYY-MM-DD'],
  ['2026-01-31x', 'YYYY-MM-DD'],
  ['12:30', 'HH:mm'],
  ['2026-01-31 13 PM', 'YYYY-MM-DD h A'],
  ['2026-01-31 24:00', 'YYYY-MM-DD HH:mm'],
  ['31 Foo 2026', 'DD MMM YYYY'],
  ['1'.repeat(100), `${'DM'.repeat(50)}x`]
])('%j is not a date in the format %s and fails the card', async (text, format) => {
  await expect(read(text, format)).rejects.toThrow(
    `card.failed: The text that “Text to Date” received is not a date in the format “${format.slice(0, 100)}”`
  )
})
