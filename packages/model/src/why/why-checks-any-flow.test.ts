import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DeliveryStatus, REGISTRATION_FAILED } from '../deliveries/delivery.ts'
import { DAY } from '../kernel/millis.ts'
import type { RunStatus } from '../runs/run.ts'
import type { SubscriptionStatus } from '../subscriptions/status.ts'
import type { LastRequest, WhyFacts } from './facts.ts'
import { fault, gone, held, now, placesOf, run, subscription } from './testing.ts'
import { whyChecks } from './why-checks.ts'

const anyFault = fc.constantFrom(null, fault)
const anyTime = fc.integer({ min: now - 5 * DAY, max: now + 5 * DAY })
const anyStatus: fc.Arbitrary<SubscriptionStatus> = fc.oneof(
  fc.constantFrom<SubscriptionStatus>(
    { is: 'registering' },
    { is: 'on' },
    { is: 'paused' },
    { is: 'deregistering' }
  ),
  fc.record({
    is: fc.constant('ended'),
    how: fc.constantFrom('turned-off', 'refused', 'timed-out', 'cancelled', 'uncertain', 'replaced')
  })
)
const anySubscription = fc
  .record({ status: anyStatus, startedAt: anyTime, since: anyTime, fault: anyFault })
  .map(({ status, ...over }) => subscription(status, over))
const anyRequest: fc.Arbitrary<LastRequest> = fc.record({
  at: anyTime,
  deliveryId: fc.constantFrom(null, 'delivery'),
  status: fc.constantFrom<DeliveryStatus>(
    { is: 'accepted' },
    { is: 'done' },
    { is: 'filtered', why: 'it is a test' },
    { is: 'filtered', why: REGISTRATION_FAILED },
    { is: 'refused', why: 'it is a test' },
    { is: 'duplicate', of: 'first' }
  ),
  verdict: fc.constantFrom(
    null,
    { reason: 'bad-signature', facts: { place: 'X-Signature', keys: 1 } },
    { reason: 'busy', facts: { seconds: 3 } },
    { reason: 'off', facts: {} },
    { reason: 'one of another version', facts: {} }
  )
})
const anyRunStatus = fc.constantFrom<RunStatus>(
  { is: 'queued' },
  { is: 'running' },
  { is: 'waiting', at: ['wait'], waitsFor: { is: 'time', card: 'Wait For' }, until: now },
  { is: 'succeeded' },
  { is: 'succeeded', stoppedAt: ['card'] },
  { is: 'failed', at: ['card'], fault },
  { is: 'on-hold', why: 'It was there in three crashes.' },
  { is: 'cancelled' }
)
const anyFacts: fc.Arbitrary<WhyFacts> = fc.record({
  start: fc.constantFrom('event', 'poll', 'alert', 'schedule', 'manual'),
  now: fc.constant(now),
  subscription: fc.option(anySubscription),
  successor: fc.option(anySubscription),
  lifetime: fc.option(
    fc.record({
      expiresAt: fc.option(anyTime),
      renewAt: fc.option(anyTime),
      renewTries: fc.nat(3),
      failed: fc.constant(null),
      gaps: fc.array(fc.record({ from: anyTime, to: fc.option(anyTime), why: fc.constant('It lapsed.') }), {
        maxLength: 2
      })
    })
  ),
  attempt: fc.constant(null),
  openCleanup: fc.nat(2),
  polling: fc.constant(null),
  isElsewhere: fc.boolean(),
  blockers: fc.constantFrom([], ['The flow has no name yet.']),
  pending: fc.constantFrom('off', 'none', 'in-place', 're-register'),
  request: fc.option(anyRequest),
  turnedAway: fc.array(
    fc.record({ reason: fc.constantFrom('busy', 'off'), count: fc.nat(9), lastAt: anyTime }),
    { maxLength: 2 }
  ),
  drift: fc.array(fc.constant(gone), { maxLength: 4 }),
  run: fc.option(fc.record({ run: anyRunStatus.map(run), card: fc.constantFrom(null, 'Greet') })),
  openBreakers: fc.array(fc.constant(held), { maxLength: 2 }),
  suspended: fc.record({ onHold: fc.nat(2), held: fc.nat(2), waiting: fc.nat(2) }),
  hasRoom: fc.boolean()
})

describe('for any state of a flow', () => {
  test('each check is listed once, in order, and is a sentence', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const lines = whyChecks(facts)
        expect(lines.map(({ place }) => place)).toEqual(placesOf(facts.start))
        for (const { what, why } of lines) {
          expect(what).toMatch(/^([A-Z]|\d+ [a-z]).*\.$/)
          if (why !== null) expect(why).toMatch(/^([A-Z]|\d+ [a-z]).*\.$/)
        }
      })
    )
  })

  test('the first red check is the cause, and no other check is', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const lines = whyChecks(facts)
        const reds = lines.filter(({ tone }) => tone === 'err')
        expect(lines.filter(({ isCause }) => isCause)).toEqual(reds.slice(0, 1))
      })
    )
  })

  test('a flow that accepts or runs nothing has a cause, and each red check has a reason or a link', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const lines = whyChecks(facts)
        const { is } = facts.subscription?.status ?? { is: 'off' }
        if (is !== 'on' && is !== 'registering') expect(lines.some(({ isCause }) => isCause)).toBe(true)
        for (const { tone, why, fixes, place } of lines) {
          if (tone === 'err' && !(place === 'state' && is === 'deregistering'))
            expect(why !== null || fixes.length > 0).toBe(true)
        }
      })
    )
  })

  test('no check has two links with the same text', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        for (const { fixes } of whyChecks(facts)) {
          expect(new Set(fixes.map(fix => fix.do)).size).toBe(fixes.length)
        }
      })
    )
  })

  test('turning on is offered only for a flow that is off, resuming only for a paused one', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const acts = whyChecks(facts).flatMap(({ fixes }) => fixes.map(fix => fix.do))
        const is = facts.subscription?.status.is
        if (is === 'on' || is === 'paused' || is === 'registering') expect(acts).not.toContain('turn-on')
        if (is !== 'paused') expect(acts).not.toContain('resume')
        if (is !== 'on' && is !== 'paused') expect(acts).not.toContain('send-test-event')
      })
    )
  })
})
