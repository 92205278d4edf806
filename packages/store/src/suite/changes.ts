import type { Id } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { Change, Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import {
  acceptOne,
  beginFlow,
  firstRunOf,
  keepFlow,
  newId,
  sampleConnection,
  sampleConnector,
  sampleDelivery,
  sampleEnd,
  sampleEntry,
  sampleFault,
  sampleRun,
  sampleSnapshot,
  turnOn
} from './samples.ts'

export const changeSuite = (open: OpenStore): void => {
  describe('changes', () => {
    const opened = openForEachTest(open)

    /** Returns the changes that listeners are told of during an action, one “topic id” line each. */
    const notificationsOf = async (store: Store, act: () => Promise<unknown>): Promise<string[]> => {
      const told: Change[] = []
      const stop = store.listen(change => told.push(change))
      await act().catch(() => {})
      stop()
      return told.flatMap(({ topic, ids }) => ids.map(id => `${topic} ${id}`)).toSorted()
    }

    it('are reported to a listener only for the topics it named', async () => {
      const { store } = opened()
      const told: string[] = []
      const stop = store.listen(({ topic }) => told.push(topic), ['connectors', 'alerts'])
      await store.connectors.add(sampleConnector())
      await acceptOne(store, await turnOn(store))
      expect(told).toEqual(['connectors'])
      stop()
      await store.connectors.add({ ...sampleConnector(), name: 'Acme Desk' })
      expect(told).toEqual(['connectors'])
    })

    it('of deliveries and runs are reported only while a listener exists', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      await acceptOne(store, subscription)
      const told: Change[] = []
      const stopOther = store.listen(() => {}, ['alerts'])
      const stop = store.listen(change => told.push(change), ['deliveries'])
      const second = await acceptOne(store, subscription)
      expect(told).toEqual([{ topic: 'deliveries', ids: [second.id], of: [subscription.id] }])
      stop()
      stop()
      await acceptOne(store, subscription)
      const stopAll = store.listen(change => told.push(change))
      const last = await acceptOne(store, subscription)
      expect(told.slice(1)).toEqual([{ topic: 'deliveries', ids: [last.id], of: [subscription.id] }])
      stopAll()
      stopOther()
    })

    it('of a maker are reported', async () => {
      const { store } = opened()
      const connector = sampleConnector()
      const { id } = connector
      const about = { name: 'New', description: '', branding: connector.branding }
      expect(await notificationsOf(store, () => store.connectors.add(connector))).toEqual([
        `connectors ${id}`
      ])
      expect(await notificationsOf(store, () => store.connectors.describe(id, about))).toEqual([
        `connectors ${id}`
      ])
      const params = { id: newId(), connectorId: id, visible: true, note: '', createdAt: 1, createdBy: 'ann' }
      const create = () => store.versions.create(params, sampleSnapshot())
      expect(await notificationsOf(store, create)).toEqual([`versions ${params.id}`])
      const deployment = { at: 1, visible: true, note: '', by: 'ann' }
      const deploy = () => store.versions.deploy(params.id, { ...deployment, id: newId() })
      expect(await notificationsOf(store, deploy)).toEqual([`versions ${params.id}`])
      const connection = sampleConnection(id)
      const add = () => store.connections.add(connection, new Uint8Array([1]))
      expect(await notificationsOf(store, add)).toEqual([`connections ${connection.id}`])
      const flow = await keepFlow(store)
      expect(await notificationsOf(store, () => store.flows.remove(flow.id, 9))).toEqual([`flows ${flow.id}`])
    })

    it('of turning on and its failure are reported for all their topics', async () => {
      const { store } = opened()
      const { subscription, attempt, run } = await beginFlow(store)
      const delivery = await acceptOne(store, subscription)
      const entry = sampleEntry(subscription)
      const end = () =>
        store.subscriptions.endRegistering(subscription.id, {
          at: 5_000,
          how: 'refused',
          fault: sampleFault,
          attemptId: attempt.id,
          outcome: 'failed',
          run: run && sampleEnd(run.id),
          cleanup: entry
        })
      expect(await notificationsOf(store, end)).toEqual([
        `cleanup ${entry.id}`,
        `deliveries ${delivery.id}`,
        `runs ${run?.id}`,
        `subscriptions ${subscription.id}`
      ])
      const close = () => store.cleanup.close(entry.id, { how: 'by-hand', reason: 'Gone.', at: 9 })
      expect(await notificationsOf(store, close)).toEqual([`cleanup ${entry.id}`])
    })

    it('of deliveries and runs are reported', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const delivery = sampleDelivery(subscription.id)
      const accept = () => store.deliveries.accept(delivery)
      expect(await notificationsOf(store, accept)).toEqual([`deliveries ${delivery.id}`])
      const finish = () =>
        store.runs.finishFirst(firstRunOf(subscription, delivery), { erase: false, begun: false })
      expect(await notificationsOf(store, finish)).toEqual([
        `deliveries ${delivery.id}`,
        `runs ${delivery.id}`
      ])
      const run = sampleRun(subscription.flowId)
      expect(await notificationsOf(store, () => store.runs.begin(run))).toEqual([`runs ${run.id}`])
    })

    it('are not reported for a refused act or one without effect', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      expect(await notificationsOf(store, () => store.flows.remove(newId(), 9))).toEqual([])
      expect(
        await notificationsOf(store, () => store.subscriptions.pause(subscription.id, false, 9))
      ).toEqual([])
      expect(await notificationsOf(store, () => store.deliveries.accept(sampleDelivery(newId())))).toEqual([])
    })

    it('are reported once for a commit and topic, before the caller continues', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const told: Change[] = []
      store.listen(change => told.push(change))
      const accepted = await Promise.all(Array.from({ length: 100 }, () => acceptOne(store, subscription)))
      const ids = accepted.map(({ id }) => id)
      expect(told).toEqual([{ topic: 'deliveries', ids, of: [subscription.id] }])
    })

    it('name the flows of deliveries, runs and cleanup entries', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const ofSubscription = async (act: () => Promise<unknown>) => {
        const told: Change[] = []
        const stop = store.listen(change => told.push(change))
        await act()
        stop()
        return told.map(({ topic, of }) => `${topic} ${of.join()}`).toSorted()
      }
      const { id } = subscription
      const [one, two] = [sampleDelivery(id), sampleDelivery(id)]
      expect(await ofSubscription(() => store.deliveries.accept(one))).toEqual([`deliveries ${id}`])
      await store.deliveries.accept(two)
      const first = firstRunOf(subscription, one)
      const finish = () => store.runs.finishFirst(first, { erase: false, begun: false })
      expect(await ofSubscription(finish)).toEqual([`deliveries ${id}`, `runs ${id}`])
      const settle = () => store.deliveries.settle(two.id, { is: 'filtered', why: 'Meanwhile.' })
      expect(await ofSubscription(settle)).toEqual([`deliveries ${id}`])
      expect(await ofSubscription(settle)).toEqual([])
      const again = firstRunOf(subscription, one, { id: newId(), replayOf: one.id })
      expect(await ofSubscription(() => store.runs.begin(again))).toEqual([`runs ${id}`])
      const end = () => store.runs.finish(again, { erase: false })
      expect(await ofSubscription(end)).toEqual([`runs ${id}`])
      const alone = sampleRun(subscription.flowId, { kind: 'test' })
      expect(await ofSubscription(() => store.runs.begin(alone))).toEqual([`runs ${subscription.flowId}`])
      const reopened = await opened().reopen()
      const owners: string[] = []
      reopened.listen(({ topic, of }) => owners.push(`${topic} ${of.join()}`), ['runs'])
      await reopened.runs.endInterrupted({ at: 9_000, fault: sampleFault })
      expect(owners).toEqual([`runs ${subscription.flowId}`])
    })

    it('are notified only of changes that can already be read', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const seen: Promise<Id[]>[] = []
      store.listen(({ ids }) => {
        seen.push(
          Promise.all(ids.map(async id => ((await store.deliveries.find(id)) === null ? 'unread' : id)))
        )
      })
      const accepted = await Promise.all(Array.from({ length: 10 }, () => acceptOne(store, subscription)))
      expect((await Promise.all(seen)).flat()).toEqual(accepted.map(({ id }) => id))
    })

    it('reach every listener until it stops', async () => {
      const { store } = opened()
      const heard: string[] = []
      const listener = (name: string) => () => {
        heard.push(name)
      }
      const stopA = store.listen(listener('a'))
      store.listen(listener('b'))
      const twice = listener('c')
      store.listen(twice)
      await store.connectors.add(sampleConnector({ name: 'One' }))
      stopA()
      stopA()
      store.listen(twice)()
      await store.connectors.add(sampleConnector({ name: 'Two' }))
      expect(heard).toEqual(['a', 'b', 'c', 'b', 'c'])
    })
  })
}
