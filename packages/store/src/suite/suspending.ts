import type { Subscription } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { QueuedRun, RunRow, Store, StoredWait } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import {
  acceptOne,
  firstRunOf,
  newId,
  sampleEnd,
  sampleRun,
  sampleWaiting,
  turnOn,
  type WholeDelivery
} from './samples.ts'

const waitingUntil = (until: number): RunRow['status'] => ({ ...sampleWaiting, until })

const kept = (until: number | null, over: Partial<StoredWait> = {}): StoredWait => ({
  draws: [],
  wait: { key: 'wait!', result: 'sealed' },
  record: null,
  until,
  orderKey: null,
  ...over
})

export const suspendingSuite = (open: OpenStore): void => {
  describe('runs that wait', () => {
    const opened = openForEachTest(open)

    /** Creates the first run of an event and suspends it. */
    const suspendOne = async (
      store: Store,
      until: number,
      params: { subscription?: Subscription; orderKey?: string; status?: RunRow['status'] } = {}
    ) => {
      const subscription = params.subscription ?? (await turnOn(store))
      const orderKey = params.orderKey ?? null
      const delivery = await acceptOne(store, subscription, { orderKey })
      const run = firstRunOf(subscription, delivery, {
        status: params.status ?? waitingUntil(until),
        finishedAt: null,
        result: null
      })
      await store.waits.suspend(run, kept(until, { orderKey }))
      return { subscription, delivery, run }
    }

    const idsOf = async (store: Store, to: number) =>
      (await store.waits.due({ to, limit: 100 })).map(({ id }) => id)

    it('are stored with their trace and journal, and their delivery is done', async () => {
      const subscription = await turnOn(opened().store)
      const delivery = await acceptOne(opened().store, subscription)
      const run = firstRunOf(subscription, delivery, {
        status: sampleWaiting,
        finishedAt: null,
        result: null
      })
      const draws = [{ key: 'now', result: 'drawn' }]
      const others = [{ key: 'each/1/wait!', result: 'sealed too' }]
      await opened().store.waits.suspend(
        run,
        kept(98_000, { draws, others: [{ key: 'each/1/wait!', result: 'old' }] })
      )
      await opened().store.waits.suspend(run, kept(99_000, { draws, others }))
      const store = await opened().reopen()
      expect(await store.runs.find(run.id)).toEqual(run)
      expect(await store.waits.find(run.id)).toEqual({ run, record: null })
      expect([...(await store.runs.journalOf(run.id))]).toEqual([
        ['each/1/wait!', { safe: true, result: 'sealed too' }],
        ['now', { safe: true, result: 'drawn' }],
        ['wait!', { safe: true, result: 'sealed' }]
      ])
      expect(await store.deliveries.find(delivery.id)).toMatchObject({ delivery: { status: { is: 'done' } } })
      expect(await store.deliveries.waiting({ limit: 9 })).toEqual([])
    })

    it('continue together when the breaker of their service closes, and no others', async () => {
      const { store } = opened()
      const other = await suspendOne(store, 9_000)
      const held = await suspendOne(store, 9_000)
      const sooner = await suspendOne(store, 2_000)
      const paused = await suspendOne(store, 9_000)
      const holdBack = async ({ run }: typeof held, until: number) => {
        const waitsFor = { is: 'held' as const, card: 'Tell', cause: 'the flow has not been called' }
        const status = { is: 'waiting' as const, until, at: [], waitsFor }
        await store.waits.suspend({ ...run, status }, kept(until))
      }
      await holdBack(held, 9_000)
      await holdBack(sooner, 2_000)
      await holdBack(paused, 9_000)
      await store.subscriptions.pause(paused.subscription.id, true, 3_000)
      await store.waits.follow(paused.subscription.id)
      expect(await store.waits.wakeHeld(4_000, 0)).toBeNull()
      expect(await idsOf(store, 4_000)).toEqual([sooner.run.id, held.run.id])
      expect(await store.runs.find(held.run.id)).toMatchObject({ status: { is: 'waiting', until: 4_000 } })
      expect(await store.runs.find(other.run.id)).toMatchObject({ status: { until: 9_000 } })
      await store.subscriptions.pause(paused.subscription.id, false, 5_000)
      await store.waits.follow(paused.subscription.id)
      expect(await idsOf(store, 4_000)).toContain(paused.run.id)
    })

    it('are counted by the reason of their wait, separately from those on hold', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const waitsFor = { is: 'held' as const, card: 'Tell', cause: 'the flow has not been called' }
      await suspendOne(store, 9_000, { subscription })
      const status = { is: 'waiting' as const, until: 9_000, at: [], waitsFor }
      await suspendOne(store, 9_000, { subscription, status })
      const { run } = await suspendOne(store, 9_000, { subscription })
      await store.waits.suspend({ ...run, status: { is: 'on-hold', why: 'The run failed.' } }, kept(null))
      await suspendOne(store, 9_000)
      const none = { onHold: 0, held: 0, waiting: 0 }
      const own = { onHold: 1, held: 1, waiting: 1 }
      expect(await store.waits.count({ flowId: subscription.flowId })).toEqual(own)
      expect(await store.waits.count({ flowId: newId() })).toEqual(none)
      expect(await store.waits.count({})).toEqual({ ...own, waiting: 2 })
      const ownerId = (await store.flows.ownerOf(subscription.flowId))?.ownerId ?? ''
      expect(await store.waits.count({ ownerId })).toEqual({ ...own, waiting: 2 })
      expect(await store.waits.count({ ownerId: 'nobody' })).toEqual(none)
    })

    it('that were blocked continue a few at a time, each once', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const waitsFor = { is: 'held' as const, card: 'Tell', cause: 'the flow has not been called' }
      const status = { is: 'waiting' as const, until: 9_000, at: [], waitsFor }
      await Promise.all(Array.from({ length: 250 }, () => suspendOne(store, 9_000, { subscription, status })))
      const dueAt = async () => (await store.waits.due({ to: 4_000, limit: 1_000 })).length
      const seen = []
      for (let from: number | null = 0; from !== null; ) {
        from = await store.waits.wakeHeld(4_000, from)
        seen.push(await dueAt())
      }
      expect(seen).toEqual([200, 250])
    })

    it('are due in the order of their times, from a time and after a run, without those of some subscriptions', async () => {
      const { store } = opened()
      const late = await suspendOne(store, 9_000)
      const early = await suspendOne(store, 3_000)
      const middle = await suspendOne(store, 6_000)
      expect(await store.waits.next(0)).toBe(3_000)
      expect(await store.waits.next(3_000)).toBe(6_000)
      expect(await idsOf(store, 2_999)).toEqual([])
      expect(await store.waits.due({ to: 6_000, limit: 9 })).toEqual([
        {
          id: early.run.id,
          subscriptionId: early.subscription.id,
          deliveryId: early.delivery.id,
          until: 3_000,
          orderKey: null,
          starts: 0
        },
        expect.objectContaining({ id: middle.run.id, until: 6_000 })
      ])
      expect(await store.waits.due({ to: 9_000, after: 3_000, limit: 1 })).toMatchObject([
        { id: middle.run.id }
      ])
      const behind = { until: 6_000, id: middle.run.id }
      expect(await store.waits.due({ to: 9_000, behind, limit: 9 })).toMatchObject([{ id: late.run.id }])
      const except = [early.subscription.id, late.subscription.id]
      expect(await store.waits.due({ to: 9_000, except, limit: 9 })).toMatchObject([{ id: middle.run.id }])
    })

    it('with the same time are each due once, page by page', async () => {
      const { store } = opened()
      const ids = []
      for (let count = 0; count < 5; count++) ids.push((await suspendOne(store, 3_000)).run.id)
      const seen = []
      for (let page = await store.waits.due({ to: 3_000, limit: 2 }); page.length > 0; ) {
        seen.push(...page.map(({ id }) => id))
        const behind = page.at(-1)
        page = behind === undefined ? [] : await store.waits.due({ to: 3_000, behind, limit: 2 })
      }
      expect(seen.toSorted()).toEqual(ids.toSorted())
    })

    it('count their starts until they wait again', async () => {
      const { store } = opened()
      const { run } = await suspendOne(store, 3_000)
      const starts = async () => (await store.waits.due({ to: 99_000, limit: 9 })).map(one => one.starts)
      await store.waits.countStarts([run.id])
      await store.waits.countStarts([run.id])
      expect(await starts()).toEqual([2])
      await store.waits.clearStarts([run.id])
      expect(await starts()).toEqual([0])
      await store.waits.countStarts([run.id])
      await store.waits.suspend({ ...run, status: waitingUntil(7_000) }, kept(7_000))
      expect(await starts()).toEqual([0])
      expect(await store.waits.next(0)).toBe(7_000)
    })

    it('end with their run, and their journal is deleted', async () => {
      const { store } = opened()
      const { run } = await suspendOne(store, 3_000)
      await store.runs.finish(sampleEnd(run.id), { erase: false, woken: true })
      expect(await store.waits.next(0)).toBeNull()
      expect(await store.waits.find(run.id)).toBeNull()
      expect((await store.runs.journalOf(run.id)).size).toBe(0)
    })

    it('end when their prologue has made runs for its records', async () => {
      const { store } = opened()
      const { run, subscription, delivery } = await suspendOne(store, 3_000)
      const child: QueuedRun = {
        run: {
          ...sampleRun(run.flowId, { subscriptionId: subscription.id, deliveryId: delivery.id }),
          id: newId(),
          recordIndex: 0,
          status: { is: 'queued' }
        },
        record: { name: 'Ada' }
      }
      await store.runs.spread({ ...run, ...sampleEnd(run.id) }, [child], { begun: true, woken: true })
      expect(await store.waits.next(0)).toBeNull()

      const status = waitingUntil(5_000)
      await store.waits.suspend({ ...child.run, status }, kept(5_000))
      expect(await store.runs.queued({ limit: 9 })).toEqual([])
      expect(await store.waits.find(child.run.id)).toEqual({
        run: { ...child.run, status },
        record: { name: 'Ada' }
      })
    })

    it('are due only while their subscription runs deliveries, each at its own time', async () => {
      const { store } = opened()
      const { run, subscription } = await suspendOne(store, 99_000)
      const other = await suspendOne(store, 99_000)
      await store.subscriptions.pause(subscription.id, true, 5_000)
      expect(await idsOf(store, 99_000)).toEqual([other.run.id])
      await store.waits.follow(other.subscription.id)
      await store.runs.finish(sampleEnd(other.run.id), { erase: false, woken: true })
      expect(await store.waits.next(0)).toBe(99_000)
      for (const followed of [subscription.id, null]) {
        await store.waits.follow(followed)
        expect(await store.waits.next(0)).toBeNull()
      }
      await store.subscriptions.pause(subscription.id, false, 6_000)
      await store.waits.follow(other.subscription.id)
      expect(await store.waits.next(0)).toBeNull()
      await store.waits.follow(subscription.id)
      expect(await idsOf(store, 99_000)).toEqual([run.id])
    })

    it('are recovered at a start without a notification', async () => {
      const { subscription, run } = await suspendOne(opened().store, 99_000)
      await opened().store.subscriptions.pause(subscription.id, true, 5_000)
      await opened().store.waits.follow(subscription.id)
      await opened().store.subscriptions.pause(subscription.id, false, 6_000)
      const store = await opened().reopen()
      await store.waits.follow(null)
      expect(await idsOf(store, 99_000)).toEqual([run.id])
    })

    it('keep the lock of their order key until they end or are on hold', async () => {
      const { store } = opened()
      const { run, subscription } = await suspendOne(store, 3_000, { orderKey: 'ada' })
      expect(await store.waits.orders()).toEqual([{ flowId: subscription.flowId, orderKey: 'ada' }])
      const behind = await acceptOne(store, subscription, { orderKey: 'ada' })
      const others: WholeDelivery[] = []
      for (const orderKey of ['bo', null]) others.push(await acceptOne(store, subscription, { orderKey }))
      const other = await turnOn(store)
      others.push(await acceptOne(store, other, { orderKey: 'ada' }))
      const waiting = async () =>
        (await store.deliveries.waiting({ limit: 9 })).map(({ delivery }) => delivery.id)
      expect(await waiting()).toEqual(others.map(({ id }) => id))

      const onHold = { is: 'on-hold' as const, why: 'All attempts failed.', at: ['wait'] }
      await store.waits.suspend({ ...run, status: onHold }, kept(null))
      expect(await waiting()).toEqual([behind, ...others].map(({ id }) => id))
      expect(await store.waits.orders()).toEqual([])
      expect(await store.waits.next(0)).toBeNull()
    })

    it('block the ordered records of their own delivery', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const delivery = await acceptOne(store, subscription, { orderKey: 'ada' })
      const children = [0, 1].map(
        (recordIndex): QueuedRun => ({
          run: {
            ...sampleRun(subscription.flowId, { subscriptionId: subscription.id, deliveryId: delivery.id }),
            id: newId(),
            recordIndex,
            status: { is: 'queued' }
          },
          record: {}
        })
      )
      await store.runs.spread(firstRunOf(subscription, delivery), children, { begun: false })
      const [first] = children
      if (first === undefined) throw new Error('Expected two child runs.')
      expect(await store.runs.spreading({})).toHaveLength(1)
      const status = waitingUntil(5_000)
      await store.waits.suspend({ ...first.run, status }, kept(5_000, { orderKey: 'ada' }))
      expect(await store.runs.spreading({})).toEqual([])
      await store.runs.finish(sampleEnd(first.run.id), { erase: false, woken: true })
      expect(await store.runs.spreading({})).toHaveLength(1)
    })

    it('keep their request until they end, even if it is not to be stored', async () => {
      const { store } = opened()
      const { run, delivery } = await suspendOne(store, 3_000)
      const bodyOf = async () => (await store.deliveries.find(delivery.id))?.arrival
      const onHold = { is: 'on-hold' as const, why: 'All attempts failed.' }
      await store.waits.suspend({ ...run, status: onHold }, kept(null))
      expect(await bodyOf()).toBeTruthy()
      await store.waits.cancel({ ...run, status: { is: 'cancelled' }, finishedAt: 8_000 }, { erase: true })
      expect(await bodyOf()).toBeNull()
      expect(await store.runs.find(run.id)).toMatchObject({ steps: null, status: { is: 'cancelled' } })
    })

    it('continue on request, with the state of their wait', async () => {
      const { store } = opened()
      const { run } = await suspendOne(store, 99_000, { orderKey: 'ada' })
      await store.waits.goOn(run.id, 4_000)
      expect(await store.waits.due({ to: 4_000, limit: 9 })).toMatchObject([
        { id: run.id, orderKey: 'ada', until: 4_000 }
      ])
      expect(await store.runs.find(run.id)).toMatchObject({ status: waitingUntil(4_000) })

      const onHold = { is: 'on-hold' as const, why: 'All attempts failed.', at: ['wait'] }
      await store.waits.suspend({ ...run, status: onHold, finishedAt: 5_000 }, kept(null))
      await store.waits.goOn(run.id, 6_000)
      expect(await store.runs.find(run.id)).toMatchObject({
        status: { is: 'waiting', until: 6_000, at: ['wait'], waitsFor: { is: 'asked' } },
        finishedAt: null
      })
      expect(await store.waits.due({ to: 6_000, limit: 9 })).toMatchObject([{ id: run.id, orderKey: null }])
    })

    it('can be ended by hand, with their trace, and release the order lock', async () => {
      const { store } = opened()
      const { run, subscription } = await suspendOne(store, 99_000, { orderKey: 'ada' })
      expect(await store.waits.ofFlow(subscription.flowId)).toEqual([run.id])
      const end = { ...run, status: { is: 'cancelled' as const }, finishedAt: 8_000 }
      expect(await store.waits.cancel(end, { erase: false })).toEqual({
        flowId: subscription.flowId,
        orderKey: 'ada'
      })
      expect(await store.runs.find(run.id)).toEqual(end)
      expect((await store.runs.journalOf(run.id)).size).toBe(0)
      expect(await store.waits.next(0)).toBeNull()
      expect(await store.waits.ofFlow(subscription.flowId)).toEqual([])
    })

    it('stay ended, even if they were continued meanwhile', async () => {
      const { store } = opened()
      const { run, subscription, delivery } = await suspendOne(store, 3_000, { orderKey: 'ada' })
      const end = { ...run, status: { is: 'cancelled' as const }, finishedAt: 8_000 }
      await store.waits.cancel(end, { erase: false })
      const child: QueuedRun = {
        run: {
          ...sampleRun(run.flowId, { subscriptionId: subscription.id, deliveryId: delivery.id }),
          id: newId(),
          recordIndex: 0,
          status: { is: 'queued' }
        },
        record: {}
      }
      const woken = true
      const writes = [
        () => store.waits.suspend(run, kept(9_000, { orderKey: 'ada', woken })),
        () => store.runs.finish(sampleEnd(run.id), { erase: false, woken }),
        () => store.runs.spread({ ...run, ...sampleEnd(run.id) }, [child], { begun: true, woken })
      ]
      for (const write of writes) await expect(write()).rejects.toMatchObject({ code: 'run.not-suspended' })
      await expect(
        store.waits.suspend({ ...run, id: newId() }, kept(9_000, { woken }))
      ).rejects.toMatchObject({
        code: 'run.gone'
      })
      expect(await store.runs.find(run.id)).toEqual(end)
      expect(await store.waits.orders()).toEqual([])
      expect(await store.runs.queued({ limit: 9 })).toEqual([])
    })

    it('can be changed only while they wait or are on hold', async () => {
      const { store } = opened()
      const { run } = await suspendOne(store, 99_000)
      await store.runs.finish(sampleEnd(run.id), { erase: false, woken: true })
      const acts = [
        (id: string) => store.waits.goOn(id, 1_000),
        (id: string) => store.waits.cancel(sampleEnd(id), { erase: false })
      ]
      for (const act of acts) {
        await expect(act(run.id)).rejects.toMatchObject({ code: 'run.not-suspended' })
        await expect(act(newId())).rejects.toMatchObject({ code: 'run.gone' })
      }
    })
  })
}
