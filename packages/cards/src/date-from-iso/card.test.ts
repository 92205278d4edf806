import { runCardAlone } from '@hookwright/engine/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateFromIso } from './card.ts'

const read = async (text: string | null, zone?: string): Promise<unknown> =>
  (await runCardAlone(dateFromIso, {}, { text, ...(zone !== undefined && { zone }) })).output

test('every moment is read back from its ISO text, in the extended and the basic form', async () => {
  const dates = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  await fc.assert(
    fc.asyncProperty(dates, async date => {
      const text = date.toISOString()
      expect(await read(text)).toBe(text)
      expect(await read(text.replace(/[-:]/g, '').replace('.', ','))).toBe(text)
    })
  )
})

test.each([
  ['2026-01-31T09:30', '2026-01-31T09:30:00.000Z'],
  ['2026-01-31 09:30:00-0330', '2026-01-31T13:00:00.000Z'],
  ['20260131T0930+01', '2026-01-31T08:30:00.000Z'],
  ['2026-01-31T24:00Z', '2026-02-01T00:00:00.000Z'],
  ['2026', '2026-01-01T00:00:00.000Z'],
  ['2026-02', '2026-02-01T00:00:00.000Z'],
  ['2026-031', '2026-01-31T00:00:00.000Z'],
  ['2028366', '2028-12-31T00:00:00.000Z'],
  ['2026-W01', '2025-12-29T00:00:00.000Z'],
  ['2026-W05-6T12', '2026-01-31T12:00:00.000Z'],
  ['2026W537', '2027-01-03T00:00:00.000Z'],
  [null, null]
])('%j is read as %j', async (text, moment) => {
  expect(await read(text)).toBe(moment)
})

test('a text without an offset is read in the time zone', async () => {
  expect(await read('2026-07-01T00:00', 'Europe/Berlin')).toBe('2026-06-30T22:00:00.000Z')
  expect(await read('2026-07-01T00:00Z', 'Europe/Berlin')).toBe('2026-07-01T00:00:00.000Z')
})

test.each([
  '',
  'soon',
  '2026-02-29',
  '2026-13-01',
  '2026-366',
  '2025-W53',
  '2026-W00',
  '2026-01-31T25:00',
  '2026-01-31T24:01',
  '2026-01-31Z',
  '26-01-31',
  '0000-01-01T00:00+01:00'
])('%j is not an ISO 8601 date and fails the card', async text => {
  await expect(read(text)).rejects.toThrow('card.failed: “Convert from ISO” received a text that is not')
})
