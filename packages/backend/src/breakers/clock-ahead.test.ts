import { DAY, MINUTE, SECOND } from '@hookwright/model'
import { expect, test } from 'vitest'
import { breakerOf, closedBreaker, endCall, FIRST_PAUSE, requestCall } from './breaker.ts'

const now = Date.UTC(2026, 10, 26)
const ahead = now + 365 * DAY
const why = { is: 'timeouts', calls: 5 } as const

// review: cores A16
test('a breaker that was opened by a clock that ran ahead waits no longer than its pause', () => {
  const opened = breakerOf({ since: ahead, until: ahead + FIRST_PAUSE, pause: FIRST_PAUSE, why })
  const held = requestCall(opened, now)
  expect(held.pass).toEqual({ is: 'held', until: now + FIRST_PAUSE })
  const later = now + FIRST_PAUSE
  const probe = requestCall(held.breaker, later)
  expect(probe.pass).toEqual({ is: 'probe' })
  expect(endCall(probe.breaker, { begunAt: later, end: 'answered', isProbe: true }, later + SECOND)).toEqual(
    closedBreaker
  )
})

// review: cores A16
test('a probe that was let through by a clock that ran ahead counts as lost after its time limit', () => {
  const opened = breakerOf({ since: now - MINUTE, until: now - SECOND, pause: FIRST_PAUSE, why })
  const probing = requestCall(opened, ahead).breaker
  const held = requestCall(probing, now)
  expect(held.pass).toEqual({ is: 'held', until: now + FIRST_PAUSE })
  expect(requestCall(held.breaker, now + FIRST_PAUSE).pass).toEqual({ is: 'probe' })
})

// review: cores A16
test('calls that were counted by a clock that ran ahead are forgotten once it is right again', () => {
  let breaker = closedBreaker
  for (let at = 0; at < 19; at++) {
    breaker = endCall(breaker, { begunAt: ahead, end: 'failed', isProbe: false }, ahead)
  }
  breaker = endCall(breaker, { begunAt: now, end: 'failed', isProbe: false }, now)
  expect(breaker.is).toBe('closed')
})
