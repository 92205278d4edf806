import { describe, expect, it } from 'vitest'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { beginFlow, beginOff, newId, sampleEnd, sampleFault, sampleRun, turnOn } from './samples.ts'

export const renewalSuite = (open: OpenStore): void => {
  describe('renewals', () => {
    const opened = openForEachTest(open)

    const beginRenewal = async () => {
      const { store } = opened()
      const subscription = await turnOn(store, 90_000)
      const run = sampleRun(subscription.flowId, { kind: 'renewal', subscriptionId: subscription.id })
      const attempt = {
        id: newId(),
        subscriptionId: subscription.id,
        kind: 'renewal' as const,
        outcome: 'running' as const,
        startedAt: 6_000,
        endedAt: null,
        fault: null,
        runId: run.id
      }
      await store.subscriptions.beginAttempt(subscription.id, { attempt, run, registrationData: null })
      return { store, id: subscription.id, attemptId: attempt.id, run: sampleEnd(run.id) }
    }
    const plan = { renewAt: 50_000, renewTries: 0, gaps: [] }

    // review: cores A4
    it('are read for some subscriptions', async () => {
      const { store } = opened()
      const lasting = await turnOn(store)
      const expiring = await turnOn(store, 95_000)
      await turnOn(store, 95_000)
      expect(await store.renewals.expiringOf([lasting.id, expiring.id, newId()])).toEqual([expiring.id])
    })

    it('are found if they are due or not planned, while they are wanted', async () => {
      const { store } = opened()
      await turnOn(store)
      const later = await turnOn(store, 95_000)
      const { id } = await turnOn(store, 90_000)
      expect(await store.renewals.unplanned()).toEqual([later.id, id])
      for (const each of [later.id, id]) await store.renewals.plan(each, plan)
      expect(await store.renewals.unplanned()).toEqual([])
      expect(await store.renewals.due(49_999)).toEqual([])
      expect(await store.renewals.nextAfter(49_999)).toBe(50_000)
      expect(await store.renewals.nextAfter(50_000)).toBeNull()
      const due = await store.renewals.due(50_000)
      expect(due).toMatchObject([
        { id, expiresAt: 90_000 },
        { id: later.id, expiresAt: 95_000 }
      ])
      expect(Object.keys(due[0] ?? {}).toSorted()).toEqual([
        'connectionId',
        'connectorId',
        'expiresAt',
        'flowId',
        'id'
      ])
      await beginOff(store, { id })
      expect(await store.renewals.due(50_000)).toMatchObject([{ id: later.id }])
    })

    it('have their interrupted attempts found', async () => {
      const { id, attemptId } = await beginRenewal()
      const store = await opened().reopen()
      expect(await store.renewals.interrupted()).toMatchObject([{ id: attemptId, subscriptionId: id }])
      const end = { at: 7_000, attemptId, outcome: 'failed' as const, fault: sampleFault, run: null }
      await store.renewals.end(id, { ...end, renewed: null, plan })
      expect(await store.renewals.interrupted()).toEqual([])
    })

    it('store the next time, and possible gaps', async () => {
      const { store } = opened()
      const { id } = await turnOn(store, 90_000)
      const gaps = [{ from: 1_000, to: null, why: 'The subscription expired.' }]
      await store.renewals.plan(id, { renewAt: 70_000, renewTries: 2, gaps })
      expect(await store.subscriptions.find(id)).toMatchObject({ renewAt: 70_000, renewTries: 2, gaps })
      await expect(store.renewals.plan(newId(), plan)).rejects.toMatchObject({ code: 'subscription.gone' })
    })

    it('end an attempt with its result', async () => {
      const { store, id, attemptId, run } = await beginRenewal()
      const renewed = { registrationData: new Uint8Array([7]), expiresAt: 180_000 }
      const end = { at: 7_000, attemptId, outcome: 'succeeded' as const, fault: null, run, renewed, plan }
      await store.renewals.end(id, end)
      expect(await store.subscriptions.find(id)).toMatchObject({
        status: { is: 'on' },
        expiresAt: 180_000,
        renewAt: 50_000,
        registrationData: Buffer.from([7])
      })
      expect((await store.subscriptions.attemptsOf(id)).at(-1)).toMatchObject({
        outcome: 'succeeded',
        endedAt: run.finishedAt
      })
      expect(await store.runs.find(run.id)).toMatchObject(run)
      await expect(store.renewals.end(newId(), end)).rejects.toMatchObject({ code: 'subscription.gone' })
    })

    it('keep stored data if the result is empty', async () => {
      const { store, id, attemptId } = await beginRenewal()
      const failed = { outcome: 'failed' as const, fault: sampleFault, run: null, renewed: null }
      await store.renewals.end(id, { at: 7_000, attemptId, ...failed, plan: { ...plan, renewTries: 1 } })
      expect(await store.subscriptions.find(id)).toMatchObject({
        expiresAt: 90_000,
        renewTries: 1,
        registrationData: Buffer.from([1, 2, 3])
      })
    })

    it('store Registration Data that was unknown before', async () => {
      const { store } = opened()
      const { id } = await turnOn(store)
      await store.renewals.learn(id, new Uint8Array([9]))
      expect(await store.subscriptions.find(id)).toMatchObject({ registrationData: Buffer.from([9]) })
      await expect(store.renewals.learn(newId(), new Uint8Array())).rejects.toMatchObject({
        code: 'subscription.gone'
      })
    })

    it('settle an uncertain one once nothing can exist, and no other', async () => {
      const { store } = opened()
      const { subscription, attempt } = await beginFlow(store)
      const uncertain = { how: 'uncertain' as const, outcome: 'uncertain' as const, run: null, cleanup: null }
      const end = { at: 5_000, fault: sampleFault, attemptId: attempt.id, ...uncertain }
      await store.subscriptions.endRegistering(subscription.id, end)
      const fault = { ...sampleFault, message: 'The service has no such subscription.' }
      expect(await store.renewals.settleUncertain(subscription.id, { fault })).toBe(true)
      expect(await store.subscriptions.find(subscription.id)).toMatchObject({
        status: { is: 'ended', how: 'refused' },
        fault
      })
      expect(await store.renewals.settleUncertain(subscription.id, { fault })).toBe(false)
      expect(await store.renewals.settleUncertain((await turnOn(store)).id, { fault })).toBe(false)
    })
  })
}
