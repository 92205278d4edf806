import type { Id, Subscription } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { acceptOne, beginFlow, beginOff, firstRunOf, newId, sampleFault, turnOff, turnOn } from './samples.ts'

export const waitingSuite = (open: OpenStore): void => {
  describe('waiting deliveries', () => {
    const opened = openForEachTest(open)

    const idsOf = async (store: Store, filter: { subscriptionId?: Id; after?: Id; limit?: number } = {}) =>
      (await store.deliveries.waiting({ limit: 100, ...filter })).map(({ delivery }) => delivery.id)

    // review: cores A7
    it('are listed without their requests, in order, and are read by their ids', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const accepted = []
      for (const orderKey of ['a', null, 'b'])
        accepted.push(await acceptOne(store, subscription, { orderKey }))
      const ids = accepted.map(({ id }) => id)
      await store.deliveries.countStarts(ids.slice(0, 1))
      const backlog = await store.deliveries.backlog({ limit: 9 })
      expect(backlog).toEqual(
        accepted.map(({ id, orderKey }, at) => ({
          id,
          subscriptionId: subscription.id,
          orderKey,
          starts: at === 0 ? 1 : 0
        }))
      )
      const [first, second, third] = ids
      expect((await store.deliveries.backlog({ limit: 1, after: first ?? '' })).map(({ id }) => id)).toEqual([
        second
      ])
      const these = await store.deliveries.waiting({ ids: [third ?? '', first ?? ''], limit: 9 })
      expect(these.map(({ delivery }) => delivery.id)).toEqual([first, third])
    })

    it('are read after a restart with all data to run them, in the order of arrival', async () => {
      const subscription = await turnOn(opened().store)
      const first = await acceptOne(opened().store, subscription)
      const second = await acceptOne(opened().store, subscription)
      const { arrival, ...delivery } = first
      const store = await opened().reopen()
      const waiting = await store.deliveries.waiting({ limit: 100 })
      expect(waiting[0]).toEqual({
        delivery,
        arrival: { ...arrival, body: Buffer.from(arrival.body) },
        starts: 0,
        hasBegun: false
      })
      expect(waiting[1]?.delivery.id).toBe(second.id)
      expect(waiting).toHaveLength(2)
    })

    it('belong to subscriptions that are on, or were on at the time of the events', async () => {
      const { store } = opened()
      const [on, paused, leaving, left] = [
        await turnOn(store),
        await turnOn(store),
        await turnOn(store),
        await turnOn(store)
      ]
      const registering = (await beginFlow(store)).subscription
      const ids = new Map<Subscription, Id>()
      for (const each of [on, paused, leaving, left, registering]) {
        ids.set(each, (await acceptOne(store, each)).id)
      }
      await store.subscriptions.pause(paused.id, true, 5_000)
      await beginOff(store, leaving)
      await turnOff(store, left)
      expect(await idsOf(store)).toEqual([on, leaving, left].map(each => ids.get(each)))
      for (const each of [on, paused, leaving, left, registering]) {
        const runs = each !== paused && each !== registering
        expect(await idsOf(store, { subscriptionId: each.id })).toEqual(runs ? [ids.get(each)] : [])
      }
      expect(await idsOf(store, { subscriptionId: newId() })).toEqual([])
    })

    it('end when registering has failed', async () => {
      const { store } = opened()
      const { subscription, attempt } = await beginFlow(store)
      await acceptOne(store, subscription)
      await store.subscriptions.endRegistering(subscription.id, {
        at: 5_000,
        how: 'refused',
        fault: sampleFault,
        attemptId: attempt.id,
        outcome: 'failed',
        run: null,
        cleanup: null
      })
      expect(await idsOf(store, { subscriptionId: subscription.id })).toEqual([])
    })

    it('are read in pages, after the last one', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const ids: Id[] = []
      for (let at = 0; at < 7; at += 1) ids.push((await acceptOne(store, subscription)).id)
      const [, , third] = ids
      expect(await idsOf(store, { limit: 3 })).toEqual(ids.slice(0, 3))
      expect(await idsOf(store, { limit: 3, ...(third && { after: third }) })).toEqual(ids.slice(3, 6))
      const one = { subscriptionId: subscription.id, limit: 3 }
      expect(await idsOf(store, { ...one, ...(third && { after: third }) })).toEqual(ids.slice(3, 6))
    })

    it('count their starts, over restarts', async () => {
      const subscription = await turnOn(opened().store)
      const [a, b] = [
        await acceptOne(opened().store, subscription),
        await acceptOne(opened().store, subscription)
      ]
      await opened().store.deliveries.countStarts([a.id, b.id])
      await opened().store.deliveries.countStarts([a.id, newId()])
      const store = await opened().reopen()
      expect((await store.deliveries.waiting({ limit: 9 })).map(({ starts }) => starts)).toEqual([2, 1])
    })

    it('say if an effect had begun their first run', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const [a, b] = [await acceptOne(store, subscription), await acceptOne(store, subscription)]
      const run = { ...firstRunOf(subscription, a), status: { is: 'running' as const }, finishedAt: null }
      await store.runs.intend(run, { key: 'http', safe: false, draws: [] })
      await store.runs.begin({ ...firstRunOf(subscription, b), id: newId(), kind: 'test' })
      const waiting = await store.deliveries.waiting({ limit: 9 })
      expect(waiting.map(({ delivery, hasBegun }) => [delivery.id, hasBegun])).toEqual([
        [a.id, true],
        [b.id, false]
      ])
    })
  })
}
