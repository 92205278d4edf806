import { expect, test } from 'vitest'
import { clockTime } from '../../kit/page/clock-time.ts'
import { formatNextProbe } from './format-probe.ts'

test('a past probe time is replaced by a general sentence', () => {
  expect(formatNextProbe(9_000, 8_999)).toBe(
    `The next call is sent as a probe at ${clockTime(9_000)}. If it succeeds, the breaker closes.`
  )
  expect(formatNextProbe(9_000, 9_000)).toBe(
    'The next call is sent as a probe. If it succeeds, the breaker closes.'
  )
})
