import { expect, test } from 'vitest'
import { createHttpDate } from './http-date.ts'

test('the Date header has seconds precision and follows the clock', () => {
  let now = Date.UTC(2026, 0, 1, 0, 0, 0, 999)
  const date = createHttpDate(() => now)
  expect(date()).toBe('Thu, 01 Jan 2026 00:00:00 GMT')
  expect(date()).toBe('Thu, 01 Jan 2026 00:00:00 GMT')
  now += 1
  expect(date()).toBe('Thu, 01 Jan 2026 00:00:01 GMT')
})
