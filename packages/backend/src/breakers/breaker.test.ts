import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Breaker,
  breakerOf,
  type CallEnd,
  closedBreaker,
  endCall,
  FIRST_PAUSE,
  LONGEST_PAUSE,
  loseProbe,
  probeNow,
  requestCall
} from './breaker.ts'

const after = (ends: CallEnd[], params: { every?: number; from?: Breaker } = {}): Breaker => {
  const { every = 100, from = closedBreaker } = params
  return ends.reduce<Breaker>((breaker, end, at) => {
    const now = 1_000_000 + at * every
    return endCall(breaker, { begunAt: now, end, isProbe: false }, now)
  }, from)
}

const times = (count: number, end: CallEnd): CallEnd[] => Array.from({ length: count }, () => end)

describe('a breaker opens', () => {
  test('when half of at least 20 calls within a minute failed', () => {
    expect(after([...times(9, 'failed'), ...times(10, 'answered')]).is).toBe('closed')
    expect(after([...times(10, 'answered'), ...times(10, 'failed')])).toMatchObject({
      is: 'open',
      open: {
        since: 1_001_900,
        until: 1_031_900,
        pause: FIRST_PAUSE,
        why: { is: 'failures', failed: 10, calls: 20 }
      }
    })
    expect(after(times(19, 'failed')).is).toBe('closed')
  })

  test('only for failures of the last minute', () => {
    expect(after(times(60, 'failed'), { every: 4_000 }).is).toBe('closed')
    expect(after(times(60, 'failed'), { every: 2_900 }).is).toBe('open')
  })

  test('when five calls in a row timed out', () => {
    expect(after([...times(4, 'timed-out'), 'answered', ...times(4, 'timed-out')]).is).toBe('closed')
    expect(after([...times(4, 'timed-out'), 'failed', ...times(4, 'timed-out')]).is).toBe('closed')
    expect(after(times(5, 'timed-out'))).toMatchObject({ open: { why: { is: 'timeouts', calls: 5 } } })
  })
})

describe('an open breaker', () => {
  const open = after(times(20, 'failed'))
  const since = 1_001_900
  const probed = (breaker: Breaker, now: number): Breaker => {
    const asked = requestCall(breaker, now)
    expect(asked.pass).toEqual({ is: 'probe' })
    return asked.breaker
  }

  test('lets no call through before its pause ends, and then a single probe', () => {
    expect(requestCall(open, since + FIRST_PAUSE - 1).pass).toEqual({
      is: 'held',
      until: since + FIRST_PAUSE
    })
    const probing = probed(open, since + FIRST_PAUSE)
    expect(requestCall(probing, since + FIRST_PAUSE).pass).toMatchObject({ is: 'held' })
  })

  test('doubles its pause after each failed probe, up to ten minutes', () => {
    let [breaker, now] = [open, since]
    const pauses = Array.from({ length: 7 }, () => {
      if (breaker.is === 'closed') throw new Error('It is open.')
      const { pause } = breaker.open
      now = breaker.open.until
      breaker = endCall(probed(breaker, now), { begunAt: now, end: 'failed', isProbe: true }, now)
      return pause / 1_000
    })
    expect(pauses).toEqual([30, 60, 120, 240, 480, 600, 600])
    expect(breaker).toMatchObject({ open: { since, pause: LONGEST_PAUSE } })
  })

  test('closes after a successful call that began since it opened, and forgets earlier failures', () => {
    const now = since + FIRST_PAUSE
    const late = { begunAt: since - 5, end: 'answered', isProbe: false } as const
    expect(endCall(open, late, now)).toBe(open)
    const failing = { begunAt: now, end: 'failed', isProbe: false } as const
    expect(endCall(open, failing, now)).toBe(open)
    const answer = { begunAt: now, end: 'answered', isProbe: true } as const
    expect(endCall(probed(open, now), answer, now)).toEqual(closedBreaker)
    expect(endCall(open, { ...answer, isProbe: false }, now)).toEqual(closedBreaker)
  })

  test('lets another probe through when one was lost or never ended', () => {
    const now = since + FIRST_PAUSE
    const probing = probed(open, now)
    expect(requestCall(loseProbe(probing), now).pass).toEqual({ is: 'probe' })
    expect(requestCall(probing, now + FIRST_PAUSE).pass).toEqual({ is: 'probe' })
  })

  test('lets the next call through when a person asks for it', () => {
    expect(requestCall(probeNow(open, since + 5), since + 5).pass).toEqual({ is: 'probe' })
    expect(probeNow(closedBreaker, 0)).toBe(closedBreaker)
  })

  test('is unchanged after it was stored and read again', () => {
    if (open.is === 'closed') throw new Error('It is open.')
    expect(breakerOf(open.open)).toEqual(open)
    expect(breakerOf(null)).toEqual(closedBreaker)
  })
})

/** Generator of the steps in a property test: time passes, then a call begins (`ask`) or ends. */
const moment = fc.record({
  passes: fc.integer({ min: 0, max: 20_000 }),
  is: fc.constantFrom('ask' as const, 'end' as const),
  end: fc.constantFrom<CallEnd>('answered', 'failed', 'timed-out'),
  at: fc.nat(9)
})

test('in any sequence an open breaker lets at most one call through at a time, and none before its pause ends', () => {
  fc.assert(
    fc.property(fc.array(moment, { maxLength: 400 }), moments => {
      let breaker: Breaker = closedBreaker
      let now = 0
      let under: { begunAt: number; isProbe: boolean }[] = []
      for (const { passes, is, end, at } of moments) {
        now += passes
        // What takes longer than a probe may counts as lost.
        under = under.filter(({ begunAt, isProbe }) => !isProbe || now < begunAt + FIRST_PAUSE)
        if (is === 'ask') {
          const before: Breaker = breaker
          const asked = requestCall(breaker, now)
          breaker = asked.breaker
          if (asked.pass.is === 'held') expect(asked.pass.until).toBeGreaterThan(now)
          else under.push({ begunAt: now, isProbe: asked.pass.is === 'probe' })
          if (before.is === 'closed') expect(asked.pass).toEqual({ is: 'call' })
          else if (now < before.open.until) expect(asked.pass.is).toBe('held')
          if (breaker.is === 'open') {
            const { since } = breaker.open
            const probes = under.filter(({ isProbe, begunAt }) => isProbe && begunAt >= since)
            expect(probes.length).toBeLessThan(2)
          }
        } else {
          const [call] = under.splice(at % Math.max(1, under.length), 1)
          if (call !== undefined) breaker = endCall(breaker, { ...call, end }, now)
        }
        if (breaker.is === 'open') {
          const { pause, until, since } = breaker.open
          expect(pause).toBeGreaterThanOrEqual(FIRST_PAUSE)
          expect(pause).toBeLessThanOrEqual(LONGEST_PAUSE)
          expect(until).toBeLessThanOrEqual(now + pause)
          expect(since).toBeLessThanOrEqual(now)
        }
      }
    }),
    { numRuns: 1_000 }
  )
})
