import { expect, test } from 'vitest'
import { nextTickOf } from './next-run.tsx'

const now = Date.UTC(2026, 11, 3, 12)
const at = Date.UTC(2026, 11, 7, 6)
const reader = new Intl.DateTimeFormat().resolvedOptions().timeZone

test('the next run of a schedule is shown in its own time zone, and in the reader’s where that differs', () => {
  const faraway = nextTickOf({ nextRun: { at, zone: 'Pacific/Kiritimati' }, polling: null }, now)
  expect(faraway?.text).toBe('Mon 20:00, Pacific/Kiritimati')
  expect(faraway?.own).toMatch(/^(Sun|Mon) \d\d:\d\d$/)
  expect(nextTickOf({ nextRun: { at, zone: reader }, polling: null }, now)?.own).toBeNull()
})

test('the next poll is shown in the time zone of its schedule', () => {
  const schedule = { every: 'day', at: '07:00', zone: 'Europe/Berlin' } as const
  const polling = { schedule, nextAt: at, polledAt: null, failure: null }
  expect(nextTickOf({ nextRun: null, polling }, now)?.text).toBe('Mon 07:00, Europe/Berlin')
  expect(nextTickOf({ nextRun: null, polling: { ...polling, nextAt: null } }, now)).toBeNull()
})
