import { ALERT_FOLD, type Id, type NewAlert } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { Store } from '../store.ts'
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
  sampleEntry,
  sampleFault,
  turnOn
} from './samples.ts'

/** Returns an on-hold alert about a run of this flow. */
const onHoldIn = (flowId: Id, over: Partial<NewAlert> = {}): NewAlert => {
  const runId = newId()
  const about = {
    kind: 'run-on-hold' as const,
    flowId,
    runId,
    subscriptionId: null,
    connectorId: null,
    why: 'It.'
  }
  return { id: newId(), at: 10_000, fact: `run-on-hold/${runId}`, about, ...over }
}

const all = async (store: Store) => (await store.alerts.list({ ownerId: null, limit: 99 })).rows

export const alertSuite = (open: OpenStore): void => {
  describe('alerts', () => {
    const opened = openForEachTest(open)

    it('are stored with their subject and owner, unread, also over a restart', async () => {
      const { store, reopen } = opened()
      const flow = await keepFlow(store)
      const alert = onHoldIn(flow.id)
      expect(await store.alerts.raise(alert)).toBe(true)
      const { id, at, about } = alert
      const kept = { id, at, lastAt: at, count: 1, ownerId: 'ann', about, seenAt: null }
      const again = await reopen()
      expect(await all(again)).toEqual([kept])
      expect(await again.alerts.find(id)).toEqual(kept)
      expect(await again.alerts.find(newId())).toBeNull()
    })

    it('report each fact once', async () => {
      const { store } = opened()
      const alert = onHoldIn((await keepFlow(store)).id)
      await store.alerts.raise(alert)
      expect(await store.alerts.raise({ ...alert, id: newId(), at: 9_000_000 })).toBe(false)
      expect(await all(store)).toMatchObject([{ id: alert.id, count: 1 }])
    })

    it('are grouped by kind and subject for a while after the first, and unread again', async () => {
      const { store } = opened()
      const [flow, other] = [await keepFlow(store), await keepFlow(store)]
      const first = onHoldIn(flow.id)
      await store.alerts.raise(first)
      await store.alerts.markSeen({ ownerId: null, ids: null, at: 11_000 })
      await store.alerts.raise(onHoldIn(flow.id, { at: first.at + ALERT_FOLD - 1 }))
      const elsewhere = onHoldIn(other.id)
      await store.alerts.raise(elsewhere)
      const later = onHoldIn(flow.id, { at: first.at + ALERT_FOLD })
      await store.alerts.raise(later)
      expect(await all(store)).toMatchObject([
        { id: later.id, count: 1 },
        { id: elsewhere.id, count: 1 },
        { id: first.id, count: 2, at: first.at, lastAt: first.at + ALERT_FOLD - 1, seenAt: null }
      ])
    })

    it('about drift have the text of the newest one of their group', async () => {
      const { store } = opened()
      const connector = sampleConnector()
      await store.connectors.add(connector)
      const eventFlowId = newId()
      const drift = (at: number, why: string): NewAlert => {
        const about = {
          kind: 'drift-found' as const,
          connectorId: connector.id,
          eventFlowId,
          flowId: null,
          why
        }
        return { id: newId(), at, fact: `drift-found/${at}`, about }
      }
      const first = drift(1, 'Body.name is missing.')
      const second = drift(2, 'Body.plan is new, Body.name is missing.')
      await store.alerts.raise(first)
      await store.alerts.raise(second)
      expect(await all(store)).toMatchObject([{ id: first.id, count: 2, about: second.about }])
    })

    it('without a flow belong to the owner of the connection, or else to nobody', async () => {
      const { store } = opened()
      const connector = sampleConnector()
      await store.connectors.add(connector)
      const [own, test] = [
        sampleConnection(connector.id, { ownerId: 'ben' }),
        sampleConnection(connector.id, { purpose: 'test' })
      ]
      for (const connection of [own, test]) await store.connections.add(connection, new Uint8Array([1]))
      const breaker = (connectionId: Id): NewAlert => ({
        id: newId(),
        at: 1,
        fact: `breaker-open/${connectionId}`,
        about: {
          kind: 'breaker-open',
          connectorId: connector.id,
          connectionId,
          host: 'api.acme.example',
          probeAt: 9,
          why: 'The service did not respond.'
        }
      })
      await store.alerts.raise(breaker(own.id))
      await store.alerts.raise(breaker(test.id))
      expect((await all(store)).map(({ ownerId }) => ownerId)).toEqual([null, 'ben'])
    })

    it('are listed newest first, by owner, kind and read status, in pages', async () => {
      const { store } = opened()
      const anns = await keepFlow(store)
      const bens = await keepFlow(store, { ownerId: 'ben' })
      const [a, b, c] = [onHoldIn(anns.id), onHoldIn(bens.id), onHoldIn(anns.id, { at: 10_000 + ALERT_FOLD })]
      for (const alert of [a, b, c]) await store.alerts.raise(alert)
      const ids = async (filter: Partial<Parameters<Store['alerts']['list']>[0]>) =>
        (await store.alerts.list({ ownerId: null, limit: 9, ...filter })).rows.map(({ id }) => id)
      expect(await ids({})).toEqual([c.id, b.id, a.id])
      expect(await ids({ ownerId: 'ann' })).toEqual([c.id, a.id])
      expect(await ids({ kinds: ['run-on-hold'] })).toEqual([c.id, b.id, a.id])
      expect(await ids({ kinds: ['drift-found'] })).toEqual([])
      expect(await store.alerts.list({ ownerId: null, limit: 2 })).toMatchObject({ next: b.id })
      expect(await ids({ before: b.id })).toEqual([a.id])
      expect(await store.alerts.countUnseen({ ownerId: 'ann' })).toBe(2)
      await store.alerts.markSeen({ ownerId: 'ann', ids: [b.id, c.id], at: 50_000 })
      expect(await ids({ unseen: true })).toEqual([b.id, a.id])
      expect(await store.alerts.countUnseen({ ownerId: null })).toBe(2)
      await store.alerts.markSeen({ ownerId: 'ben', ids: null, at: 50_000 })
      expect(await ids({ unseen: true })).toEqual([a.id])
    })

    it('are deleted with their facts when they are old', async () => {
      const { store } = opened()
      const flow = await keepFlow(store)
      const [old, young] = [onHoldIn(flow.id), onHoldIn(flow.id, { at: 10_000 + ALERT_FOLD })]
      for (const alert of [old, young]) await store.alerts.raise(alert)
      expect(await store.alerts.forget(young.at, 9)).toBe(false)
      expect(await all(store)).toMatchObject([{ id: young.id }])
      expect(await store.alerts.raise({ ...old, id: newId() })).toBe(true)
    })

    it('are deleted in batches', async () => {
      const { store } = opened()
      for (let at = 1; at <= 3; at++) await store.alerts.raise(onHoldIn((await keepFlow(store)).id, { at }))
      expect(await store.alerts.forget(9, 2)).toBe(true)
      expect(await all(store)).toHaveLength(1)
      expect(await store.alerts.forget(9, 2)).toBe(false)
      expect(await all(store)).toEqual([])
    })

    it('are reported as changes', async () => {
      const { store } = opened()
      const flow = await keepFlow(store)
      const told: string[] = []
      store.listen(({ topic, ids }) => told.push(...ids.map(id => `${topic} ${id}`)))
      const alert = onHoldIn(flow.id)
      await store.alerts.raise(alert)
      await store.alerts.markSeen({ ownerId: null, ids: [alert.id], at: 1 })
      expect(told).toEqual([`alerts ${alert.id}`, `alerts ${alert.id}`])
    })
  })
}

/** Defines the tests of alerts that involve subscriptions. */
export const alertActSuite = (open: OpenStore): void => {
  describe('alerts of acts', () => {
    const opened = openForEachTest(open)

    it('are created at the ends of acts on subscriptions', async () => {
      const { store } = opened()
      const { subscription, attempt } = await beginFlow(store)
      const { id, flowId } = subscription
      const next = (at: number) => onHoldIn(flowId, { at })
      const end = {
        at: 5_000,
        attemptId: attempt.id,
        outcome: 'uncertain' as const,
        fault: sampleFault,
        run: null
      }
      const [one, two, three, four] = [next(1_000_000), next(2_000_000), next(3_000_000), next(4_000_000)]
      const cleanup = sampleEntry(subscription)
      await store.subscriptions.endRegistering(id, { ...end, how: 'uncertain', cleanup, alert: one })
      await store.subscriptions.endRegistering(id, { ...end, how: 'uncertain', cleanup, alert: next(9) })
      await store.subscriptions.endAttempt(id, { ...end, closes: null, alert: two })
      const plan = { renewAt: null, renewTries: 1, gaps: [] }
      await store.renewals.plan(id, plan, three)
      await store.renewals.end(id, { ...end, renewed: null, plan, alert: four })
      expect((await all(store)).map(alert => alert.id)).toEqual([four.id, three.id, two.id, one.id])
    })
  })
}

/** Defines the tests of alerts that involve runs and deliveries. */
export const alertRunSuite = (open: OpenStore): void => {
  describe('alerts of runs', () => {
    const opened = openForEachTest(open)

    it('are written in the commit of their cause, and not without it', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const delivery = await acceptOne(store, subscription)
      const status = { is: 'on-hold' as const, why: 'The server stopped three times.' }
      const alert = onHoldIn(subscription.flowId)
      const onHold = firstRunOf(subscription, delivery, { status })
      await store.runs.finishFirst(onHold, { erase: false, begun: false, alert })
      expect(await all(store)).toMatchObject([{ id: alert.id }])
      const lost = { ...onHoldIn(subscription.flowId), at: 9_000_000 }
      const nowhere = store.runs.finish({ ...onHold, id: newId() }, { erase: false, alert: lost })
      await expect(nowhere).rejects.toMatchObject({ code: 'run.gone' })
      expect(await all(store)).toHaveLength(1)
      await store.runs.finish(onHold, { erase: false, alert: lost })
      expect(await all(store)).toMatchObject([{ id: lost.id }, { id: alert.id }])
    })

    it('are handed out once: deliveries to wanted subscriptions, messages to endpoints', async () => {
      const { store, reopen } = opened()
      const [wanted, off] = [await turnOn(store), (await beginFlow(store)).subscription]
      const listening = await store.alerts.subscriptionsOf(wanted.terms.connectorId)
      expect(listening.map(({ id }) => id)).toEqual([wanted.id])
      await store.subscriptions.endRegistering(off.id, {
        at: 3_000,
        how: 'refused',
        fault: sampleFault,
        attemptId: newId(),
        outcome: 'failed',
        run: null,
        cleanup: null
      })
      const alert = onHoldIn(wanted.flowId)
      await store.alerts.raise(alert)
      expect(await store.alerts.waiting(9)).toMatchObject([{ id: alert.id }])
      const delivery = sampleDelivery(wanted.id, { method: 'ALERT', redaction: 'due' })
      const deliveries = [delivery, sampleDelivery(off.id)]
      const lost = {
        id: newId(),
        endpointId: newId(),
        alertId: alert.id,
        type: 'run.on-hold',
        body: '{}',
        createdAt: 1
      }
      expect(await store.alerts.dispatch(alert.id, { at: 20_000, deliveries, messages: [lost] })).toBe(true)
      expect(await store.alerts.dispatch(alert.id, { at: 20_000, deliveries, messages: [] })).toBe(false)
      const again = await reopen()
      expect(await again.alerts.waiting(9)).toEqual([])
      const { arrival, ...row } = delivery
      const kept = await again.deliveries.waiting({ limit: 9 })
      expect(kept).toMatchObject([{ delivery: row, arrival: { method: 'ALERT', headers: arrival.headers } }])
      expect([...(kept[0]?.arrival.body ?? [])]).toEqual([...arrival.body])
      await again.runs.finishFirst(firstRunOf(wanted, delivery), { erase: false, begun: false })
      expect(await again.deliveries.waiting({ limit: 9 })).toEqual([])
    })
  })
}
