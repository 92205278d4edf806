import type { AttemptKind, Id, Subscription } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import { type OpenStore, openForEachTest } from './each-test.ts'
import {
  beginFlow,
  newId,
  sampleAttempt,
  sampleBeginning,
  sampleEnd,
  sampleEntry,
  sampleFault,
  sampleRun,
  turnOn
} from './samples.ts'

export const turningOffSuite = (open: OpenStore): void => {
  describe('turning off', () => {
    const opened = openForEachTest(open)

    const beginOff = async (subscription: Subscription) => {
      const run = sampleRun(subscription.flowId, { kind: 'deregistration', subscriptionId: subscription.id })
      const attempt = sampleAttempt(subscription.id, { runId: run.id })
      const begun = await opened().store.subscriptions.beginDeregistering(subscription.id, {
        at: 6_000,
        attempt,
        run
      })
      return { begun, attempt, run }
    }

    const end = (attemptId: Id) => ({
      at: 7_000,
      attemptId,
      outcome: 'succeeded' as const,
      fault: null,
      run: null,
      cleanup: null
    })

    it('ends the wanted state at once, so that the flow can be turned on again', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const { begun, attempt, run } = await beginOff(subscription)
      expect(begun).toBe(true)
      expect(await store.subscriptions.find(subscription.id)).toMatchObject({
        status: { is: 'deregistering' },
        wanted: false,
        since: 6_000,
        registrationData: Buffer.from([1, 2, 3])
      })
      expect((await store.subscriptions.attemptsOf(subscription.id))[1]).toEqual(attempt)
      expect(await store.runs.find(run.id)).toEqual(run)
      await store.subscriptions.begin(sampleBeginning(subscription.flowId))
      expect(await store.subscriptions.list(subscription.flowId)).toHaveLength(2)
    })

    it('records that a flow of this owner was on, but not for one that never came on', async () => {
      const { store } = opened()
      const wasOn = () => Promise.all(['ann', 'ben', null].map(owner => store.subscriptions.wasOn(owner)))
      await beginFlow(store)
      expect(await wasOn()).toEqual([false, false, false])
      const subscription = await turnOn(store)
      expect(await wasOn()).toEqual([true, false, true])
      const { attempt } = await beginOff(subscription)
      expect(await wasOn()).toEqual([true, false, true])
      await store.subscriptions.endDeregistering(subscription.id, end(attempt.id))
      expect(await wasOn()).toEqual([true, false, true])
    })

    it('starts only from on and from paused', async () => {
      const { store } = opened()
      const paused = await turnOn(store)
      await store.subscriptions.pause(paused.id, true, 5_000)
      expect((await beginOff(paused)).begun).toBe(true)
      const again = await beginOff(paused)
      expect(again.begun).toBe(false)
      expect(await store.runs.find(again.run.id)).toBeNull()
      expect(await store.subscriptions.attemptsOf(paused.id)).toHaveLength(2)
      expect((await beginOff((await beginFlow(store)).subscription)).begun).toBe(false)
    })

    it('ends as turned off, with an entry if the service refused', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const { attempt, run } = await beginOff(subscription)
      const entry = sampleEntry(subscription)
      await store.subscriptions.endDeregistering(subscription.id, {
        ...end(attempt.id),
        outcome: 'failed',
        fault: sampleFault,
        run: sampleEnd(run.id),
        cleanup: entry
      })
      expect(await store.subscriptions.find(subscription.id)).toMatchObject({
        status: { is: 'ended', how: 'turned-off' },
        wanted: false,
        since: 7_000,
        fault: sampleFault
      })
      expect((await store.subscriptions.attemptsOf(subscription.id))[1]).toEqual({
        ...attempt,
        outcome: 'failed',
        endedAt: sampleEnd(run.id).finishedAt,
        fault: sampleFault
      })
      expect(await store.runs.find(run.id)).toMatchObject(sampleEnd(run.id))
      expect(await store.cleanup.list()).toEqual([entry])
    })

    it('changes nothing if it is not deregistering', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const before = await store.subscriptions.find(subscription.id)
      await store.subscriptions.endDeregistering(subscription.id, {
        ...end(newId()),
        cleanup: sampleEntry(subscription)
      })
      expect(await store.subscriptions.find(subscription.id)).toEqual(before)
      expect(await store.cleanup.list()).toEqual([])
    })

    it('stores late Registration Data, with the attempt to undo it', async () => {
      const { store } = opened()
      const { subscription } = await beginFlow(store)
      const run = sampleRun(subscription.flowId, { kind: 'deregistration' })
      const attempt = sampleAttempt(subscription.id, { kind: 'compensation', runId: run.id })
      const data = new Uint8Array([9, 0, 9])
      await store.subscriptions.beginAttempt(subscription.id, { attempt, run, registrationData: data })
      await store.subscriptions.beginAttempt(subscription.id, {
        attempt: sampleAttempt(subscription.id),
        run: null,
        registrationData: null
      })
      expect(await store.subscriptions.find(subscription.id)).toMatchObject({
        status: { is: 'registering' },
        registrationData: Buffer.from(data)
      })
      expect((await store.subscriptions.attemptsOf(subscription.id))[1]).toEqual(attempt)
      expect(await store.runs.find(run.id)).toEqual(run)
    })

    it('ends an attempt without changing the status, and closes the open entry on request', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const off = await beginOff(subscription)
      const entry = sampleEntry(subscription)
      await store.subscriptions.endDeregistering(subscription.id, { ...end(off.attempt.id), cleanup: entry })
      const attempt = sampleAttempt(subscription.id)
      await store.subscriptions.beginAttempt(subscription.id, { attempt, run: null, registrationData: null })
      const ended = { ...end(attempt.id), at: 8_000, closes: null }
      await store.subscriptions.endAttempt(subscription.id, {
        ...ended,
        outcome: 'uncertain',
        fault: sampleFault
      })
      expect(await store.cleanup.list()).toEqual([entry])
      expect((await store.subscriptions.attemptsOf(subscription.id))[2]).toMatchObject({
        outcome: 'uncertain',
        endedAt: 8_000,
        fault: sampleFault
      })
      const closes = { how: 'deregistered' as const, reason: 'The service has no registration left.' }
      await store.subscriptions.endAttempt(subscription.id, { ...ended, closes })
      expect(await store.cleanup.list()).toEqual([
        { ...entry, status: { is: 'closed', ...closes, at: 8_000 } }
      ])
      await store.subscriptions.endAttempt(subscription.id, { ...ended, at: 9_000, closes })
      expect(await store.cleanup.list()).toMatchObject([{ status: { at: 8_000 } }])
      expect(await store.subscriptions.find(subscription.id)).toMatchObject({
        status: { is: 'ended', how: 'turned-off' },
        since: 7_000
      })
    })

    it('of an unknown subscription throws a fault', async () => {
      const { store } = opened()
      const subscription = { ...(await turnOn(store)), id: newId() }
      const attempt = sampleAttempt(subscription.id)
      const begun = store.subscriptions.beginAttempt(subscription.id, {
        attempt,
        run: null,
        registrationData: null
      })
      await expect(begun).rejects.toMatchObject({ code: 'subscription.gone' })
      const ended = store.subscriptions.endAttempt(subscription.id, { ...end(attempt.id), closes: null })
      await expect(ended).rejects.toMatchObject({ code: 'subscription.gone' })
      expect(await store.subscriptions.pause(subscription.id, true, 5_000)).toBe(false)
    })

    it('pauses a subscription that is on, resumes a paused one, and no other', async () => {
      const { store } = opened()
      const { id } = await turnOn(store)
      expect(await store.subscriptions.pause(id, false, 5_000)).toBe(false)
      expect(await store.subscriptions.pause(id, true, 5_001)).toBe(true)
      expect(await store.subscriptions.find(id)).toMatchObject({
        status: { is: 'paused' },
        since: 5_001,
        wanted: true
      })
      expect(await store.subscriptions.pause(id, true, 5_002)).toBe(false)
      expect(await store.subscriptions.pause(id, false, 5_003)).toBe(true)
      expect(await store.subscriptions.find(id)).toMatchObject({ status: { is: 'on' }, since: 5_003 })
      const { subscription } = await beginFlow(store)
      expect(await store.subscriptions.pause(subscription.id, true, 5_004)).toBe(false)
    })

    it('lists registrations, deregistrations and compensations as interrupted', async () => {
      const { store } = opened()
      await turnOn(store)
      const registering = (await beginFlow(store)).subscription
      const deregistering = await turnOn(store)
      await beginOff(deregistering)
      const undone = await turnOn(store)
      const attempt = sampleAttempt(undone.id, { kind: 'compensation' })
      await store.subscriptions.beginAttempt(undone.id, { attempt, run: null, registrationData: null })
      const other = sampleAttempt((await turnOn(store)).id)
      await store.subscriptions.beginAttempt(other.subscriptionId, {
        attempt: other,
        run: null,
        registrationData: null
      })
      const ids = async () => (await store.subscriptions.interrupted()).map(({ id }) => id)
      expect(await ids()).toEqual([registering.id, deregistering.id, undone.id])
      await store.subscriptions.endAttempt(undone.id, { ...end(attempt.id), closes: null })
      expect(await ids()).toEqual([registering.id, deregistering.id])
    })

    it('lists comparisons, probes and outdated renewals as abandoned', async () => {
      const { store } = opened()
      const begin = async (of: Subscription, kind: AttemptKind) => {
        const attempt = sampleAttempt(of.id, { kind })
        await store.subscriptions.beginAttempt(of.id, { attempt, run: null, registrationData: null })
        return attempt.id
      }
      const alive = await turnOn(store, 90_000)
      const closed = await turnOn(store, 90_000)
      await begin(alive, 'renewal')
      await begin(closed, 'cleanup')
      const left = [
        await begin(closed, 'renewal'),
        await begin(alive, 'reconciliation'),
        await begin(alive, 'probe')
      ]
      await beginOff(closed)
      const again = await opened().reopen()
      const ids = async () => (await again.subscriptions.forsaken()).map(({ id }) => id)
      expect(await ids()).toEqual(left)
      for (const id of left) await again.subscriptions.endAttempt(alive.id, { ...end(id), closes: null })
      expect(await ids()).toEqual([])
    })

    it('lists subscriptions newest first, of one flow or of all', async () => {
      const { store } = opened()
      const [a, b] = [await turnOn(store), await turnOn(store)]
      expect((await store.subscriptions.list(null)).map(({ id }) => id)).toEqual([b.id, a.id])
      expect((await store.subscriptions.list(a.flowId)).map(({ id }) => id)).toEqual([a.id])
    })
  })
}
