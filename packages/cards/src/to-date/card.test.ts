import { runCardAlone } from '@hookwright/engine/testing'
import type { Json } from '@hookwright/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toDate } from './card.ts'

const made = async (value: Json, reads = 'auto', zone?: string): Promise<unknown> =>
  (await runCardAlone(toDate, { reads }, { value, ...(zone !== undefined && { zone }) })).output

// review: services 12
describe('a Date & Time', () => {
  test.each([
    ['an epoch in seconds', 1_767_323_045, '2026-01-02T03:04:05.000Z'],
    ['an epoch with parts of seconds', 1_767_323_045.678, '2026-01-02T03:04:05.678Z'],
    ['an epoch in milliseconds', 1_767_323_045_678, '2026-01-02T03:04:05.678Z'],
    ['an epoch as text', '1767323045', '2026-01-02T03:04:05.000Z'],
    ['a plain day', '2026-01-02', '2026-01-02T00:00:00.000Z'],
    ['a date with time but no offset', '2026-01-02 03:04:05', '2026-01-02T03:04:05.000Z'],
    ['a date with an offset', '2026-01-02T03:04+02:00', '2026-01-02T01:04:00.000Z']
  ])('is made of %s', async (_, value, moment) => {
    expect(await made(value)).toBe(moment)
  })

  test('is the first moment of a day in the time zone', async () => {
    expect(await made('2026-07-01', 'auto', 'Europe/Berlin')).toBe('2026-06-30T22:00:00.000Z')
    expect(await made('2026-01-01T12:00', 'text', 'Asia/Kathmandu')).toBe('2026-01-01T06:15:00.000Z')
    expect(await made('2026-07-01T00:00Z', 'auto', 'Europe/Berlin')).toBe('2026-07-01T00:00:00.000Z')
  })

  test('is read as declared if the form is ambiguous', async () => {
    expect(await made(1_000, 'milliseconds')).toBe('1970-01-01T00:00:01.000Z')
    expect(await made(1_767_323_045_678, 'seconds').catch(String)).toContain('is not a date')
  })

  test('is read back from both epochs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 100_000_000, max: 4_000_000_000 }), async seconds => {
        const moment = new Date(seconds * 1_000).toISOString()
        expect(await made(seconds)).toBe(moment)
        expect(await made(seconds * 1_000, 'milliseconds')).toBe(moment)
      })
    )
  })

  test.each(['', 'soon', '2026-02-30', '2026-13-01', {}, [], true, '01/02/2026'])(
    'cannot be made of %j, and the message says what to enter',
    async value => {
      expect(await made(value).catch(String)).toMatch(
        /“To Date & Time” received .* that is not a date .* as 2026-01-31/
      )
    }
  )
})
