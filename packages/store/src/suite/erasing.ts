import { describe, expect, it } from 'vitest'
import type { RunRow } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import {
  acceptOne,
  firstRunOf,
  keepFlow,
  newId,
  sampleBeginning,
  sampleEnd,
  sampleFault,
  turnOn
} from './samples.ts'

export const erasingSuite = (open: OpenStore): void => {
  describe('erasing', () => {
    const opened = openForEachTest(open)
    const valueless = { steps: null, result: null }

    it('removes body and headers with the first run, and keeps the columns of the list', async () => {
      const subscription = await turnOn(opened().store)
      const [erased, kept] = [
        await acceptOne(opened().store, subscription),
        await acceptOne(opened().store, subscription)
      ]
      await opened().store.runs.finishFirst(firstRunOf(subscription, erased, valueless), {
        erase: true,
        begun: false
      })
      await opened().store.runs.finishFirst(firstRunOf(subscription, kept), { erase: false, begun: false })
      const store = await opened().reopen()
      const { arrival, ...shown } = erased
      expect(arrival.body.byteLength).toBeGreaterThan(0)
      expect(await store.deliveries.find(erased.id)).toEqual({
        delivery: { ...shown, status: { is: 'done' } },
        arrival: null
      })
      expect((await store.deliveries.find(kept.id))?.arrival).not.toBeNull()
      expect((await store.deliveries.list({ limit: 9 })).rows).toHaveLength(2)
      expect(await store.runs.find(erased.id)).toMatchObject({ status: { is: 'succeeded' }, ...valueless })
    })

    it('keeps all data of a delivery whose run is on hold', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const delivery = await acceptOne(store, subscription)
      const onHold = firstRunOf(subscription, delivery, {
        status: { is: 'on-hold', why: 'The server crashed three times.' }
      })
      await store.runs.finishFirst(onHold, { erase: true, begun: false })
      expect((await store.deliveries.find(delivery.id))?.arrival).not.toBeNull()
      expect(await store.runs.find(delivery.id)).toEqual(onHold)
    })

    it('waits for the last record, then removes the values of prologue and records too', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const delivery = await acceptOne(store, subscription)
      const prologue = firstRunOf(subscription, delivery)
      const queued = (recordIndex: number): RunRow => ({
        ...prologue,
        ...valueless,
        id: newId(),
        recordIndex,
        status: { is: 'queued' },
        finishedAt: null
      })
      const [one, two] = [queued(0), queued(1)]
      const children = [one, two].map(run => ({ run, record: { name: 'Zoë' } }))
      await store.runs.spread(prologue, children, { begun: false })
      await store.runs.finish(sampleEnd(one.id), { erase: true })
      expect((await store.deliveries.find(delivery.id))?.arrival).not.toBeNull()
      expect(await store.runs.find(prologue.id)).toEqual(prologue)
      await store.runs.finish(sampleEnd(two.id, valueless), { erase: true })
      expect((await store.deliveries.find(delivery.id))?.arrival).toBeNull()
      for (const id of [prologue.id, one.id, two.id]) {
        expect(await store.runs.find(id)).toMatchObject({ status: { is: 'succeeded' }, ...valueless })
      }
    })

    it('removes deliveries without a run if their flow keeps no data', async () => {
      const { store } = opened()
      for (const saveAll of [true, false]) {
        const { id } = await keepFlow(store, { saveAll })
        const beginning = sampleBeginning(id)
        const { subscription, attempt } = beginning
        await store.subscriptions.begin(beginning)
        const why = 'The delivery starts no run.'
        const unrun = await acceptOne(store, subscription, { status: { is: 'filtered', why } })
        const settled = await acceptOne(store, subscription)
        await store.deliveries.settle(settled.id, { is: 'filtered', why })
        const left = await acceptOne(store, subscription)
        expect((await store.deliveries.find(left.id))?.arrival).not.toBeNull()
        await store.subscriptions.endRegistering(subscription.id, {
          at: 5_000,
          how: 'refused',
          fault: sampleFault,
          attemptId: attempt.id,
          outcome: 'failed',
          run: null,
          cleanup: null
        })
        for (const delivery of [unrun, settled, left]) {
          const found = await store.deliveries.find(delivery.id)
          expect(found?.delivery.status.is).toBe('filtered')
          expect(found?.arrival !== null).toBe(saveAll)
        }
      }
    })

    it('does not change a run without a delivery', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const run = { ...firstRunOf(subscription, { id: newId() }), deliveryId: null, kind: 'test' as const }
      await store.runs.begin(run)
      await store.runs.finish(sampleEnd(run.id), { erase: true })
      expect(await store.runs.find(run.id)).toMatchObject(sampleEnd(run.id))
    })
  })
}
