import fc from 'fast-check'
import { expect, test } from 'vitest'
import { zoneOf } from './zone.ts'

const names = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'Africa/Casablanca'
]
const moments = fc.integer({ min: Date.UTC(1930, 0), max: Date.UTC(2100, 0) })
const clockIn = (name: string, moment: string): string =>
  new Date(zoneOf(name, 'Card').clockAt(Date.parse(moment))).toISOString()
const momentIn = (name: string, clock: string): string =>
  new Date(zoneOf(name, 'Card').momentAt(Date.parse(`${clock}Z`))).toISOString()

test('a local time is converted back to the same local time, at most one shift earlier', () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), moments, (name, moment) => {
      const zone = zoneOf(name, 'Card')
      const clock = zone.clockAt(moment)
      const back = zone.momentAt(clock)
      expect(zone.clockAt(back)).toBe(clock)
      expect(back).toBeLessThanOrEqual(moment)
    })
  )
})

test.each([
  ['', '2026-07-01T12:00:00.123Z', '2026-07-01T12:00:00.123Z'],
  ['UTC', '2026-07-01T12:00:00.000Z', '2026-07-01T12:00:00.000Z'],
  ['Europe/Berlin', '2026-07-01T12:00:00.123Z', '2026-07-01T14:00:00.123Z'],
  ['Europe/Berlin', '2026-01-01T12:00:00.000Z', '2026-01-01T13:00:00.000Z'],
  ['Asia/Kathmandu', '2026-01-01T00:00:00.000Z', '2026-01-01T05:45:00.000Z'],
  ['America/New_York', '1969-12-31T23:59:59.999Z', '1969-12-31T18:59:59.999Z'],
  ['Europe/Berlin', '0050-06-01T00:00:00.000Z', '0050-06-01T00:53:28.000Z']
])('clocks in “%s” at %s show %s', (name, moment, clock) => {
  expect(clockIn(name, moment)).toBe(clock)
})

test('a repeated local time is the first of the two, and a skipped one is moved by the length of the change', () => {
  expect(momentIn('Europe/Berlin', '2026-10-25T02:30:00')).toBe('2026-10-25T00:30:00.000Z')
  expect(momentIn('Europe/Berlin', '2026-03-29T02:30:00')).toBe('2026-03-29T01:30:00.000Z')
  expect(momentIn('America/New_York', '2026-11-01T01:30:00')).toBe('2026-11-01T05:30:00.000Z')
})

test('an unknown time zone fails the card with a sentence', () => {
  expect(() => zoneOf('Mars/Olympus', 'Date Add')).toThrow(
    '“Date Add” received an unknown time zone, “Mars/Olympus”. Enter one such as Europe/Berlin, or leave it empty for UTC.'
  )
})
