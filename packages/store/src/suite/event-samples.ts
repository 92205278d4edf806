import type { Subscription } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { NewDelivery, Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { acceptOne, firstRunOf, keepFlow, newId, sampleBeginning } from './samples.ts'

export const eventSampleSuite = (open: OpenStore): void => {
  describe('samples of an event', () => {
    const opened = openForEachTest(open)

    /** Creates a subscription of this owner to an event flow. */
    const subscribe = async (store: Store, eventFlowId: string, ownerId = 'ann'): Promise<Subscription> => {
      const flow = await keepFlow(store, { ownerId })
      const beginning = sampleBeginning(flow.id)
      const subscription = {
        ...beginning.subscription,
        terms: { ...beginning.subscription.terms, eventFlowId }
      }
      await store.subscriptions.begin({ ...beginning, subscription })
      return subscription
    }

    const runOne = async (
      store: Store,
      subscription: Subscription,
      params: { erase?: boolean; size?: number } = {}
    ): Promise<NewDelivery> => {
      const { erase = false, size } = params
      const delivery = await acceptOne(store, subscription, size === undefined ? {} : { size })
      await store.runs.finishFirst(firstRunOf(subscription, delivery), { erase, begun: false })
      return delivery
    }

    const idsOf = async (store: Store, eventFlowId: string, ownerId: string | null = null, limit = 20) =>
      (await store.deliveries.samples({ eventFlowId, ownerId, limit })).map(({ delivery }) => delivery.id)

    it('are deliveries that ran it, with their requests, the newest first', async () => {
      const { store } = opened()
      const eventFlowId = newId()
      const [one, two] = [await subscribe(store, eventFlowId), await subscribe(store, eventFlowId)]
      const first = await runOne(store, one)
      const second = await runOne(store, two)
      const third = await runOne(store, one)
      await runOne(store, await subscribe(store, newId()))
      expect(await idsOf(store, eventFlowId)).toEqual([third.id, second.id, first.id])
      expect(await idsOf(store, eventFlowId, null, 2)).toEqual([third.id, second.id])
      expect(await idsOf(store, newId())).toEqual([])
      const { arrival, ...shown } = first
      const sample = (await store.deliveries.samples({ eventFlowId, ownerId: null, limit: 3 }))[2]
      expect(sample?.delivery).toEqual({ ...shown, status: { is: 'done' } })
      expect({ ...sample?.arrival, body: new Uint8Array(sample?.arrival.body ?? []) }).toEqual(arrival)
    })

    it('are only those with a run and stored data', async () => {
      const { store } = opened()
      const eventFlowId = newId()
      const subscription = await subscribe(store, eventFlowId)
      const kept = await runOne(store, subscription)
      await runOne(store, subscription, { erase: true })
      await acceptOne(store, subscription)
      await acceptOne(store, subscription, { status: { is: 'filtered', why: 'A GET request.' } })
      expect(await idsOf(store, eventFlowId)).toEqual([kept.id])
    })

    it('are those of one owner, or of all', async () => {
      const { store } = opened()
      const eventFlowId = newId()
      const anns = await runOne(store, await subscribe(store, eventFlowId, 'ann'))
      const bens = await runOne(store, await subscribe(store, eventFlowId, 'ben'))
      expect(await idsOf(store, eventFlowId, 'ann')).toEqual([anns.id])
      expect(await idsOf(store, eventFlowId, 'ben')).toEqual([bens.id])
      expect(await idsOf(store, eventFlowId, 'cleo')).toEqual([])
      expect(await idsOf(store, eventFlowId)).toEqual([bens.id, anns.id])
    })

    it('are fewer if their bodies are large, but at least one', async () => {
      const { store } = opened()
      const eventFlowId = newId()
      const subscription = await subscribe(store, eventFlowId)
      await runOne(store, subscription)
      const large = await runOne(store, subscription, { size: 3 * 1024 * 1024 })
      expect(await idsOf(store, eventFlowId)).toEqual([large.id])
      const small = await runOne(store, subscription)
      expect(await idsOf(store, eventFlowId)).toEqual([small.id])
    })
  })
}
