import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { acceptOne, firstRunOf, sampleConnector, sampleDelivery, turnOn } from './samples.ts'

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export const crowdSuite = (open: OpenStore): void => {
  describe('many at once', () => {
    const opened = openForEachTest(open)

    it('keep 1,000 simultaneous deliveries, each exactly once and in order', async () => {
      const subscription = await turnOn(opened().store)
      const deliveries = Array.from({ length: 1_000 }, (_, at) => {
        const body = new Uint8Array((at * 7) % 3_000).map((_, byte) => (byte * at) % 256)
        const arrival = { method: 'POST', query: '', headers: ['X-At', String(at)], body }
        return sampleDelivery(subscription.id, { arrival, size: body.byteLength })
      })
      await Promise.all(deliveries.map(delivery => opened().store.deliveries.accept(delivery)))
      const store = await opened().reopen()
      const waiting = await store.deliveries.waiting({ limit: 2_000 })
      const shown = (arrival: { headers: string[]; body: Uint8Array }) => [
        ...arrival.headers,
        hashOf(arrival.body)
      ]
      expect(waiting.map(({ delivery, arrival }) => [delivery.id, ...shown(arrival)])).toEqual(
        deliveries.map(({ id, arrival }) => [id, ...shown(arrival)])
      )
    })

    it('can exceed the bytes of one commit', async () => {
      const subscription = await turnOn(opened().store)
      const body = new Uint8Array(1_048_576).fill(7)
      const arrival = { method: 'POST', query: '', headers: [], body }
      const ids = await Promise.all(
        Array.from({ length: 10 }, () =>
          acceptOne(opened().store, subscription, { arrival, size: body.length })
        )
      )
      const store = await opened().reopen()
      expect((await store.deliveries.list({ limit: 20 })).rows.map(({ id }) => id).toReversed()).toEqual(
        ids.map(({ id }) => id)
      )
    })

    it('run while more arrive', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const acceptAndRun = async () => {
        const delivery = await acceptOne(store, subscription)
        await store.runs.finishFirst(firstRunOf(subscription, delivery), { erase: false, begun: false })
      }
      await Promise.all(Array.from({ length: 600 }, acceptAndRun))
      expect(await store.deliveries.waiting({ limit: 9 })).toEqual([])
      expect(
        (await store.runs.list({ scope: { flowId: subscription.flowId }, limit: 1_000 })).rows
      ).toHaveLength(601)
    })

    it('are written when the store is closed', async () => {
      const subscription = await turnOn(opened().store)
      const accepting = [acceptOne(opened().store, subscription), acceptOne(opened().store, subscription)]
      const store = await opened().reopen()
      const ids = (await Promise.all(accepting)).map(({ id }) => id)
      expect((await store.deliveries.waiting({ limit: 9 })).map(({ delivery }) => delivery.id)).toEqual(ids)
    })

    it('are refused after the store was closed', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      await store.close()
      const acts = [
        store.deliveries.accept(sampleDelivery(subscription.id)),
        store.connectors.add(sampleConnector()),
        store.connectors.list(),
        store.subscriptions.find(subscription.id),
        store.deliveries.waiting({ limit: 1 })
      ]
      for (const outcome of await Promise.allSettled(acts)) {
        expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'storage.failed' } })
      }
      await store.close()
    })
  })
}
