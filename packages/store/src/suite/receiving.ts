import { DAY } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { KeyedRun } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { acceptOne, beginFlow, firstRunOf, newId, sampleDelivery, sampleFault, turnOn } from './samples.ts'

const keyOf = (text: string): Uint8Array => new TextEncoder().encode(text.padEnd(16, '.'))

export const receivingSuite = (open: OpenStore): void => {
  describe('repeated events', () => {
    const opened = openForEachTest(open)

    it('are stored as duplicates of the first, without their request and without a run', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const once = { flowId: subscription.flowId, key: keyOf('evt_1') }
      const [first, second] = [sampleDelivery(subscription.id), sampleDelivery(subscription.id)]
      expect(await store.deliveries.accept(first, once)).toBeNull()
      expect(await store.deliveries.accept(second, once)).toBe(first.id)
      expect(await store.deliveries.find(second.id)).toMatchObject({
        delivery: { status: { is: 'duplicate', of: first.id } },
        arrival: null
      })
      expect(await store.deliveries.waiting({ limit: 9 })).toMatchObject([{ delivery: { id: first.id } }])
    })

    it('are recognized in the same commit, and after a crash', async () => {
      const { store, reopen } = opened()
      const subscription = await turnOn(store)
      const once = { flowId: subscription.flowId, key: keyOf('evt_1') }
      const copies = Array.from({ length: 5 }, () => sampleDelivery(subscription.id))
      const firsts = await Promise.all(copies.map(copy => store.deliveries.accept(copy, once)))
      const [first] = copies
      expect(firsts).toEqual([null, first?.id, first?.id, first?.id, first?.id])
      const again = await (await reopen()).deliveries.accept(sampleDelivery(subscription.id), once)
      expect(again).toBe(first?.id)
    })

    it('are distinguished by flow and by key', async () => {
      const { store } = opened()
      const [one, other] = [await turnOn(store), await turnOn(store)]
      const accept = (of: typeof one, key: string) =>
        store.deliveries.accept(sampleDelivery(of.id), { flowId: of.flowId, key: keyOf(key) })
      expect(await accept(one, 'evt_1')).toBeNull()
      expect(await accept(one, 'evt_2')).toBeNull()
      expect(await accept(other, 'evt_1')).toBeNull()
    })

    it('are new again after seven days, swept or not', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const at = (receivedAt: number) =>
        store.deliveries.accept(sampleDelivery(subscription.id, { receivedAt }), {
          flowId: subscription.flowId,
          key: keyOf('evt_1')
        })
      expect(await at(1_000)).toBeNull()
      expect(await at(1_000 + 7 * DAY - 1)).not.toBeNull()
      expect(await at(1_000 + 7 * DAY)).toBeNull()
      expect(await at(1_000 + 7 * DAY + 1)).not.toBeNull()
    })

    it('are forgotten in batches', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const accept = (key: string, receivedAt: number) =>
        store.deliveries.accept(sampleDelivery(subscription.id, { receivedAt }), {
          flowId: subscription.flowId,
          key: keyOf(key)
        })
      for (const key of ['a', 'b', 'c']) await accept(key, 1_000)
      await accept('d', 9_000)
      expect(await store.deliveries.forgetKeys(5_000, 2)).toBe(2)
      expect(await store.deliveries.forgetKeys(5_000, 2)).toBe(1)
      expect(await store.deliveries.forgetKeys(5_000, 2)).toBe(0)
      expect(await accept('a', 1_000)).toBeNull()
      expect(await accept('d', 9_000)).not.toBeNull()
    })

    it('are new if the registration of the first one failed', async () => {
      const { store } = opened()
      const { subscription, attempt } = await beginFlow(store)
      const once = { flowId: subscription.flowId, key: keyOf('evt_1') }
      await store.deliveries.accept(sampleDelivery(subscription.id), once)
      await store.subscriptions.endRegistering(subscription.id, {
        at: 3_000,
        how: 'refused',
        fault: sampleFault,
        attemptId: attempt.id,
        outcome: 'failed',
        run: null,
        cleanup: null
      })
      const again = await beginFlow(store, subscription.flowId)
      expect(await store.deliveries.accept(sampleDelivery(again.subscription.id), once)).toBeNull()
    })
  })

  describe('order and refusals', () => {
    const opened = openForEachTest(open)

    it('return a waiting delivery with its order key', async () => {
      const { store, reopen } = opened()
      const subscription = await turnOn(store)
      await acceptOne(store, subscription, { orderKey: 'order 7' })
      await acceptOne(store, subscription)
      const waiting = await (await reopen()).deliveries.waiting({ limit: 9 })
      expect(waiting.map(({ delivery }) => delivery.orderKey)).toEqual(['order 7', null])
    })

    it('keep a refused request as a row without its body, with the reason', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const verdict = { reason: 'stale', facts: { seconds: 412 } }
      const refused = sampleDelivery(subscription.id, {
        status: { is: 'refused', why: 'it is old' },
        verdict
      })
      await store.deliveries.accept({ ...refused, arrival: null })
      expect(await store.deliveries.find(refused.id)).toMatchObject({
        delivery: { status: { is: 'refused', why: 'it is old' }, verdict, size: refused.size },
        arrival: null
      })
    })

    it('count refusals by subscription and reason', async () => {
      const { store } = opened()
      const [one, other] = [await turnOn(store), await turnOn(store)]
      const count = (subscriptionId: string, reason: string, at: number) => ({
        subscriptionId,
        reason,
        count: 2,
        firstAt: at,
        lastAt: at + 5
      })
      await store.deliveries.countRefusals([count(one.id, 'stale', 10), count(other.id, 'stale', 20)])
      await store.deliveries.countRefusals([count(one.id, 'stale', 30), count(one.id, 'off', 40)])
      expect(await store.deliveries.refusalsOf(one.flowId)).toEqual([
        { subscriptionId: one.id, reason: 'off', count: 2, firstAt: 40, lastAt: 45 },
        { subscriptionId: one.id, reason: 'stale', count: 4, firstAt: 10, lastAt: 35 }
      ])
    })
  })
}

/** Defines the tests of repeated records that involve runs. */
export const receivedRecordSuite = (open: OpenStore): void => {
  describe('repeated records', () => {
    const opened = openForEachTest(open)

    it('get no run if one with the same key was stored', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const spread = async (keys: (string | null)[]): Promise<(number | null)[]> => {
        const delivery = await acceptOne(store, subscription)
        const children = keys.map(
          (key, recordIndex): KeyedRun => ({
            run: { ...firstRunOf(subscription, { id: delivery.id }), id: newId(), recordIndex },
            record: {},
            ...(key === null ? {} : { key: keyOf(key) })
          })
        )
        const first = firstRunOf(subscription, delivery)
        const queued = await store.runs.spread(first, children, { begun: false })
        return queued.map(({ run }) => run.recordIndex)
      }
      expect(await spread(['a', 'b', 'a', null, null])).toEqual([0, 1, 3, 4])
      expect(await spread(['b', 'c'])).toEqual([1])
      expect(await spread(['b'])).toEqual([])
    })
  })
}
