import type { RunStatus } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import { type OpenStore, openForEachTest } from './each-test.ts'
import {
  acceptOne,
  beginFlow,
  firstRunOf,
  keepFlow,
  newId,
  sampleEnd,
  sampleFault,
  sampleRun,
  sampleWaiting,
  turnOn
} from './samples.ts'

const statuses: RunStatus[] = [
  { is: 'queued' },
  { is: 'running' },
  sampleWaiting,
  { is: 'succeeded' },
  { is: 'succeeded', stoppedAt: ['each', 3, 'continue'] },
  { is: 'failed', at: ['http'], fault: sampleFault },
  { is: 'on-hold', why: 'The run stopped the server three times.' },
  { is: 'cancelled' }
]

export const runSuite = (open: OpenStore): void => {
  describe('runs', () => {
    const opened = openForEachTest(open)
    const plain = { erase: false, begun: false }

    it.each(statuses)('are stored as $is', async status => {
      const { store, reopen } = opened()
      const flow = await keepFlow(store)
      const run = sampleRun(flow.id, { kind: 'test', status })
      await store.runs.begin(run)
      expect(await store.runs.find(run.id)).toEqual(run)
      expect(await (await reopen()).runs.find(run.id)).toEqual(run)
    })

    it.each(statuses)('end as $is', async status => {
      const { store } = opened()
      const run = sampleRun((await keepFlow(store)).id, { kind: 'authping' })
      await store.runs.begin(run)
      const end = sampleEnd(run.id, { status })
      await store.runs.finish(end, { erase: false })
      expect(await store.runs.find(run.id)).toEqual({ ...run, ...end })
    })

    it('of a missing flow, subscription or delivery are refused', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const ofFlow = store.runs.begin(sampleRun(newId()))
      await expect(ofFlow).rejects.toMatchObject({ code: 'flow.gone' })
      const ofNone = sampleRun(subscription.flowId, { subscriptionId: newId() })
      await expect(store.runs.begin(ofNone)).rejects.toMatchObject({ code: 'subscription.gone' })
      const run = firstRunOf(subscription, { id: newId() })
      await expect(store.runs.finishFirst(run, plain)).rejects.toMatchObject({ code: 'delivery.gone' })
      await expect(store.runs.finishFirst({ ...run, flowId: newId() }, plain)).rejects.toMatchObject({
        code: 'flow.gone'
      })
      await expect(store.runs.finish(sampleEnd(newId()), plain)).rejects.toMatchObject({ code: 'run.gone' })
      expect(await store.runs.find(newId())).toBeNull()
      expect(await store.runs.find(run.id)).toBeNull()
    })

    it('finish a delivery’s first run durably, with its trace', async () => {
      const subscription = await turnOn(opened().store)
      const delivery = await acceptOne(opened().store, subscription)
      const run = firstRunOf(subscription, delivery)
      await opened().store.runs.finishFirst(run, plain)
      const store = await opened().reopen()
      expect(await store.runs.find(delivery.id)).toEqual(run)
      expect(await store.deliveries.waiting({ limit: 9 })).toEqual([])
    })

    it('finish a first run while the next deliveries are accepted', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const delivery = await acceptOne(store, subscription)
      const run = firstRunOf(subscription, delivery)
      const [next] = await Promise.all([acceptOne(store, subscription), store.runs.finishFirst(run, plain)])
      expect(await store.runs.find(run.id)).toEqual(run)
      expect((await store.deliveries.waiting({ limit: 9 })).map(one => one.delivery.id)).toEqual([next.id])
    })

    it('refuse a second first run', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const delivery = await acceptOne(store, subscription)
      await store.runs.finishFirst(firstRunOf(subscription, delivery), plain)
      const second = firstRunOf(subscription, delivery, { result: { greeting: 'Again' } })
      await expect(store.runs.finishFirst(second, plain)).rejects.toMatchObject({ code: 'storage.failed' })
      expect(await store.runs.find(delivery.id)).toMatchObject({ result: { greeting: 'Hello Zoë' } })
      expect((await store.runs.list({ deliveryId: delivery.id, limit: 9 })).rows).toHaveLength(1)
    })

    it('finish a first run over the row of an earlier effect, any number of times', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const delivery = await acceptOne(store, subscription)
      const run = firstRunOf(subscription, delivery)
      const begun = {
        ...run,
        status: { is: 'running' as const },
        finishedAt: null,
        steps: null,
        result: null
      }
      await store.runs.intend(begun, { key: 'http', safe: false, draws: [] })
      expect(await store.runs.find(run.id)).toEqual(begun)
      for (let times = 0; times < 2; times += 1) {
        await store.runs.finishFirst(run, { erase: false, begun: true })
        expect(await store.runs.find(run.id)).toEqual(run)
      }
      expect((await store.runs.list({ deliveryId: delivery.id, limit: 9 })).rows).toHaveLength(1)
    })

    it('never change an ended delivery to done', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const delivery = await acceptOne(store, subscription)
      await store.deliveries.settle(delivery.id, { is: 'filtered', why: 'Meanwhile.' })
      await store.runs.finishFirst(firstRunOf(subscription, delivery), plain)
      expect(await store.deliveries.find(delivery.id)).toMatchObject({
        delivery: { status: { is: 'filtered' } }
      })
    })

    it('without a delivery or a running attempt are ended after an interruption, and no others', async () => {
      const { store } = opened()
      const beginning = await beginFlow(store)
      const subscription = await turnOn(store)
      const delivery = await acceptOne(store, subscription)
      const running = { status: { is: 'running' as const }, finishedAt: null, steps: null, result: null }
      const first = firstRunOf(subscription, delivery, running)
      const test = sampleRun(subscription.flowId, { kind: 'test' })
      for (const run of [first, test]) await store.runs.record(run, { key: 'a', safe: true, result: 1 })
      await store.runs.endInterrupted({ at: 9_000, fault: sampleFault })
      expect(await store.runs.find(test.id)).toEqual({
        ...test,
        status: { is: 'failed', at: [], fault: sampleFault },
        finishedAt: 9_000
      })
      expect(await store.runs.journalOf(test.id)).toEqual(new Map())
      expect(await store.runs.find(first.id)).toEqual(first)
      expect((await store.runs.journalOf(first.id)).size).toBe(1)
      expect(await store.runs.find(beginning.run?.id ?? '')).toEqual(beginning.run)
    })

    // review: cores A17
    it('keep an interrupted replay unchanged, and list it for recovery', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const delivery = await acceptOne(store, subscription)
      await store.runs.finishFirst(firstRunOf(subscription, delivery), plain)
      const running = { status: { is: 'running' as const }, finishedAt: null, steps: null, result: null }
      const replay = firstRunOf(subscription, delivery, { ...running, id: newId(), replayOf: delivery.id })
      await store.runs.begin(replay)
      await store.runs.endInterrupted({ at: 9_000, fault: sampleFault })
      expect(await store.runs.find(replay.id)).toEqual(replay)
      await store.deliveries.countStarts([delivery.id])
      expect(await store.runs.interruptedReplays()).toEqual([{ run: replay, starts: 1 }])
    })

    it('refuse a replay during another run of its delivery, also of two begun at once', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const delivery = await acceptOne(store, subscription)
      await store.runs.finishFirst(firstRunOf(subscription, delivery), plain)
      const running = { status: { is: 'running' as const }, finishedAt: null, steps: null, result: null }
      const replays = [newId(), newId()].map(id =>
        firstRunOf(subscription, delivery, { ...running, id, replayOf: delivery.id })
      )
      const ends = await Promise.allSettled(replays.map(replay => store.runs.begin(replay)))
      const [begun, refused] = ends.toSorted((one, other) => one.status.localeCompare(other.status))
      expect(begun).toMatchObject({ status: 'fulfilled' })
      expect(refused).toMatchObject({ reason: { code: 'delivery.cannot-replay' } })
      const { rows } = await store.runs.list({ deliveryId: delivery.id, limit: 9 })
      expect(rows.filter(({ replayOf }) => replayOf !== null)).toHaveLength(1)
    })

    it('store the original run and the mode of a replay', async () => {
      const { store, reopen } = opened()
      const subscription = await turnOn(store)
      const delivery = await acceptOne(store, subscription)
      await store.runs.finishFirst(firstRunOf(subscription, delivery), plain)
      const how = { replayOf: delivery.id, replay: { on: 'draft', effects: false, alone: true } } as const
      const replay = firstRunOf(subscription, delivery, { id: newId(), recordIndex: 2, ...how })
      await store.runs.begin(replay)
      const again = await reopen()
      expect(await again.runs.find(replay.id)).toEqual(replay)
      const { rows } = await again.runs.list({ limit: 9, deliveryId: delivery.id })
      expect(rows).toMatchObject([how, { replayOf: null, replay: null }])
    })

    it('store the revision that they ran', async () => {
      const { store, reopen } = opened()
      const subscription = await turnOn(store)
      const { revisionId } = subscription.terms
      const delivery = await acceptOne(store, subscription)
      const unknown = firstRunOf(subscription, delivery, { id: newId(), revisionId: newId() })
      await expect(store.runs.begin(unknown)).rejects.toMatchObject({ code: 'flow.gone' })
      await store.runs.finishFirst(firstRunOf(subscription, delivery, { revisionId }), plain)
      expect(await (await reopen()).runs.find(delivery.id)).toMatchObject({ revisionId })
    })

    it('are listed in pages, newest first, by flow and by delivery', async () => {
      const { store } = opened()
      const [a, b] = [await turnOn(store), await turnOn(store)]
      const ofA: string[] = []
      for (let at = 0; at < 9; at += 1) {
        const subscription = at % 3 === 0 ? b : a
        const delivery = await acceptOne(store, subscription)
        await store.runs.finishFirst(firstRunOf(subscription, delivery), plain)
        if (subscription === a) ofA.unshift(delivery.id)
      }
      const seen: string[] = []
      for (;;) {
        const before = seen.at(-1)
        const scope = { flowId: a.flowId }
        const { rows: page } = await store.runs.list({ scope, ...(before && { before }), limit: 2 })
        if (page.length === 0) break
        seen.push(...page.map(({ id }) => id))
      }
      expect(seen.slice(0, 6)).toEqual(ofA)
      const [newest] = ofA
      const ofNewest = await store.runs.list({ limit: 9, ...(newest && { deliveryId: newest }) })
      const [run, ...rest] = ofNewest.rows
      expect(rest).toEqual([])
      expect(run).toEqual({
        id: newest,
        kind: 'flow',
        flowId: a.flowId,
        subscriptionId: a.id,
        deliveryId: newest,
        recordIndex: null,
        revisionId: null,
        replayOf: null,
        replay: null,
        status: { is: 'succeeded' },
        startedAt: 2_000,
        finishedAt: 3_000
      })
      expect((await store.runs.list({ limit: 2 })).rows.map(({ id }) => id)).toEqual(ofA.slice(0, 2))
    })
  })
}
