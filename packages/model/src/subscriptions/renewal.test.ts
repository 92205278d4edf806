import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Fault } from '../kernel/fault.ts'
import { DAY, HOUR, MINUTE } from '../kernel/millis.ts'
import type { Attempt } from './attempt.ts'
import { openGapOf, renewAgainAt, renewAt, wayToRenew, withGap, withoutOpenGap } from './renewal.ts'

const moments = fc.record({
  startedAt: fc.nat(2 ** 41),
  life: fc.integer({ min: 3 * MINUTE, max: 400 * DAY }),
  random: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })
})

describe('the moment of a renewal', () => {
  test('is within the lifetime, after its first two fifths and before its end', () => {
    fc.assert(
      fc.property(moments, ({ startedAt, life, random }) => {
        const at = renewAt(startedAt + life, startedAt, random)
        expect(at).toBeGreaterThanOrEqual(startedAt + Math.max(MINUTE, 0.4 * life))
        expect(at).toBeLessThan(startedAt + life)
      })
    )
  })

  test('is 6 hours or a fifth of the lifetime early, varied by a tenth of that', () => {
    fc.assert(
      fc.property(moments, ({ startedAt, life, random }) => {
        fc.pre(life >= 12 * HOUR)
        const early = startedAt + life - renewAt(startedAt + life, startedAt, random)
        const wanted = Math.max(6 * HOUR, 0.2 * life)
        expect(early).toBeGreaterThanOrEqual(0.9 * wanted - 1)
        expect(early).toBeLessThanOrEqual(1.1 * wanted + 1)
      })
    )
  })

  test('is later for a later end', () => {
    expect(renewAt(30 * DAY, 0, 0.5)).toBe(24 * DAY)
    expect(renewAt(DAY, 0, 0.5)).toBe(18 * HOUR)
    expect(renewAt(HOUR, 0, 0.5)).toBe(30 * MINUTE)
  })

  test('is never immediate, even for an end in the past', () => {
    expect(renewAt(5_000, 10_000, 0)).toBe(10_000 + MINUTE)
  })
})

test('a failed renewal is retried after 1, 5, 15 and 60 minutes, and then every hour', () => {
  expect([1, 2, 3, 4, 5, 60].map(tries => renewAgainAt(tries, 0) / MINUTE)).toEqual([1, 5, 15, 60, 60, 60])
})

describe('the way to renew', () => {
  const last = (over: Partial<Attempt>): Attempt => ({
    id: 'a',
    subscriptionId: 's',
    kind: 'renewal',
    outcome: 'failed',
    startedAt: 1,
    endedAt: 2,
    fault: null,
    runId: null,
    ...over
  })
  const refused = (status: number) =>
    last({ fault: new Fault('http.status', { method: 'PATCH', url: '/x', status, body: '' }).toData() })
  const way = (sequence: Partial<Parameters<typeof wayToRenew>[0]>) =>
    wayToRenew({ hasFlow: true, expiresAt: 100, last: null, at: 50, ...sequence })

  test('is the renewal flow, also after a refusal', () => {
    expect(way({})).toBe('extend')
    expect(way({ last: refused(500) })).toBe('extend')
    expect(way({ last: last({ outcome: 'succeeded' }) })).toBe('extend')
  })

  test('is a new subscription without such a flow, after the end, or when the old one is gone or uncertain', () => {
    expect(way({ hasFlow: false })).toBe('replace')
    expect(way({ at: 100 })).toBe('replace')
    expect(way({ last: refused(404) })).toBe('replace')
    expect(way({ last: refused(410) })).toBe('replace')
    expect(way({ last: last({ outcome: 'uncertain' }) })).toBe('replace')
  })
})

test('at most one gap is open, for any order of events', () => {
  const steps = fc.array(fc.record({ opens: fc.boolean(), at: fc.nat() }))
  fc.assert(
    fc.property(steps, sequence => {
      const gaps = sequence.reduce(
        (before, { opens, at }) =>
          opens ? withGap(before, { from: at, why: 'x' }) : withoutOpenGap(before, at),
        withGap([], { from: 0, why: 'first' })
      )
      expect(gaps.filter(({ to }) => to === null).length).toBeLessThanOrEqual(1)
      expect(openGapOf(withoutOpenGap(gaps, 1))).toBeNull()
      expect(withGap(gaps, { from: 1, why: 'x' }).slice(0, gaps.length)).toEqual(gaps)
    })
  )
})
