import { MINUTE } from '@hookwright/model'
import { expect, test } from 'vitest'
import { createRates } from './rates.ts'

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
