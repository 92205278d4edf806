import { expect, test } from 'vitest'
import { formatClearing, formatNeeded } from './format-kept.ts'

test('data that cannot be cleared yet is counted with the reason', () => {
  expect(formatNeeded({ accepted: 0, open: 0, onHold: 0 })).toBeNull()
  expect(formatNeeded({ accepted: 1, open: 0, onHold: 0 })).toMatch(
    /^1 delivery in the queue cannot be cleared yet/
  )
  expect(formatNeeded({ accepted: 2, open: 1, onHold: 1204 })).toMatch(
    /^2 deliveries in the queue, 1 delivery with a run in progress, and 1,204 deliveries with a run on hold cannot/
  )
})

test('a clearing shows its progress', () => {
  expect(formatClearing({ status: { is: 'running' }, done: 1 })).toBe('Clearing: 1 body or trace so far.')
  expect(formatClearing({ status: { is: 'done', at: 1 }, done: 1204 })).toBe(
    'Cleared 1,204 bodies and traces.'
  )
  expect(formatClearing({ status: { is: 'done', at: 1 }, done: 0 })).toContain('nothing to clear')
})
