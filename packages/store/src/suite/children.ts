import type { Id, Subscription } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { QueuedRun, Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import {
  acceptOne,
  firstRunOf,
  newId,
  sampleEnd,
  sampleFault,
  sampleWaiting,
  turnOff,
  turnOn
} from './samples.ts'

const childrenOf = (subscription: Subscription, deliveryId: Id, count: number): QueuedRun[] =>
  Array.from({ length: count }, (_, recordIndex) => ({
    run: {
      ...firstRunOf(subscription, { id: deliveryId }),
      id: newId(),
      recordIndex,
      status: { is: 'queued' },
      finishedAt: null,
      steps: null,
      result: null
    },
    record: { name: `Person ${recordIndex}`, tags: ['a', null, { deep: true }] }
  }))

export const childrenSuite = (open: OpenStore): void => {
  describe('runs for records in Run mode', () => {
    const opened = openForEachTest(open)

    const spread = async (store: Store, count: number) => {
      const subscription = await turnOn(store)
      const delivery = await acceptOne(store, subscription)
      const children = childrenOf(subscription, delivery.id, count)
      await store.runs.spread(firstRunOf(subscription, delivery), children, { begun: false })
      return { subscription, delivery, children }
    }

    it('are queued with the end of the prologue, in one commit and in order', async () => {
      const { delivery, children } = await spread(opened().store, 5)
      const store = await opened().reopen()
      expect(await store.deliveries.find(delivery.id)).toMatchObject({ delivery: { status: { is: 'done' } } })
      expect(await store.runs.queued({ deliveryId: delivery.id, limit: 9 })).toEqual(children)
      expect(await store.runs.queued({ limit: 2 })).toEqual(children.slice(0, 2))
      expect((await store.runs.list({ deliveryId: delivery.id, limit: 9 })).rows).toHaveLength(6)
    })

    it('are not queued, nor is the delivery done, if one of them cannot be written', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const delivery = await acceptOne(store, subscription)
      const [child] = childrenOf(subscription, delivery.id, 1)
      if (child === undefined) throw new Error('Expected one child run.')
      const spreading = store.runs.spread(firstRunOf(subscription, delivery), [child, child], {
        begun: false
      })
      await expect(spreading).rejects.toMatchObject({ code: 'storage.failed' })
      expect((await store.runs.list({ deliveryId: delivery.id, limit: 9 })).rows).toEqual([])
      expect(await store.deliveries.waiting({ limit: 9 })).toHaveLength(1)
    })

    it('are queued after a prologue with effects', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const delivery = await acceptOne(store, subscription)
      const run = firstRunOf(subscription, delivery)
      await store.runs.record(
        { ...run, status: { is: 'running' } },
        { key: 'http', safe: true, result: { outputs: {} } }
      )
      const children = childrenOf(subscription, delivery.id, 2)
      await store.runs.spread(run, children, { begun: true })
      expect(await store.runs.find(run.id)).toEqual(run)
      expect(await store.runs.journalOf(run.id)).toEqual(new Map())
      expect(await store.runs.queued({ limit: 9 })).toEqual(children)
    })

    it('leave the queue one by one as they end', async () => {
      const { store } = opened()
      const { children } = await spread(store, 3)
      for (const [at, { run }] of children.entries()) {
        const end = sampleEnd(
          run.id,
          at === 1 ? { status: { is: 'failed', at: ['http'], fault: sampleFault } } : {}
        )
        await store.runs.finish(end, { erase: false })
        expect(await store.runs.queued({ limit: 9 })).toEqual(children.slice(at + 1))
        expect(await store.runs.find(run.id)).toMatchObject({ ...end, startedAt: run.startedAt })
      }
    })

    it('have the begin that their end, or their wait, names', async () => {
      const { store } = opened()
      const { children } = await spread(store, 2)
      const [first, second] = children.map(({ run }) => run)
      if (first === undefined || second === undefined) throw new Error('Expected two child runs.')
      await store.runs.finish({ ...sampleEnd(first.id), startedAt: 7_000 }, { erase: false })
      expect(await store.runs.find(first.id)).toMatchObject({ startedAt: 7_000 })
      const waiting = { ...second, status: sampleWaiting, startedAt: 8_000 }
      const none = { draws: [], wait: null, record: null, orderKey: null }
      await store.waits.suspend(waiting, { ...none, until: sampleWaiting.until })
      expect(await store.runs.find(second.id)).toMatchObject({ startedAt: 8_000 })
    })

    it('are cancelled with the end of one, except those in progress', async () => {
      const { store } = opened()
      const { delivery, children } = await spread(store, 5)
      const other = await spread(store, 1)
      const [first, named, sending, ...rest] = children.map(({ run }) => run)
      if (first === undefined || named === undefined || sending === undefined) throw new Error('There are 5.')
      await store.runs.intend(sending, { key: 'http', safe: false, draws: [] })
      const status = { is: 'cancelled' as const, why: 'Record 1 failed.' }
      const end = sampleEnd(first.id, { status: { is: 'failed', at: ['http'], fault: sampleFault } })
      await store.runs.finish(end, { erase: false, rest: { status, but: [named.id] } })
      for (const { id } of rest) {
        const { finishedAt } = end
        expect(await store.runs.find(id)).toMatchObject({ status, startedAt: finishedAt, finishedAt })
      }
      const queued = await store.runs.queued({ limit: 9 })
      expect(queued.map(({ run }) => run.id)).toEqual([
        named.id,
        sending.id,
        ...other.children.map(({ run }) => run.id)
      ])
      expect((await store.runs.ofDeliveries([delivery.id])).get(delivery.id)?.records).toEqual({
        all: 5,
        succeeded: 0,
        failed: 1,
        cancelled: 2,
        open: 2
      })
    })

    it('stay queued after an effect, so that a stop does not lose them', async () => {
      const { store, reopen } = opened()
      const { children } = await spread(store, 1)
      const [child] = children
      if (child === undefined) throw new Error('Expected one child run.')
      const running = { ...child.run, status: { is: 'running' as const } }
      await store.runs.intend(running, { key: 'http', safe: false, draws: [] })
      const reopened = await reopen()
      expect(await reopened.runs.queued({ limit: 9 })).toEqual([child])
      expect((await reopened.runs.journalOf(child.run.id)).size).toBe(1)
    })

    it('are listed in the queue with their record', async () => {
      const { store } = opened()
      const { subscription, children } = await spread(store, 1)
      const [child] = children
      if (child === undefined) throw new Error('Expected one child run.')
      const running = { status: { is: 'running' as const }, finishedAt: null }
      const first = firstRunOf(subscription, await acceptOne(store, subscription), running)
      await store.runs.intend(first, { key: 'http', safe: false, draws: [] })
      expect(await store.runs.queued({ limit: 9 })).toEqual([child])
      const { id, steps, result } = child.run
      for (const status of [sampleWaiting, { is: 'queued' as const }]) {
        await store.runs.finish({ id, status, finishedAt: null, steps, result }, { erase: false })
      }
      expect(await store.runs.queued({ limit: 9 })).toEqual([child])
    })

    it('of paused subscriptions wait, unless their delivery is requested', async () => {
      const { store } = opened()
      const { subscription, delivery, children } = await spread(store, 2)
      await store.subscriptions.pause(subscription.id, true, 5_000)
      expect(await store.runs.queued({ limit: 9 })).toEqual([])
      expect(await store.runs.spreading({})).toEqual([])
      expect(await store.runs.queued({ deliveryId: delivery.id, limit: 9 })).toEqual(children)
      await store.subscriptions.pause(subscription.id, false, 5_000)
      expect(await store.runs.queued({ limit: 9 })).toEqual(children)
    })

    it('are listed by delivery, with the starts since their prologue ended', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const other = await spread(store, 1)
      const delivery = await acceptOne(store, subscription)
      await store.deliveries.countStarts([delivery.id])
      const children = childrenOf(subscription, delivery.id, 3)
      await store.runs.spread(firstRunOf(subscription, delivery), children, { begun: false })
      const told = { deliveryId: delivery.id, subscriptionId: subscription.id, starts: 0, orderKey: null }
      const toldOther = { ...told, deliveryId: other.delivery.id, subscriptionId: other.subscription.id }
      expect(await store.runs.spreading({})).toEqual([toldOther, told])
      expect(await store.runs.spreading({ subscriptionId: subscription.id })).toEqual([told])
      await store.deliveries.countStarts([delivery.id])
      await store.deliveries.countStarts([delivery.id])
      expect(await store.runs.spreading({})).toEqual([toldOther, { ...told, starts: 2 }])
      await store.deliveries.clearStarts([delivery.id])
      expect(await store.runs.spreading({})).toEqual([toldOther, told])
    })

    it('continue during and after turning off their flow', async () => {
      const { store } = opened()
      const { subscription, children } = await spread(store, 2)
      await turnOff(store, subscription, async () => {
        expect(await store.runs.queued({ limit: 9 })).toEqual(children)
      })
      expect(await store.runs.queued({ limit: 9 })).toEqual(children)
    })
  })
}
