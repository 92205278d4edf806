import type { Id, Millis, Subscription } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { BatchRequest, BatchResult, NewDelivery, Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import {
  acceptOne,
  beginFlow,
  firstRunOf,
  keepFlow,
  newId,
  sampleDelivery,
  sampleEnd,
  sampleEntry,
  sampleFault,
  sampleRun,
  turnOn
} from './samples.ts'

/** Repeats a batched operation until it is done. Returns the total number of changes. */
const through = async (take: (of: BatchRequest) => Promise<BatchResult>, before: Millis): Promise<number> => {
  let done = 0
  let after: string | null = null
  do {
    const bite: BatchResult = await take({ before, after })
    done += bite.done
    after = bite.next
  } while (after !== null)
  return done
}

const plain = { erase: false, begun: false }

/** Creates a delivery with an ended first run, both at the given time. */
const runOne = async (
  store: Store,
  subscription: Subscription,
  at: Millis,
  over: Parameters<typeof firstRunOf>[2] = {}
): Promise<Id> => {
  const { id } = await acceptOne(store, subscription, { receivedAt: at })
  await store.runs.finishFirst(firstRunOf(subscription, { id }, { startedAt: at, ...over }), plain)
  return id
}

const onHold = { status: { is: 'on-hold', why: 'The server crashed three times.' } } as const
const quoting = {
  status: {
    is: 'failed' as const,
    at: [],
    fault: { ...sampleFault, message: 'It quotes Zoë.', details: { a: 'Zoë' } }
  }
}

export const forgettingSuite = (open: OpenStore): void => {
  describe('deleting old data', () => {
    const opened = openForEachTest(open)
    const hasValues = async (id: Id): Promise<boolean> => {
      const { store } = opened()
      const arrived = (await store.deliveries.find(id))?.arrival !== null
      expect((await store.runs.find(id))?.steps !== null).toBe(arrived)
      return arrived
    }

    // review: cores C6
    it('does not stop at rows of a clock that ran ahead, and includes rows that seem to be from the future', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const times = [1_000, 95_000, 2_000, 900_000, 3_000, 60_000, 61_000]
      const ids: Id[] = []
      for (const at of times) ids.push(await runOne(store, subscription, at))
      await through(store.keeping.forgetValues, 50_000)
      expect(await Promise.all(ids.map(hasValues))).toEqual([false, false, false, false, false, true, true])
      await through(store.keeping.forgetRows, 50_000)
      const left = await Promise.all(ids.map(async id => (await store.deliveries.find(id)) !== null))
      expect(left).toEqual([false, false, false, false, false, true, true])
    })

    it('keeps recent rows although a clock that ran behind wrote a later one', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const ids: Id[] = []
      for (const at of [60_000, 61_000, 10, 62_000]) ids.push(await runOne(store, subscription, at))
      await through(store.keeping.forgetValues, 50_000)
      expect(await Promise.all(ids.map(hasValues))).toEqual([true, true, false, true])
    })

    it('removes values of old, ended rows in batches, and keeps the columns of lists', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const old: Id[] = []
      for (let count = 0; count < 90; count++) old.push(await runOne(store, subscription, 10_000))
      const failed = await runOne(store, subscription, 10_000, quoting)
      const kept = await runOne(store, subscription, 10_000, onHold)
      const waiting = await acceptOne(store, subscription, { receivedAt: 10_000 })
      const test = {
        ...sampleRun(subscription.flowId, { kind: 'test', startedAt: 10_000 }),
        ...sampleEnd(newId())
      }
      await store.runs.begin(test)
      const young = await runOne(store, subscription, 20_000)
      const first = await store.keeping.forgetValues({ before: 20_000, after: null })
      expect(first.done).toBeLessThan(90)
      expect(await through(store.keeping.forgetValues, 20_000)).toBe(2 * 91 + 1 - first.done)
      for (const id of [...old, failed]) expect(await hasValues(id)).toBe(false)
      for (const id of [kept, young]) expect(await hasValues(id)).toBe(true)
      expect((await store.deliveries.find(waiting.id))?.arrival).not.toBeNull()
      expect(await store.runs.find(test.id)).toMatchObject({ steps: null, result: null })
      const left = await store.runs.find(failed)
      expect(left?.status).toMatchObject({ is: 'failed', fault: { code: sampleFault.code, details: {} } })
      expect(JSON.stringify(left)).not.toContain('Zoë')
      expect(await through(store.keeping.forgetValues, 20_000)).toBe(0)
    })

    it('removes old, ended rows, and continues after a stop', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const old: Id[] = []
      for (let count = 0; count < 60; count++) old.push(await runOne(store, subscription, 10_000))
      const kept = await runOne(store, subscription, 10_000, onHold)
      const waiting = await acceptOne(store, subscription, { receivedAt: 10_000 })
      const test = {
        ...sampleRun(subscription.flowId, { kind: 'test', startedAt: 10_000 }),
        ...sampleEnd(newId())
      }
      await store.runs.begin(test)
      const young = await runOne(store, subscription, 20_000)
      await runOne(store, subscription, 20_000)
      await store.keeping.forgetRows({ before: 20_000, after: null })
      const again = await opened().reopen()
      await through(again.keeping.forgetRows, 20_000)
      for (const id of old) {
        expect(await again.deliveries.find(id)).toBeNull()
        expect(await again.runs.find(id)).toBeNull()
      }
      for (const id of [kept, young]) expect(await again.runs.find(id)).not.toBeNull()
      expect(await again.deliveries.find(waiting.id)).not.toBeNull()
      expect(await again.runs.find(test.id)).toBeNull()
      // What turned the flow on belongs to a subscription that is on.
      expect(await again.subscriptions.attemptsOf(subscription.id)).toHaveLength(1)
    })

    // review: cores C3
    it('removes subscriptions that ended long ago, all but the newest of a flow, once nothing needs them', async () => {
      const { store } = opened()
      const flow = await keepFlow(store)
      const end = async (): Promise<Subscription> => {
        const { subscription, attempt } = await beginFlow(store, flow.id)
        const ended = { how: 'refused' as const, outcome: 'failed' as const, run: null, cleanup: null }
        const fault = sampleFault
        await store.subscriptions.endRegistering(subscription.id, {
          ...{ at: 5_000, fault, attemptId: attempt.id },
          ...ended
        })
        return subscription
      }
      const [first, second, newest] = [await end(), await end(), await end()]
      expect(await store.subscriptions.runningOf(flow.id)).toEqual([])
      // Their attempts have just gone, and their runs are the next to go.
      for (let pass = 0; pass < 3; pass++) await through(store.keeping.forgetRows, 20_000)
      for (const { id } of [first, second]) expect(await store.subscriptions.find(id)).toBeNull()
      expect(await store.subscriptions.find(newest.id)).not.toBeNull()
    })

    it('removes a delivery with very many runs in several batches', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const delivery = await acceptOne(store, subscription, { receivedAt: 10_000 })
      const first = firstRunOf(subscription, delivery)
      const children = Array.from({ length: 100 }, (_, recordIndex) => ({
        run: { ...first, id: newId(), recordIndex, status: { is: 'queued' as const }, finishedAt: null },
        record: {}
      }))
      await store.runs.spread(first, children, { begun: false })
      for (const { run } of children) await store.runs.finish(sampleEnd(run.id), { erase: false })
      await runOne(store, subscription, 20_000)
      const bites: number[] = []
      let after: string | null = null
      do {
        const bite: BatchResult = await store.keeping.forgetRows({ before: 20_000, after })
        bites.push(bite.done)
        after = bite.next
      } while (after !== null)
      expect(Math.max(...bites)).toBeLessThanOrEqual(41)
      expect(await store.deliveries.find(delivery.id)).toBeNull()
      expect((await store.runs.list({ limit: 200 })).rows.filter(({ kind }) => kind === 'flow')).toHaveLength(
        1
      )
    })

    // review: failing services 8
    it('removes comparisons of a subscription that is on, all but the newest, with their runs', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const [registration] = await store.subscriptions.attemptsOf(subscription.id)
      const compare = async (at: Millis) => {
        const { flowId, id: subscriptionId } = subscription
        const run = sampleRun(flowId, { kind: 'listing', subscriptionId, startedAt: at })
        const attempt = {
          ...{ id: newId(), subscriptionId: subscription.id, kind: 'reconciliation' as const },
          ...{ outcome: 'running' as const, startedAt: at, endedAt: null, fault: null, runId: run.id }
        }
        const { id } = subscription
        await store.subscriptions.beginAttempt(id, { attempt, run, registrationData: null })
        const finished = {
          ...run,
          status: { is: 'succeeded' as const },
          endedAt: at,
          steps: [],
          result: null
        }
        const how = { outcome: 'succeeded' as const, fault: null, run: finished, closes: null }
        await store.subscriptions.endAttempt(id, { at, attemptId: attempt.id, ...how })
        return { attempt, run }
      }
      const [first, newest] = [await compare(5_000), await compare(6_000)]
      await through(store.keeping.forgetRows, 20_000)
      const left = (await store.subscriptions.attemptsOf(subscription.id)).map(({ id }) => id)
      expect(left).toEqual([registration?.id, newest.attempt.id])
      expect(await store.runs.find(first.run.id)).toBeNull()
      expect(await store.runs.find(newest.run.id)).not.toBeNull()
    })

    it('removes attempts and entries of ended subscriptions, and counts of refused requests', async () => {
      const { store } = opened()
      const end = { at: 5_000, fault: sampleFault, outcome: 'failed', run: null } as const
      const [over, owing, unsure] = [await beginFlow(store), await beginFlow(store), await beginFlow(store)]
      for (const { subscription, attempt } of [over, owing, unsure]) {
        await store.subscriptions.endRegistering(subscription.id, {
          ...end,
          attemptId: attempt.id,
          how: subscription === unsure.subscription ? 'uncertain' : 'refused',
          cleanup: subscription === over.subscription ? null : sampleEntry(subscription)
        })
      }
      for (const { id, subscriptionId } of await store.cleanup.list()) {
        if (subscriptionId !== unsure.subscription.id) continue
        await store.cleanup.close(id, {
          how: 'by-hand',
          reason: 'The registration no longer exists.',
          at: 6_000
        })
      }
      const counts = {
        subscriptionId: over.subscription.id,
        reason: 'off',
        count: 2,
        firstAt: 1,
        lastAt: 6_000
      }
      await store.deliveries.countRefusals([counts])
      await through(store.keeping.forgetRows, 20_000)
      expect(await store.subscriptions.attemptsOf(over.subscription.id)).toEqual([])
      expect(await store.subscriptions.attemptsOf(owing.subscription.id)).toHaveLength(1)
      expect(await store.subscriptions.attemptsOf(unsure.subscription.id)).toHaveLength(1)
      expect(await store.cleanup.list()).toHaveLength(2)
      expect(await store.deliveries.refusalsOf(over.subscription.flowId)).toEqual([])
      const [entry] = (await store.cleanup.list()).filter(({ status }) => status.is === 'open')
      await store.cleanup.close(entry?.id ?? '', {
        how: 'by-hand',
        reason: 'The registration no longer exists.',
        at: 6_000
      })
      await through(store.keeping.forgetRows, 20_000)
      expect(await store.subscriptions.attemptsOf(owing.subscription.id)).toEqual([])
      // Its closed entry says that somebody has looked after it.
      expect(await store.cleanup.list()).toMatchObject([{ subscriptionId: unsure.subscription.id }])
    })

    it('clears a single flow, and lists the data that has to stay', async () => {
      const { store } = opened()
      const [subscription, other] = [await turnOn(store), await turnOn(store)]
      const cleared: Id[] = []
      for (let count = 0; count < 60; count++) cleared.push(await runOne(store, subscription, 10_000))
      cleared.push(await runOne(store, subscription, 10_000, quoting))
      const kept = await runOne(store, subscription, 10_000, onHold)
      await acceptOne(store, subscription, { receivedAt: 10_000 })
      const [later, others] = [await runOne(store, subscription, 30_000), await runOne(store, other, 10_000)]
      const measured = await store.keeping.measure(subscription.flowId)
      expect(measured).toMatchObject({
        deliveries: 64,
        runs: 63,
        needed: { accepted: 1, open: 0, onHold: 1 },
        more: false
      })
      expect(measured.bytes).toBeGreaterThan(64 * 14)
      const needed = { accepted: 0, open: 0, onHold: 0 }
      await through(async of => {
        const bite = await store.keeping.clear(subscription.flowId, of)
        needed.accepted += bite.needed.accepted
        needed.onHold += bite.needed.onHold
        return bite
      }, 20_000)
      expect(needed).toEqual({ accepted: 1, open: 0, onHold: 1 })
      for (const id of cleared) expect(await hasValues(id)).toBe(false)
      for (const id of [kept, later, others]) expect(await hasValues(id)).toBe(true)
      expect(
        (await store.runs.list({ scope: { flowId: subscription.flowId }, limit: 99 })).rows
      ).toHaveLength(64)
      expect(JSON.stringify(await store.runs.find(cleared.at(-1) ?? ''))).not.toContain('Zoë')
      expect(await store.keeping.measure(subscription.flowId)).toMatchObject({ deliveries: 3, runs: 2 })
    })

    it('remembers after a restart which flows are being cleared', async () => {
      const { store } = opened()
      const { flowId } = await turnOn(store)
      const clearing = { flowId, before: 9_000, done: 0, after: null }
      await store.keeping.noteClearing(clearing)
      await store.keeping.noteClearing({ ...clearing, done: 40, after: 'runs:7' })
      const again = await opened().reopen()
      expect(await again.keeping.clearings()).toEqual([{ ...clearing, done: 40, after: 'runs:7' }])
      await again.keeping.endClearing(flowId)
      expect(await again.keeping.clearings()).toEqual([])
    })

    it('estimates the size of stored data on the disk', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const empty = await store.keeping.size()
      expect(empty).toMatchObject({ index: 0, payloads: 0, deliveries: 0, isEstimate: false })
      const body = new Uint8Array(2_000).fill(97)
      const arrival = { method: 'POST', query: '', headers: [], body }
      const deliveries = Array.from(
        { length: 3_000 },
        (): NewDelivery => sampleDelivery(subscription.id, { arrival })
      )
      await Promise.all(deliveries.map(delivery => store.deliveries.accept(delivery)))
      const size = await store.keeping.size()
      expect(size.isEstimate).toBe(true)
      expect(Math.abs(size.deliveries - 3_000)).toBeLessThan(30)
      expect(Math.abs(size.payloads - 3_000 * 2_002)).toBeLessThan(60_000)
      expect(size.database + size.log).toBeGreaterThan(size.payloads)
    })
  })
}
