import { expect, test } from 'vitest'
import { formatTick, shownZone } from './format-tick.ts'

const now = Date.UTC(2026, 11, 3, 12)

test.each([
  [Date.UTC(2026, 11, 7, 6), 'Europe/Berlin', 'Mon 07:00'],
  [Date.UTC(2026, 11, 7, 6), '', 'Mon 06:00'],
  [Date.UTC(2026, 11, 3, 23, 5), 'Asia/Tokyo', 'Fri 08:05'],
  [Date.UTC(2026, 11, 14, 6), 'Europe/Berlin', 'Mon 14 Dec, 07:00']
])('a tick at %d in the zone “%s” is shown as %s', (at, zone, shown) => {
  expect(formatTick(at, zone, now)).toBe(shown)
})

test('an empty zone is named UTC', () => {
  expect([shownZone(''), shownZone('Asia/Tokyo')]).toEqual(['UTC', 'Asia/Tokyo'])
})
