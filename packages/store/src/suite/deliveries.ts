import type { DeliveryStatus } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import { type OpenStore, openForEachTest } from './each-test.ts'
import {
  acceptOne,
  firstRunOf,
  newId,
  sampleBeginning,
  sampleDelivery,
  sampleFault,
  turnOn
} from './samples.ts'

export const deliverySuite = (open: OpenStore): void => {
  describe('deliveries', () => {
    const opened = openForEachTest(open)

    it('are durable once accepted: bytes, header lines and query are read back unchanged', async () => {
      const delivery = await acceptOne(opened().store, await turnOn(opened().store))
      const { arrival, ...shown } = delivery
      const found = await (await opened().reopen()).deliveries.find(delivery.id)
      expect(found?.delivery).toEqual(shown)
      expect(found?.arrival).toEqual({ ...arrival, body: Buffer.from(arrival.body) })
    })

    it.each([
      ['is empty', new Uint8Array()],
      ['has every byte', new Uint8Array(Array.from({ length: 256 }, (_, byte) => byte))],
      ['is 1 MB', new Uint8Array(1_048_576).map((_, at) => (at * 31) % 251)],
      ['is no text', new Uint8Array([0xff, 0xfe, 0, 0xc3, 0x28])]
    ])('keep a body that %s byte for byte', async (_, body) => {
      const { store, reopen } = opened()
      const subscription = await turnOn(store)
      const arrival = { method: 'PUT', query: '', headers: [], body }
      const { id } = await acceptOne(store, subscription, { arrival, size: body.byteLength, method: 'PUT' })
      const found = await (await reopen()).deliveries.find(id)
      expect(found?.delivery.size).toBe(body.byteLength)
      expect(Buffer.compare(Buffer.from(found?.arrival?.body ?? [1]), Buffer.from(body))).toBe(0)
    })

    it('keep only the viewed part of a larger buffer', async () => {
      const { store } = opened()
      const body = new Uint8Array([1, 2, 3, 4, 5, 6]).subarray(2, 4)
      const arrival = { method: 'POST', query: '', headers: [], body }
      const { id } = await acceptOne(store, await turnOn(store), { arrival, size: 2 })
      expect([...((await store.deliveries.find(id))?.arrival?.body ?? [])]).toEqual([3, 4])
    })

    it('keep the order, the case and the repeats of header lines', async () => {
      const { store } = opened()
      const headers = ['x-b', '2', 'X-A', '1', 'x-b', '1', 'X-Ünïcode', 'é\u0001"\\', '', '']
      const arrival = { method: 'POST', query: '?&=%20', headers, body: new Uint8Array() }
      const { id } = await acceptOne(store, await turnOn(store), { arrival })
      expect((await store.deliveries.find(id))?.arrival).toMatchObject({ headers, query: '?&=%20' })
    })

    it('of a missing subscription are refused', async () => {
      const { store } = opened()
      const delivery = sampleDelivery(newId())
      await expect(store.deliveries.accept(delivery)).rejects.toMatchObject({ code: 'subscription.gone' })
      expect(await store.deliveries.find(delivery.id)).toBeNull()
    })

    const statuses: DeliveryStatus[] = [
      { is: 'accepted' },
      { is: 'done' },
      { is: 'filtered', why: 'A HEAD request.' },
      { is: 'refused', why: 'The signature is wrong.' },
      { is: 'duplicate', of: newId() }
    ]
    it.each(statuses)('that come as $is are stored', async status => {
      const { store } = opened()
      const { id } = await acceptOne(store, await turnOn(store), { status })
      expect(await store.deliveries.find(id)).toMatchObject({ delivery: { status } })
      expect(await store.deliveries.waiting({ limit: 9 })).toHaveLength(status.is === 'accepted' ? 1 : 0)
    })

    it.each(statuses.filter(status => status.is !== 'accepted'))(
      'that were accepted end as $is',
      async status => {
        const { store, reopen } = opened()
        const { id } = await acceptOne(store, await turnOn(store))
        await store.deliveries.settle(id, status)
        expect(await store.deliveries.waiting({ limit: 9 })).toEqual([])
        expect(await (await reopen()).deliveries.find(id)).toMatchObject({ delivery: { status } })
      }
    )

    it('end once: a delivery that is no longer accepted stays unchanged', async () => {
      const { store } = opened()
      const { id } = await acceptOne(store, await turnOn(store))
      await store.deliveries.settle(id, { is: 'refused', why: 'First.' })
      await store.deliveries.settle(id, { is: 'done' })
      await store.deliveries.settle(newId(), { is: 'done' })
      expect(await store.deliveries.find(id)).toMatchObject({
        delivery: { status: { is: 'refused', why: 'First.' } }
      })
    })

    it('that never came are not found', async () => {
      expect(await opened().store.deliveries.find(newId())).toBeNull()
    })

    it('are done after the first run', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const delivery = await acceptOne(store, subscription)
      const run = firstRunOf(subscription, delivery, {
        status: { is: 'failed', at: ['http', 2, 'inner'], fault: sampleFault }
      })
      await store.runs.finishFirst(run, { erase: false, begun: false })
      expect(await store.deliveries.find(delivery.id)).toMatchObject({ delivery: { status: { is: 'done' } } })
    })
  })
}

/** Defines the tests of the list of deliveries. */
export const deliveryListSuite = (open: OpenStore): void => {
  describe('the list of deliveries', () => {
    const opened = openForEachTest(open)

    it('has pages, newest first, with each delivery once, also while others arrive', async () => {
      const { store } = opened()
      const [a, b] = [await turnOn(store), await turnOn(store)]
      const ofA: string[] = []
      const all: string[] = []
      for (let at = 0; at < 25; at += 1) {
        const { id, subscriptionId } = await acceptOne(store, at % 3 === 0 ? b : a)
        all.unshift(id)
        if (subscriptionId === a.id) ofA.unshift(id)
      }
      const pages = async (scope: { flowId?: string; subscriptionId?: string }) => {
        const seen: string[] = []
        for (;;) {
          const before = seen.at(-1)
          const { rows: page } = await store.deliveries.list({ scope, ...(before && { before }), limit: 4 })
          expect(page.length).toBeLessThanOrEqual(4)
          if (page.length === 0) return seen
          seen.push(...page.map(({ id }) => id))
          await acceptOne(store, a)
        }
      }
      expect(await pages({ subscriptionId: a.id })).toEqual(ofA)
      const later = (await store.deliveries.list({ limit: 100 })).rows.map(({ id }) => id)
      expect(later.slice(-25)).toEqual(all)
      const ofFlow = await store.deliveries.list({ scope: { flowId: a.flowId }, limit: 100 })
      const flowA = ofFlow.rows.map(({ id }) => id)
      expect(await pages({ flowId: a.flowId })).toEqual(flowA)
      const none = { rows: [], next: null, lookedBackTo: null }
      for (const scope of [{ flowId: newId() }, { subscriptionId: newId() }]) {
        expect(await store.deliveries.list({ scope, limit: 4 })).toEqual(none)
      }
    })

    it('contains the deliveries of a flow over all its subscriptions', async () => {
      const { store } = opened()
      const first = await turnOn(store)
      const { flowId } = first
      const old = await acceptOne(store, first)
      const { revision: _, snapshot: __, ...second } = sampleBeginning(flowId, { wanted: false })
      await store.subscriptions.beginSuccessor({ ...second, frozen: null })
      const young = await acceptOne(store, second.subscription)
      const oldest = await acceptOne(store, first)
      const ids = async (limit: number, before?: string) => {
        const { rows } = await store.deliveries.list({
          scope: { flowId },
          limit,
          ...(before && { before })
        })
        return rows.map(({ id }) => id)
      }
      expect(await ids(9)).toEqual([oldest.id, young.id, old.id])
      expect(await ids(2)).toEqual([oldest.id, young.id])
      expect(await ids(2, young.id)).toEqual([old.id])
      expect(await ids(1, oldest.id)).toEqual([young.id])
      const third = await acceptOne(store, first)
      expect(await ids(1, third.id)).toEqual([oldest.id])
    })
  })
}
