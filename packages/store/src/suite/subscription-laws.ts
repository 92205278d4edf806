import type { SubscriptionStatus } from '@hookwright/model'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { beginOff, keepFlow, sampleBeginning, sampleFault } from './samples.ts'

/** Expected state of one subscription, according to the state diagram. */
interface Expected {
  id: string
  flow: number
  attemptId: string
  is: SubscriptionStatus['is']
  wanted: boolean
}

const FLOWS = 2

const acts = fc.array(
  fc.record({
    act: fc.constantFrom(
      'begin',
      'beginSuccessor',
      'becomeOn',
      'endRegistering',
      'pause',
      'resume',
      'beginDeregistering',
      'endDeregistering'
    ),
    at: fc.nat({ max: 5 }),
    flow: fc.nat({ max: FLOWS - 1 })
  }),
  { minLength: 1, maxLength: 30 }
)

type Act = (typeof acts extends fc.Arbitrary<(infer One)[]> ? One : never)['act']

/**
 * Statuses from which each operation works, and the status to which it leads. From any other status, it does
 * nothing.
 */
const moves: Record<
  Exclude<Act, 'begin' | 'beginSuccessor'>,
  { from: SubscriptionStatus['is'][]; to: SubscriptionStatus['is'] }
> = {
  becomeOn: { from: ['registering'], to: 'on' },
  endRegistering: { from: ['registering'], to: 'ended' },
  pause: { from: ['on'], to: 'paused' },
  resume: { from: ['paused'], to: 'on' },
  beginDeregistering: { from: ['on', 'paused'], to: 'deregistering' },
  endDeregistering: { from: ['deregistering'], to: 'ended' }
}

/** Executes an operation and returns its result. */
const perform = async (
  store: Store,
  act: Exclude<Act, 'begin' | 'beginSuccessor'>,
  one: Expected
): Promise<boolean | undefined> => {
  const { subscriptions } = store
  const ending = { at: 9_000, attemptId: one.attemptId, run: null, cleanup: null }
  switch (act) {
    case 'becomeOn':
      return subscriptions
        .becomeOn(one.id, {
          ...ending,
          registrationData: null,
          expiresAt: null,
          answersUntil: 0,
          probedAt: null
        })
        .then(({ is }) => is === 'on')
    case 'endRegistering':
      return subscriptions.endRegistering(one.id, {
        ...ending,
        how: 'refused',
        fault: sampleFault,
        outcome: 'failed'
      })
    case 'pause':
      return subscriptions.pause(one.id, true, 9_000)
    case 'resume':
      return subscriptions.pause(one.id, false, 9_000)
    case 'beginDeregistering':
      return beginOff(store, one, 9_000)
    case 'endDeregistering':
      await subscriptions.endDeregistering(one.id, { ...ending, outcome: 'succeeded', fault: null })
      return undefined
  }
}

export const subscriptionLaws = (open: OpenStore): void => {
  describe('state transitions of subscriptions', () => {
    const opened = openForEachTest(open)

    it('follow the diagram, with at most one wanted subscription of a flow, for any acts', async () => {
      const { store } = opened()
      await fc.assert(
        fc.asyncProperty(acts, async tries => {
          const flows = [(await keepFlow(store)).id, (await keepFlow(store)).id]
          const expected: Expected[] = []
          for (const { act, at, flow } of tries) {
            const wantedOf = (flow: number) => expected.find(one => one.flow === flow && one.wanted)
            if (act === 'begin' || act === 'beginSuccessor') {
              const { revision, snapshot, ...beginning } = sampleBeginning(flows[flow] ?? '')
              const wanted = act === 'begin'
              const alone = { ...beginning, run: null }
              const beginsAs = wanted
                ? store.subscriptions.begin({ ...alone, revision, snapshot })
                : store.subscriptions.beginSuccessor({ ...alone, frozen: null })
              const begun = await beginsAs.then(
                () => true,
                thrown => {
                  expect(['subscription.already-on', 'subscription.replacing', 'flow.not-on']).toContain(
                    thrown.code
                  )
                  return false
                }
              )
              const isFree = !expected.some(
                one => one.flow === flow && !one.wanted && one.is === 'registering'
              )
              const isOpen = ['on', 'paused'].includes(wantedOf(flow)?.is ?? '')
              expect(begun).toBe(isFree && (wanted ? wantedOf(flow) === undefined : isOpen))
              const { subscription, attempt } = beginning
              const id = subscription.id
              if (begun) expected.push({ id, flow, attemptId: attempt.id, is: 'registering', wanted })
              continue
            }
            const one = expected[at]
            if (one === undefined) continue
            const move = moves[act]
            const old = act === 'becomeOn' && !one.wanted ? wantedOf(one.flow) : undefined
            const mayComeOn = act !== 'becomeOn' || one.wanted || ['on', 'paused'].includes(old?.is ?? '')
            const moved = move.from.includes(one.is) && mayComeOn
            expect((await perform(store, act, one)) ?? moved).toBe(moved)
            if (!moved) continue
            one.is = old === undefined ? move.to : old.is
            if (old !== undefined) {
              old.wanted = false
              one.wanted = true
            }
            if (move.to === 'deregistering' || move.to === 'ended') one.wanted = false
          }
          const kept = await Promise.all(flows.map(flow => store.subscriptions.list(flow)))
          const shown = kept.flat().map(({ id, status, wanted }) => ({ id, is: status.is, wanted }))
          const ids = (list: { id: string }[]) => list.toSorted((a, b) => a.id.localeCompare(b.id))
          expect(ids(shown)).toEqual(ids(expected.map(({ id, is, wanted }) => ({ id, is, wanted }))))
        }),
        { numRuns: 60 }
      )
      // Some 2,000 transactions, each with round trips to PostgreSQL on a machine that may be busy.
    }, 30_000)
  })
}
