import { describe, expect, it } from 'vitest'
import { type OpenStore, openForEachTest } from './each-test.ts'
import {
  acceptOne,
  beginFlow,
  keepFlow,
  newId,
  sampleBeginning,
  sampleEnd,
  sampleEntry,
  sampleFault,
  turnOn
} from './samples.ts'

const became = {
  at: 4_000,
  registrationData: new Uint8Array([0, 1, 255]),
  expiresAt: 99_000,
  answersUntil: 64_000,
  probedAt: 3_900
}

const end = (attemptId: string) => ({
  at: 4_000,
  how: 'timed-out' as const,
  fault: sampleFault,
  attemptId,
  outcome: 'timed-out' as const,
  run: null,
  cleanup: null
})

export const turningOnSuite = (open: OpenStore): void => {
  describe('turning on', () => {
    const opened = openForEachTest(open)

    it('writes revision, subscription, attempt and run in one transaction, durably', async () => {
      const beginning = await beginFlow(opened().store)
      const store = await opened().reopen()
      const { subscription, tokenHash, tokenSealed, attempt, run, revision, snapshot } = beginning
      const found = await store.subscriptions.find(subscription.id)
      expect(found).toEqual({
        ...subscription,
        tokenSealed: Buffer.from(tokenSealed),
        registrationData: null,
        expiresAt: null,
        signingSecretSealed: Buffer.from(beginning.signingSecretSealed),
        capturedSealed: null,
        matched: {},
        renewAt: null,
        renewTries: 0,
        gaps: [],
        answersUntil: null,
        probedAt: null,
        compareAt: null,
        healing: null
      })
      expect(await store.hasSealed()).toBe(true)
      expect(await store.subscriptions.findByTokenHash(tokenHash)).toEqual(found)
      expect(await store.subscriptions.wantedOf(subscription.flowId)).toEqual(found)
      expect(await store.subscriptions.attemptsOf(subscription.id)).toEqual([attempt])
      expect(await store.subscriptions.revision(revision.id)).toEqual({
        revision: { ...revision, number: 1 },
        snapshot
      })
      expect(await store.runs.find(run?.id ?? '')).toEqual(run)
    })

    it('starts without a run if the connector has no registration flow', async () => {
      const { store } = opened()
      const beginning = sampleBeginning((await keepFlow(store)).id)
      const attempt = { ...beginning.attempt, runId: null }
      await store.subscriptions.begin({ ...beginning, attempt, run: null })
      expect(await store.subscriptions.attemptsOf(beginning.subscription.id)).toEqual([attempt])
    })

    it('refuses a second wanted subscription of a flow and stores nothing', async () => {
      const { store } = opened()
      const { subscription } = await beginFlow(store)
      const second = sampleBeginning(subscription.flowId)
      await expect(store.subscriptions.begin(second)).rejects.toMatchObject({
        code: 'subscription.already-on'
      })
      expect(await store.subscriptions.list(null)).toEqual([subscription])
      expect(await store.subscriptions.revision(second.revision.id)).toBeNull()
      expect(await store.runs.find(second.run?.id ?? '')).toBeNull()
    })

    it('lets one of many simultaneous starts succeed', async () => {
      const { store } = opened()
      const flow = await keepFlow(store)
      const begun = await Promise.allSettled(
        Array.from({ length: 20 }, () => store.subscriptions.begin(sampleBeginning(flow.id)))
      )
      expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(await store.subscriptions.list(flow.id)).toHaveLength(1)
    })

    it('of a missing or deleted flow is refused', async () => {
      const { store } = opened()
      const deleted = await keepFlow(store)
      await store.flows.remove(deleted.id, 1_500)
      for (const id of [newId(), deleted.id]) {
        const begun = store.subscriptions.begin(sampleBeginning(id))
        await expect(begun).rejects.toMatchObject({ code: 'flow.gone' })
      }
      expect(await store.subscriptions.list(null)).toEqual([])
    })

    it('continues the numbers of a flow’s revisions', async () => {
      const { store } = opened()
      const { subscription, attempt } = await beginFlow(store)
      await store.subscriptions.endRegistering(subscription.id, end(attempt.id))
      const next = sampleBeginning(subscription.flowId)
      await store.subscriptions.begin(next)
      expect(await store.subscriptions.revision(next.revision.id)).toMatchObject({ revision: { number: 2 } })
    })

    it('finds no subscription, token or revision that never existed', async () => {
      const { store } = opened()
      const flow = await keepFlow(store)
      expect(await store.subscriptions.find(newId())).toBeNull()
      expect(await store.subscriptions.findByTokenHash(new Uint8Array(32))).toBeNull()
      expect(await store.subscriptions.wantedOf(flow.id)).toBeNull()
      expect(await store.subscriptions.revision(newId())).toBeNull()
      expect(await store.subscriptions.attemptsOf(newId())).toEqual([])
    })

    it('stores Registration Data and ends its attempt and run', async () => {
      const { store } = opened()
      const { subscription, attempt, run } = await beginFlow(store)
      const finished = sampleEnd(run?.id ?? '', { finishedAt: 4_001 })
      const on = { ...became, attemptId: attempt.id, run: finished }
      expect(await store.subscriptions.becomeOn(subscription.id, on)).toEqual({ is: 'on', replaced: null })
      expect(await store.subscriptions.find(subscription.id)).toMatchObject({
        status: { is: 'on' },
        wanted: true,
        since: 4_000,
        registrationData: Buffer.from([0, 1, 255]),
        expiresAt: 99_000
      })
      // The attempt ends with its run, so that both have the same duration.
      expect(await store.subscriptions.attemptsOf(subscription.id)).toEqual([
        { ...attempt, outcome: 'succeeded', endedAt: 4_001 }
      ])
      expect(await store.runs.find(finished.id)).toMatchObject(finished)
    })

    it('does not end twice, nor after the subscription has ended', async () => {
      const { store } = opened()
      const { id } = await turnOn(store)
      const again = { ...became, attemptId: newId(), run: null }
      const late = { is: 'not-registering' }
      expect(await store.subscriptions.becomeOn(id, again)).toEqual(late)
      const { subscription, attempt } = await beginFlow(store)
      await store.subscriptions.endRegistering(subscription.id, end(attempt.id))
      expect(await store.subscriptions.becomeOn(subscription.id, again)).toEqual(late)
      expect(await store.subscriptions.becomeOn(newId(), again)).toEqual(late)
      expect(await store.subscriptions.find(subscription.id)).toMatchObject({ registrationData: null })
    })

    it('keeps the run of a late answer in progress', async () => {
      const { store } = opened()
      const { subscription, attempt, run } = await beginFlow(store)
      await store.subscriptions.endRegistering(subscription.id, end(attempt.id))
      expect(await store.runs.find(run?.id ?? '')).toEqual(run)
    })
  })
}

/** Defines the tests of failed attempts to turn a flow on that involve deliveries. */
export const failedTurningOnSuite = (open: OpenStore): void => {
  describe('turning on that fails', () => {
    const opened = openForEachTest(open)

    it('ends the wanted state and filters its events, with the reason', async () => {
      const { store } = opened()
      const { subscription, attempt, run } = await beginFlow(store)
      const delivery = await acceptOne(store, subscription)
      const other = await acceptOne(store, await turnOn(store))
      const entry = sampleEntry(subscription)
      const finished = sampleEnd(run?.id ?? '', {
        status: { is: 'failed', at: ['http'], fault: sampleFault },
        result: null
      })
      const ended = { ...end(attempt.id), run: finished, cleanup: entry }
      expect(await store.subscriptions.endRegistering(subscription.id, ended)).toBe(true)
      expect(await store.subscriptions.find(subscription.id)).toMatchObject({
        status: { is: 'ended', how: 'timed-out' },
        wanted: false,
        since: 4_000,
        fault: sampleFault
      })
      expect(await store.subscriptions.wantedOf(subscription.flowId)).toBeNull()
      expect(await store.subscriptions.attemptsOf(subscription.id)).toEqual([
        { ...attempt, outcome: 'timed-out', endedAt: finished.finishedAt, fault: sampleFault }
      ])
      expect(await store.cleanup.list()).toEqual([entry])
      expect(await store.runs.find(finished.id)).toMatchObject(finished)
      expect(await store.deliveries.find(delivery.id)).toMatchObject({
        delivery: { status: { is: 'filtered', why: 'registration failed' } }
      })
      expect(await store.deliveries.find(other.id)).toMatchObject({
        delivery: { status: { is: 'accepted' } }
      })
    })

    it('filters an event that was still being written', async () => {
      const { store } = opened()
      const { subscription, attempt } = await beginFlow(store)
      const accepting = acceptOne(store, subscription)
      await store.subscriptions.endRegistering(subscription.id, end(attempt.id))
      const { id } = await accepting
      expect(await store.deliveries.find(id)).toMatchObject({ delivery: { status: { is: 'filtered' } } })
    })

    it('ends once, and never for a subscription that is on', async () => {
      const { store } = opened()
      const { id } = await turnOn(store)
      const delivery = await acceptOne(store, { ...(await turnOn(store)), id })
      expect(await store.subscriptions.endRegistering(id, end(newId()))).toBe(false)
      expect(await store.deliveries.find(delivery.id)).toMatchObject({
        delivery: { status: { is: 'accepted' } }
      })
      const { subscription, attempt } = await beginFlow(store)
      expect(await store.subscriptions.endRegistering(subscription.id, end(attempt.id))).toBe(true)
      expect(await store.subscriptions.endRegistering(subscription.id, end(attempt.id))).toBe(false)
    })
  })
}
