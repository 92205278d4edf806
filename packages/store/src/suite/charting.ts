import { MINUTE } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { acceptOne, firstRunOf, newId, sampleEnd, sampleFault, sampleWaiting, turnOn } from './samples.ts'

export const chartSuite = (open: OpenStore): void => {
  describe('a chart of deliveries', () => {
    const opened = openForEachTest(open)
    const plain = { erase: false, begun: false }
    const failed = { is: 'failed' as const, at: [], fault: sampleFault }
    const none = { failed: 0, open: 0, succeeded: 0, filtered: 0, refused: 0, duplicate: 0 }

    it('counts each once, by its time of arrival and its status', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const at = (minute: number) => ({ receivedAt: minute * MINUTE })
      const good = await acceptOne(store, subscription, at(1))
      await store.runs.finishFirst(
        firstRunOf(subscription, good, { startedAt: MINUTE + 5, finishedAt: MINUTE + 45 }),
        plain
      )
      const bad = await acceptOne(store, subscription, at(1))
      await store.runs.finishFirst(
        firstRunOf(subscription, bad, { status: failed, finishedAt: MINUTE + 90 }),
        plain
      )
      const again = { id: newId(), replayOf: bad.id, status: failed }
      await store.runs.begin(firstRunOf(subscription, bad, again))
      await acceptOne(store, subscription, {
        ...at(2),
        status: { is: 'filtered', why: 'The request is a ping.' }
      })
      await acceptOne(store, subscription, {
        ...at(2),
        status: { is: 'refused', why: 'The request is not signed.' }
      })
      await acceptOne(store, subscription, { ...at(2), status: { is: 'duplicate', of: good.id } })
      await acceptOne(store, subscription, at(4))
      const { edges, counts, took } = await store.deliveries.chart({ to: 5 * MINUTE, most: 5 })
      expect(edges).toEqual([1, 2, 3, 4, 5].map(minute => minute * MINUTE))
      expect(counts).toEqual([
        { ...none, succeeded: 1, failed: 1 },
        { ...none, filtered: 1, refused: 1, duplicate: 1 },
        none,
        { ...none, open: 1 }
      ])
      expect(took).toEqual({ of: 1, p50: 40, p95: 40 })
    })

    it('counts a waiting one as open, and one with any failure as failed, like the list', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const at = (minute: number) => ({ receivedAt: minute * MINUTE })
      const late = await acceptOne(store, subscription, at(1))
      const waits = firstRunOf(subscription, late, { status: sampleWaiting, finishedAt: null, result: null })
      const kept = {
        draws: [],
        wait: { key: 'wait!', result: '' },
        record: null,
        until: 99_000,
        orderKey: null
      }
      await store.waits.suspend(waits, kept)
      const list = await acceptOne(store, subscription, at(2))
      const first = firstRunOf(subscription, list, { finishedAt: 2 * MINUTE })
      const child = (recordIndex: number) => {
        const status = { is: 'queued' as const }
        const over = { id: newId(), recordIndex, status, finishedAt: null, steps: null, result: null }
        return { run: firstRunOf(subscription, list, over), record: {} }
      }
      const children = [child(0), child(1)]
      await store.runs.spread(first, children, { begun: false })
      const counted = async () => (await store.deliveries.chart({ to: 3 * MINUTE, most: 3 })).counts
      expect(await counted()).toEqual([
        { ...none, open: 1 },
        { ...none, open: 1 }
      ])
      await store.runs.finish(sampleEnd(children[0]?.run.id ?? '', { status: failed }), { erase: false })
      await store.runs.finish(sampleEnd(children[1]?.run.id ?? ''), { erase: false })
      expect(await counted()).toEqual([
        { ...none, open: 1 },
        { ...none, failed: 1 }
      ])
      const told = await store.runs.ofDeliveries([late.id, list.id])
      expect(told.get(late.id)).toMatchObject({ run: { status: { is: 'waiting' } }, hasFailed: false })
      expect(told.get(list.id)).toMatchObject({ run: { status: { is: 'succeeded' } }, hasFailed: true })
    })

    it('has a scope and a time range, and is empty without deliveries', async () => {
      const { store } = opened()
      const [a, b] = [await turnOn(store), await turnOn(store)]
      for (const minute of [1, 2]) await acceptOne(store, a, { receivedAt: minute * MINUTE })
      await acceptOne(store, b, { receivedAt: 2 * MINUTE })
      await acceptOne(store, a, { receivedAt: 3 * MINUTE })
      const openIn = async (filter: Parameters<typeof store.deliveries.chart>[0]) =>
        (await store.deliveries.chart(filter)).counts.map(count => count.open)
      const to = 4 * MINUTE
      expect(await openIn({ to, most: 5 })).toEqual([1, 2, 1])
      expect(await openIn({ scope: { flowId: b.flowId }, to, most: 3 })).toEqual([1, 0])
      expect(await openIn({ from: 2 * MINUTE, to: 3 * MINUTE, most: 2 })).toEqual([2, 0])
      expect(await openIn({ to, most: 2 })).toEqual([1, 3])
      expect(await openIn({ scope: { flowId: newId() }, to, most: 5 })).toEqual([0])
    })
  })
}
