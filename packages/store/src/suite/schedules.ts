import type { Schedule } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { beginOff, newId, sampleDelivery, turnOn } from './samples.ts'

const schedule: Schedule = { every: 'minutes', count: 5, zone: 'Europe/Berlin' }

const keyOf = (at: number): Uint8Array => Buffer.from(`schedule/${at}`)

const planned = async (store: Store, nextAt: number | null = 10_000) => {
  const { id } = await turnOn(store)
  const plan = { subscriptionId: id, schedule, nextAt, previousAt: null }
  await store.schedules.plan(plan)
  return plan
}

export const scheduleSuite = (open: OpenStore): void => {
  describe('schedules', () => {
    const opened = openForEachTest(open)

    it('are planned, replanned, and due in order, also over a restart', async () => {
      const { store, reopen } = opened()
      const late = await planned(store, 20_000)
      const early = await planned(store, 10_000)
      await planned(store, null)
      expect(await store.schedules.find(newId())).toBeNull()
      const again = await reopen()
      expect(await again.schedules.find(late.subscriptionId)).toEqual(late)
      expect(await again.schedules.earliest()).toBe(10_000)
      expect(await again.schedules.due(9_999, 9)).toEqual([])
      expect(await again.schedules.due(20_000, 9)).toEqual([early, late])
      expect(await again.schedules.due(20_000, 1)).toEqual([early])
      const anew = { ...early, schedule: { ...schedule, count: 7 }, nextAt: 30_000 }
      await again.schedules.plan(anew)
      expect(await again.schedules.find(early.subscriptionId)).toEqual(anew)
    })

    it('wait while their flow is paused, and are removed when it is off', async () => {
      const { store } = opened()
      const { subscriptionId } = await planned(store)
      await store.subscriptions.pause(subscriptionId, true, 3_000)
      expect(await store.schedules.due(99_000, 9)).toEqual([])
      expect(await store.schedules.earliest()).toBeNull()
      const delivery = sampleDelivery(subscriptionId)
      const tick = { subscriptionId, expected: 10_000, at: 10_000, nextAt: null, key: keyOf(1), delivery }
      expect(await store.schedules.tick(tick)).toBe(false)
      await store.schedules.removeEnded()
      expect(await store.schedules.find(subscriptionId)).not.toBeNull()
      await beginOff(store, { id: subscriptionId })
      await store.schedules.removeEnded()
      expect(await store.schedules.find(subscriptionId)).toBeNull()
      await store.schedules.plan({ subscriptionId, schedule, nextAt: 1, previousAt: null })
      expect(await store.schedules.find(subscriptionId)).toBeNull()
    })
  })
}

/** Defines the tests of schedules that involve deliveries. */
export const tickSuite = (open: OpenStore): void => {
  describe('ticks of schedules', () => {
    const opened = openForEachTest(open)

    it('are delivered and advanced in one commit, once', async () => {
      const { store, reopen } = opened()
      const { subscriptionId } = await planned(store)
      const delivery = sampleDelivery(subscriptionId, { method: 'SCHEDULE', redaction: 'due' })
      const tick = {
        subscriptionId,
        expected: 10_000,
        at: 15_000,
        nextAt: 20_000,
        key: keyOf(15_000),
        delivery
      }
      const told: string[] = []
      store.listen(({ topic }) => told.push(topic))
      expect(await store.schedules.tick(tick)).toBe(true)
      const second = { ...tick, delivery: sampleDelivery(subscriptionId) }
      expect(await store.schedules.tick(second)).toBe(false)
      expect(told).toEqual(['deliveries'])
      const again = await reopen()
      expect(await again.schedules.find(subscriptionId)).toMatchObject({ nextAt: 20_000, previousAt: 15_000 })
      const waiting = await again.deliveries.waiting({ limit: 9 })
      expect(waiting).toMatchObject([{ delivery: { id: delivery.id, method: 'SCHEDULE', redaction: 'due' } }])
    })

    it('are never delivered twice, even if the plan was reset', async () => {
      const { store } = opened()
      const plan = await planned(store)
      const { subscriptionId } = plan
      const tick = { subscriptionId, expected: 10_000, at: 10_000, nextAt: 20_000, key: keyOf(10_000) }
      await store.schedules.tick({ ...tick, delivery: sampleDelivery(subscriptionId) })
      await store.schedules.plan(plan)
      expect(await store.schedules.tick({ ...tick, delivery: sampleDelivery(subscriptionId) })).toBe(true)
      expect(await store.deliveries.waiting({ limit: 9 })).toHaveLength(1)
      expect(await store.schedules.find(subscriptionId)).toMatchObject({ nextAt: 20_000 })
    })
  })
}
