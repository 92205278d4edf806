import { MINUTE } from '@hookwright/model'
import { expect, test } from 'vitest'
import { createRates, createSharedRates } from './rates.ts'

test('a sender above its rate is told how long to wait, and others are not delayed', () => {
  let now = 10 * MINUTE
  const { take } = createRates({ clock: () => now, period: MINUTE, most: 2 })
  expect([take('one'), take('one')]).toEqual([null, null])
  now += 20_000
  expect(take('one')).toBe(40)
  expect(take('other')).toBeNull()
  now += MINUTE
  expect(take('one')).toBeNull()
})

test('a sender above its own rate leaves the rest of the shared rate to others', () => {
  const rates = createSharedRates({ clock: () => 15_000, period: 60_000, most: 4, mostOfSender: 2 })
  const taken = ['a', 'a', 'a', 'a', 'b', 'b', 'c'].map(sender => rates.take(sender))
  expect(taken).toEqual([null, null, 45, 45, null, null, 45])
})
