import type { Id, SubscriptionTerms } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import {
  acceptOne,
  beginOff,
  keepFlow,
  newId,
  sampleBeginning,
  sampleEnd,
  sampleEntry,
  sampleFault,
  turnOn
} from './samples.ts'

/** Turns a flow on, with the sample terms overridden by the given terms. */
const turnOnWith = async (store: Store, terms: Partial<SubscriptionTerms>, ownerId = 'ann') => {
  const { id: flowId } = await keepFlow(store, { ownerId, name: `Flow of ${ownerId}` })
  const beginning = sampleBeginning(flowId)
  const { subscription, attempt, run } = beginning
  const agreed = { ...subscription, terms: { ...subscription.terms, ...terms } }
  await store.subscriptions.begin({ ...beginning, subscription: agreed })
  await store.subscriptions.becomeOn(subscription.id, {
    ...{ at: 2_400, attemptId: attempt.id, run: run && sampleEnd(run.id), registrationData: null },
    ...{ expiresAt: null, answersUntil: 62_400, probedAt: null }
  })
  return { ...agreed, attemptId: attempt.id }
}

/** Begins a registration and ends it as uncertain. */
const endUncertain = async (store: Store, flowId: Id) => {
  const { subscription, attempt, ...rest } = sampleBeginning(flowId)
  await store.subscriptions.begin({ ...rest, subscription, attempt })
  const end = { attemptId: attempt.id, outcome: 'uncertain' as const, fault: sampleFault, run: null }
  await store.subscriptions.endRegistering(subscription.id, {
    ...{ ...end, at: 4_000, how: 'uncertain' as const, cleanup: null }
  })
  return subscription
}

export const subscriptionReadSuite = (open: OpenStore): void => {
  describe('times of subscriptions', () => {
    const opened = openForEachTest(open)

    it('are the newest delivery and the last confirmed attempt', async () => {
      const { store } = opened()
      const quiet = await turnOn(store)
      const busy = await turnOn(store)
      for (const receivedAt of [6_000, 7_000]) await acceptOne(store, busy, { receivedAt })
      const failed = await endUncertain(store, (await keepFlow(store, { ownerId: 'ann', name: 'Other' })).id)
      const times = await store.subscriptions.timesOf([quiet.id, busy.id, failed.id, newId()])
      expect(times.get(quiet.id)).toEqual({ receivedAt: null, confirmedAt: 3_000 })
      expect(times.get(busy.id)).toEqual({ receivedAt: 7_000, confirmedAt: 3_000 })
      expect(times.get(failed.id)).toEqual({ receivedAt: null, confirmedAt: null })
      expect(times.size).toBe(3)
      expect(await store.subscriptions.timesOf([])).toEqual(new Map())
    })
  })

  describe('newest attempts of a subscription', () => {
    const opened = openForEachTest(open)

    it('are the last ones, oldest first, with the total number', async () => {
      const { store } = opened()
      const { id } = await turnOn(store)
      await turnOn(store)
      for (const startedAt of [5_000, 6_000, 7_000]) {
        const about = { id: newId(), subscriptionId: id, kind: 'reconciliation' as const, startedAt }
        const attempt = { ...about, outcome: 'running' as const, endedAt: null, fault: null, runId: null }
        await store.subscriptions.beginAttempt(id, { attempt, run: null, registrationData: null })
      }
      const all = await store.subscriptions.attemptsOf(id)
      expect(all).toHaveLength(4)
      expect(await store.subscriptions.newestAttempts(id, 2)).toEqual({ attempts: all.slice(-2), total: 4 })
      expect(await store.subscriptions.newestAttempts(id, 9)).toEqual({ attempts: all, total: 4 })
      expect(await store.subscriptions.newestAttempts(newId(), 2)).toEqual({ attempts: [], total: 0 })
    })
  })

  describe('subscriptions by their terms', () => {
    const opened = openForEachTest(open)

    it('list those with the same Event URL, with a connection or without one', async () => {
      const { store } = opened()
      const [connectorId, connectionId] = [newId(), newId()]
      const shared = { connectorId, sharesAddress: true as const }
      const ofConnection = await turnOnWith(store, { ...shared, connectionId })
      const ofNone = await turnOnWith(store, shared)
      await turnOnWith(store, { connectorId, connectionId })
      const { id, flowId } = ofConnection
      expect(await store.subscriptions.sharersOf({ connectorId, connectionId })).toEqual([{ id, flowId }])
      expect(await store.subscriptions.sharersOf({ connectorId, connectionId: null })).toEqual([
        { id: ofNone.id, flowId: ofNone.flowId }
      ])
      expect(await store.subscriptions.sharersOf({ connectorId: newId(), connectionId })).toEqual([])
    })

    it('list polled ones while they are wanted', async () => {
      const { store } = opened()
      const polled = await turnOnWith(store, { polls: true })
      const other = await turnOn(store)
      expect(await store.polls.listeners()).toEqual([polled.id])
      await beginOff(store, polled)
      expect(await store.polls.listeners()).toEqual([])
      expect(await store.polls.polled([polled.id, other.id])).toEqual([{ id: polled.id, wanted: false }])
    })

    it('list those with another public URL, of one owner or of all', async () => {
      const { store } = opened()
      const [before, now] = ['https://before.example', 'https://now.example']
      const ofAnn = await turnOnWith(store, { publicUrl: before })
      const ofBea = await turnOnWith(store, { publicUrl: before, registration: null }, 'bea')
      await turnOnWith(store, { publicUrl: now })
      const moved = await store.subscriptions.movedFrom(now, null)
      expect(moved.map(({ flowId, byHand }) => ({ flowId, byHand }))).toEqual([
        { flowId: ofBea.flowId, byHand: true },
        { flowId: ofAnn.flowId, byHand: false }
      ])
      expect(await store.subscriptions.movedFrom(now, 'ann')).toMatchObject([
        { flowId: ofAnn.flowId, connectorId: ofAnn.terms.connectorId, from: before }
      ])
    })

    it('are compared without those of busy connections', async () => {
      const { store } = opened()
      const [busy, idle] = [await turnOn(store), await turnOn(store)]
      for (const { id } of [busy, idle]) {
        const seen = { status: { is: 'on' as const }, healing: null }
        expect(await store.comparisons.plan(id, { compareAt: 9_000, healing: null }, seen)).toBe(true)
      }
      const { connectorId } = busy.terms
      const except = [{ connectorId, connectionId: null }]
      const due = await store.comparisons.due(9_000, { limit: 9, except })
      expect(due.map(({ id }) => id)).toEqual([idle.id])
    })
  })

  describe('possible leftovers at services', () => {
    const opened = openForEachTest(open)

    it('are uncertain until an entry is made for them', async () => {
      const { store } = opened()
      const { id: flowId } = await keepFlow(store)
      expect(await store.subscriptions.newest()).toBeNull()
      const first = await endUncertain(store, flowId)
      const second = await endUncertain(store, flowId)
      expect((await store.subscriptions.newest())?.id).toBe(second.id)
      expect(await store.subscriptions.countInDoubt(flowId, second.id)).toBe(1)
      expect(await store.subscriptions.uncertain()).toEqual([
        { id: second.id, flowId },
        { id: first.id, flowId }
      ])
      await store.cleanup.addClosed(sampleEntry(first))
      expect(await store.subscriptions.countInDoubt(flowId, second.id)).toBe(0)
      expect(await store.subscriptions.uncertain()).toEqual([{ id: second.id, flowId }])
      expect(await store.subscriptions.knownOf(flowId)).toEqual([{ id: second.id }, { id: first.id }])
      expect(await store.subscriptions.knownOf(newId())).toEqual([])
    })

    it('are counted by status until they have ended', async () => {
      const { store } = opened()
      expect(await store.subscriptions.countByStatus()).toEqual(new Map())
      const on = await turnOn(store)
      const paused = await turnOn(store)
      await store.subscriptions.pause(paused.id, true, 5_000)
      await turnOn(store)
      await store.subscriptions.begin(sampleBeginning((await keepFlow(store)).id))
      await endUncertain(store, (await keepFlow(store)).id)
      expect(await store.subscriptions.countByStatus()).toEqual(
        new Map([
          ['on', 2],
          ['paused', 1],
          ['registering', 1]
        ])
      )
      await beginOff(store, on)
      expect((await store.subscriptions.countByStatus()).get('deregistering')).toBe(1)
    })

    it('show the entry without automatic retries first', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const later = { ...sampleEntry(subscription), nextAt: 9_000 }
      const sooner = { ...sampleEntry(subscription), nextAt: 8_000 }
      for (const entry of [later, sooner]) await store.cleanup.addClosed(entry)
      expect(await store.cleanup.openOf(subscription.id)).toEqual(sooner)
      const byHand = sampleEntry(subscription)
      await store.cleanup.addClosed(byHand)
      expect(await store.cleanup.openOf(subscription.id)).toEqual(byHand)
      expect((await store.cleanup.planned(9)).map(({ id }) => id)).toEqual([sooner.id, later.id])
    })

    it('need a person while a gap is open, whatever the other reasons', async () => {
      const { store } = opened()
      const { id } = await turnOn(store)
      const why = '"to":null'
      const needy = async () => (await store.subscriptions.known({ part: 'needy' })).map(each => each.id)
      const plan = { renewAt: null, renewTries: 0 }
      await store.renewals.plan(id, { ...plan, gaps: [{ from: 1_000, to: 2_000, why }] })
      expect(await needy()).toEqual([])
      await store.renewals.plan(id, { ...plan, gaps: [{ from: 1_000, to: null, why }] })
      expect(await needy()).toEqual([id])
    })
  })

  describe('data from a registration in progress', () => {
    const opened = openForEachTest(open)

    it('contains captured values, which replace expected ones', async () => {
      const { store } = opened()
      const { id: flowId } = await keepFlow(store)
      const beginning = sampleBeginning(flowId)
      await store.subscriptions.begin(beginning)
      const { id } = beginning.subscription
      const [one, two] = [new Uint8Array([0, 1]), new Uint8Array([0, 2])]
      expect(await store.subscriptions.capture(id, { sealed: one, instead: two })).toBe(false)
      expect(await store.subscriptions.capture(id, { sealed: one, instead: null })).toBe(true)
      expect(await store.subscriptions.capture(id, { sealed: two, instead: null })).toBe(false)
      expect(await store.subscriptions.capture(id, { sealed: two, instead: one })).toBe(true)
      expect((await store.subscriptions.find(id))?.capturedSealed).toEqual(Buffer.from(two))
    })

    it('contains matching keys, by scheme', async () => {
      const { store } = opened()
      const { id } = await turnOn(store)
      await store.subscriptions.noteMatched(id, { main: { key: 1, at: 5 } })
      await store.subscriptions.noteMatched(id, { other: { key: 2, at: 6 } })
      await store.subscriptions.noteMatched(id, { main: { key: 3, at: 7 } })
      expect((await store.subscriptions.find(id))?.matched).toEqual({
        main: { key: 3, at: 7 },
        other: { key: 2, at: 6 }
      })
    })
  })
}
