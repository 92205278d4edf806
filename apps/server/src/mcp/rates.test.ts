import { MINUTE } from '@hookwright/model'
import { expect, test } from 'vitest'
import { createRates, createSharedRates } from './rates.ts'

test('a sender of too much is told how long to wait, and others are not held up', () => {
  let now = 10 * MINUTE
  const { take } = createRates({ clock: () => now, period: MINUTE, most: 2 })
  expect([take('one'), take('one')]).toEqual([null, null])
  now += 20_000
  expect(take('one')).toBe(40)
  expect(take('other')).toBeNull()
  now += MINUTE
  expect(take('one')).toBeNull()
})

test('a sender that asks for too much leaves the others what they share', () => {
  const rates = createSharedRates({ clock: () => 15_000, period: 60_000, most: 4, mostOfSender: 2 })
  const taken = ['a', 'a', 'a', 'a', 'b', 'b', 'c'].map(sender => rates.take(sender))
  expect(taken).toEqual([null, null, 45, 45, null, null, 45])
})
