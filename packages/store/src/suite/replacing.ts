import type { Id, Subscription } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { acceptOne, beginFlow, beginOff, newId, sampleBeginning, sampleFault, turnOn } from './samples.ts'

/**
 * Begins to register a successor of a flow's wanted subscription. With `freezes`, the successor uses the next
 * revision.
 */
export const beginSuccessor = async (store: Store, { flowId }: Subscription, freezes = true) => {
  const { revision, snapshot, ...beginning } = sampleBeginning(flowId, { wanted: false })
  await store.subscriptions.beginSuccessor({ ...beginning, frozen: freezes ? { revision, snapshot } : null })
  return { ...beginning.subscription, attemptId: beginning.attempt.id, revisionId: revision.id }
}

type Successor = Awaited<ReturnType<typeof beginSuccessor>>

/** Turns a successor on, which makes it the wanted subscription. */
export const turnOnSuccessor = (store: Store, { id, attemptId }: Successor) =>
  store.subscriptions.becomeOn(id, {
    at: 9_000,
    attemptId,
    run: null,
    registrationData: new Uint8Array([7]),
    expiresAt: null,
    answersUntil: 69_000,
    probedAt: null
  })

const standing = async (store: Store, { id }: Subscription) => {
  const row = await store.subscriptions.find(id)
  const { status, wanted, replacedBy, answersUntil } = row ?? {}
  return { is: status?.is, wanted, replacedBy, answersUntil }
}

export const replacingSuite = (open: OpenStore): void => {
  describe('replacing a subscription', () => {
    const opened = openForEachTest(open)

    it('begins next to the wanted one, which stays unchanged', async () => {
      const { store } = opened()
      const old = await turnOn(store)
      const before = await store.subscriptions.find(old.id)
      const successor = await beginSuccessor(store, old)
      expect(await store.subscriptions.find(old.id)).toEqual(before)
      expect(await standing(store, successor)).toMatchObject({ is: 'registering', wanted: false })
      expect(await store.subscriptions.wantedOf(old.flowId)).toMatchObject({ id: old.id })
      expect(await store.subscriptions.currentOf(old.flowId)).toMatchObject({ id: old.id })
      expect((await store.subscriptions.otherActiveOf(old.flowId)).map(({ id }) => id)).toEqual([
        successor.id
      ])
      expect(await store.subscriptions.revision(successor.revisionId)).toMatchObject({
        revision: { number: 2 }
      })
    })

    it('can skip the freeze of a revision', async () => {
      const { store } = opened()
      const successor = await beginSuccessor(store, await turnOn(store), false)
      expect(await store.subscriptions.revision(successor.revisionId)).toBeNull()
    })

    it('makes the successor the wanted one in the commit that turns it on', async () => {
      const { store, reopen } = opened()
      const old = await turnOn(store)
      const successor = await beginSuccessor(store, old)
      expect(await turnOnSuccessor(store, successor)).toEqual({ is: 'on', replaced: old.id })
      const again = await reopen()
      expect(await standing(again, successor)).toMatchObject({ is: 'on', wanted: true, replacedBy: null })
      expect(await standing(again, old)).toEqual({
        is: 'on',
        wanted: false,
        replacedBy: successor.id,
        answersUntil: 69_000
      })
      expect(await again.subscriptions.currentOf(old.flowId)).toMatchObject({ id: successor.id })
      expect((await again.subscriptions.interrupted()).map(({ id }) => id)).toEqual([old.id])
    })

    it('stores the possible gap with the successor, until it is on', async () => {
      const { store } = opened()
      const old = await turnOn(store)
      const why = 'The subscription expired.'
      const gaps = [
        { from: 1_000, to: 2_000, why },
        { from: 5_000, to: null, why }
      ]
      await store.renewals.plan(old.id, { renewAt: null, renewTries: 0, gaps })
      const successor = await beginSuccessor(store, old)
      await turnOnSuccessor(store, successor)
      const closed = [gaps[0], { from: 5_000, to: 9_000, why }]
      for (const id of [old.id, successor.id]) {
        expect((await store.subscriptions.find(id))?.gaps).toEqual(closed)
      }
    })

    it('keeps the old one wanted if the successor fails', async () => {
      const { store } = opened()
      const old = await turnOn(store)
      const before = await store.subscriptions.find(old.id)
      const successor = await beginSuccessor(store, old)
      await store.subscriptions.endRegistering(successor.id, {
        at: 9_000,
        how: 'refused',
        fault: sampleFault,
        attemptId: successor.attemptId,
        outcome: 'failed',
        run: null,
        cleanup: null
      })
      expect(await store.subscriptions.find(old.id)).toEqual(before)
      expect(await store.subscriptions.currentOf(old.flowId)).toMatchObject({ id: old.id })
      expect(await store.subscriptions.otherActiveOf(old.flowId)).toEqual([])
      await beginOff(store, old, 70_000)
      // The old one changed last, so that it is the one to be shown.
      expect(await store.subscriptions.currentOf(old.flowId)).toMatchObject({ id: old.id })
    })

    it('changes nothing if the flow has no wanted subscription left', async () => {
      const { store } = opened()
      const old = await turnOn(store)
      const successor = await beginSuccessor(store, old)
      await beginOff(store, old, 70_000)
      expect(await turnOnSuccessor(store, successor)).toEqual({ is: 'nobody-to-replace' })
      expect(await standing(store, successor)).toMatchObject({ is: 'registering', wanted: false })
    })

    it('ends the old one as replaced', async () => {
      const { store } = opened()
      const old = await turnOn(store)
      await turnOnSuccessor(store, await beginSuccessor(store, old))
      expect(await beginOff(store, old, 70_000)).toBe(true)
      const [, { id: attemptId } = { id: '' }] = await store.subscriptions.attemptsOf(old.id)
      await store.subscriptions.endDeregistering(old.id, {
        at: 71_000,
        attemptId,
        outcome: 'succeeded',
        fault: null,
        run: null,
        cleanup: null
      })
      expect((await store.subscriptions.find(old.id))?.status).toEqual({ is: 'ended', how: 'replaced' })
      expect(await store.subscriptions.otherActiveOf(old.flowId)).toEqual([])
    })

    it('is refused during another registration, as are all conflicting acts', async () => {
      const { store } = opened()
      const old = await turnOn(store)
      await beginSuccessor(store, old)
      const replacing = { code: 'subscription.replacing' }
      await expect(beginSuccessor(store, old)).rejects.toMatchObject(replacing)
      const { revision, snapshot } = sampleBeginning(old.flowId)
      const revised = store.subscriptions.revise(old.id, { revision, snapshot })
      await expect(revised).rejects.toMatchObject(replacing)
      await beginOff(store, old, 70_000)
      const begun = store.subscriptions.begin(sampleBeginning(old.flowId))
      await expect(begun).rejects.toMatchObject(replacing)
    })

    it('is refused for a flow that is off, turning on or missing', async () => {
      const { store } = opened()
      const off = { code: 'flow.not-on' }
      const { subscription } = await beginFlow(store)
      await expect(beginSuccessor(store, subscription)).rejects.toMatchObject(off)
      const left = await turnOn(store)
      await beginOff(store, left, 70_000)
      await expect(beginSuccessor(store, left)).rejects.toMatchObject(off)
      await expect(beginSuccessor(store, { ...left, flowId: newId() })).rejects.toMatchObject({
        code: 'flow.gone'
      })
    })
  })
}

/** Defines the tests of replacing a subscription with waiting deliveries. */
export const waitingReplacedSuite = (open: OpenStore): void => {
  describe('replacing while deliveries wait', () => {
    const opened = openForEachTest(open)

    it('pauses the successor of a paused one, and moves its backlog', async () => {
      const { store } = opened()
      const old = await turnOn(store)
      await store.subscriptions.pause(old.id, true, 5_000)
      const first = await acceptOne(store, old)
      const successor = await beginSuccessor(store, old)
      const second = await acceptOne(store, successor)
      await turnOnSuccessor(store, successor)
      expect(await standing(store, successor)).toMatchObject({ is: 'paused', wanted: true })
      const third = await acceptOne(store, old)
      await beginOff(store, old, 70_000)
      expect(await store.deliveries.waiting({ limit: 9 })).toEqual([])
      await store.subscriptions.pause(successor.id, false, 71_000)
      const waiting = await store.deliveries.waiting({ subscriptionId: successor.id, limit: 9 })
      expect(waiting.map(({ delivery }) => delivery.id)).toEqual([first.id, second.id, third.id])
    })

    it('moves a large backlog in batches, in order, and ordered ones before the successor runs', async () => {
      const { store } = opened()
      const old = await turnOn(store)
      await store.subscriptions.pause(old.id, true, 5_000)
      const ids: Id[] = []
      for (let number = 0; number < 95; number += 1) {
        const { id } = await acceptOne(store, old, { orderKey: number % 10 === 9 ? 'a' : null })
        ids.push(id)
      }
      const successor = await beginSuccessor(store, old)
      await turnOnSuccessor(store, successor)
      const waiting = async () => {
        const rows = await store.deliveries.waiting({ subscriptionId: successor.id, limit: 100 })
        return rows.map(({ delivery }) => delivery.id)
      }
      let after = await store.subscriptions.moveWaiting(old.id, null)
      await store.subscriptions.pause(successor.id, false, 71_000)
      const first = await waiting()
      expect(ids.filter((_, number) => number % 10 === 9).every(id => first.includes(id))).toBe(true)
      while (after !== null) after = await store.subscriptions.moveWaiting(old.id, after)
      expect(await waiting()).toEqual(ids)
      expect(await store.subscriptions.moveWaiting(successor.id, null)).toBeNull()
    })

    it('keeps the backlog of one that is on in place', async () => {
      const { store } = opened()
      const old = await turnOn(store)
      const { id } = await acceptOne(store, old)
      await turnOnSuccessor(store, await beginSuccessor(store, old))
      const waiting = await store.deliveries.waiting({ subscriptionId: old.id, limit: 9 })
      expect(waiting.map(({ delivery }) => delivery.id)).toEqual([id])
    })
  })
}
