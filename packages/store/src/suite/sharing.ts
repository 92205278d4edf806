import type { Card, Flow, FlowHold, Id, ShareTarget } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import {
  acceptOne,
  beginFlow,
  emptyFlow,
  keepFlow,
  newId,
  sampleBeginning,
  sampleConnection,
  sampleConnector,
  sampleFault,
  turnOn
} from './samples.ts'

const person = (personId: string): ShareTarget => ({ with: 'person', personId })

const lost = (connectionId = newId()): Omit<FlowHold, 'wasPaused'> => ({
  since: 5_000,
  lost: [{ connectionId, name: 'People team', why: 'not-shared' }]
})

const card = (id: string, config: Card['config'] = {}): Card => ({ id, type: 'any', config, inputs: {} })

/** Returns a draft with the given configs of its start card and of a card inside a block. */
const docWith = (start: Card['config'], inner: Card['config'] = {}): Flow => ({
  ...emptyFlow,
  strip: ['start', 'block'],
  cards: {
    start: card('start', start),
    block: { ...card('block'), blocks: [{ id: 'each', strip: ['inner'], joins: {} }] },
    inner: card('inner', inner)
  }
})

const addConnection = async (store: Store, ownerId = 'ann'): Promise<Id> => {
  const connector = sampleConnector({ name: `Acme ${newId()}` })
  await store.connectors.add(connector)
  const connection = sampleConnection(connector.id, { ownerId })
  await store.connections.add(connection, new Uint8Array([1]))
  return connection.id
}

export const sharingSuite = (open: OpenStore): void => {
  describe('shared connections', () => {
    const opened = openForEachTest(open)

    const accessOf = async (store: Store, id: Id) => (await store.connections.accessOf([id])).get(id)

    it('store with whom, by whom and when, also over a restart', async () => {
      const { store, reopen } = opened()
      const id = await addConnection(store)
      expect(await accessOf(store, id)).toEqual({ ownerId: 'ann', ownerRemoved: false, shares: [] })
      await store.connections.share(id, [person('bea')], { by: 'ann', at: 1 })
      const both: ShareTarget[] = [{ with: 'role', role: 'maker' }, person('bea'), person('bea')]
      await store.connections.share(id, both, { by: 'zoe', at: 2 })
      const again = await reopen()
      expect((await accessOf(again, id))?.shares).toEqual([
        { target: { with: 'role', role: 'maker' }, by: 'zoe', at: 2 },
        { target: person('bea'), by: 'ann', at: 1 }
      ])
      await again.connections.share(id, [], { by: 'ann', at: 3 })
      expect((await accessOf(again, id))?.shares).toEqual([])
    })

    it('are handed over, and the former owner can still use them', async () => {
      const { store } = opened()
      const id = await addConnection(store)
      await store.connections.share(id, [person('bea'), person('cid')], { by: 'ann', at: 1 })
      await store.connections.setOwnerRemoved('ann', true)
      await store.connections.setOwnerRemoved('ann', false)
      expect(await accessOf(store, id)).toMatchObject({ ownerId: 'ann', ownerRemoved: false })
      await store.connections.setOwnerRemoved('ann', true)
      expect(await accessOf(store, id)).toMatchObject({ ownerId: 'ann', ownerRemoved: true })
      await store.connections.handOver(id, { to: 'bea', by: 'zoe', at: 4 })
      expect(await accessOf(store, id)).toEqual({
        ownerId: 'bea',
        ownerRemoved: false,
        shares: [
          { target: person('cid'), by: 'ann', at: 1 },
          { target: person('ann'), by: 'zoe', at: 4 }
        ]
      })
      expect((await store.connections.find(id))?.connection.ownerId).toBe('bea')
      const gone = { code: 'connection.gone' }
      const by = { by: 'zoe', at: 5 }
      await expect(store.connections.handOver(newId(), { to: 'bea', ...by })).rejects.toMatchObject(gone)
      await expect(store.connections.share(newId(), [], by)).rejects.toMatchObject(gone)
    })

    it('are deleted with their shares', async () => {
      const { store } = opened()
      const id = await addConnection(store)
      await store.connections.share(id, [person('bea')], { by: 'ann', at: 1 })
      await store.connections.remove(id)
      expect(await store.connections.accessOf([id])).toEqual(new Map())
    })

    it('are found in the drafts of everybody, or of one member', async () => {
      const { store } = opened()
      const [used, other] = [await addConnection(store), await addConnection(store)]
      const ofAnn = await keepFlow(store, { ownerId: 'ann', doc: docWith({ connectionId: used }) })
      const ofBea = await keepFlow(store, { ownerId: 'bea', doc: docWith({ connectionId: used }) })
      await keepFlow(store, { ownerId: 'bea' })
      const found = await store.flows.naming([
        { connectionId: used, ownerId: null },
        { connectionId: used, ownerId: 'bea' },
        { connectionId: other, ownerId: null }
      ])
      expect(found.map(({ connectionId, id, ownerId }) => ({ connectionId, id, ownerId }))).toEqual([
        { connectionId: used, id: ofAnn.id, ownerId: 'ann' },
        { connectionId: used, id: ofBea.id, ownerId: 'bea' },
        { connectionId: used, id: ofBea.id, ownerId: 'bea' }
      ])
    })

    it('are found once in a draft, by the cards that use them, also inside blocks', async () => {
      const { store } = opened()
      const [used, former] = [await addConnection(store), await addConnection(store)]
      const { id } = await keepFlow(store, {
        doc: docWith({ connectionId: used, loaded: { connectionId: former } }, { connectionId: used })
      })
      const deleted = await keepFlow(store, { doc: docWith({ connectionId: used }) })
      await store.flows.remove(deleted.id, 5_000)
      const all = [former, used].map(connectionId => ({ connectionId, ownerId: null }))
      expect(await store.flows.naming(all)).toMatchObject([{ id, connectionId: used }])
      expect(await store.flows.naming([])).toEqual([])
    })
  })
}

const standing = async (store: Store, id: Id) => {
  const row = await store.subscriptions.find(id)
  return { is: row?.status.is, wasPaused: row?.hold?.wasPaused }
}

/** Defines the tests of connections and holds of running flows. */
export const holdSuite = (open: OpenStore): void => {
  describe('connections of running flows', () => {
    const opened = openForEachTest(open)

    it('are those of a flow that is on, for its event and its actions', async () => {
      const { store } = opened()
      const [ofEvent, ofAction] = [await addConnection(store), await addConnection(store)]
      const connector = sampleConnector({ name: 'Versions' })
      await store.connectors.add(connector)
      const { id: flowId } = await keepFlow(store)
      const beginning = sampleBeginning(flowId)
      await store.subscriptions.begin({
        ...beginning,
        subscription: {
          ...beginning.subscription,
          terms: { ...beginning.subscription.terms, connectionId: ofEvent }
        }
      })
      expect(await store.subscriptions.connectionsOf(flowId)).toEqual([ofEvent])
      expect(await store.subscriptions.connectionsOf(newId())).toEqual([])
      expect(await store.subscriptions.flowsWithShared()).toEqual([])
      await store.connections.share(ofAction, [person('bea')], { by: 'ann', at: 1 })
      expect(await store.subscriptions.flowsWithShared()).toEqual([])
      await store.connections.share(ofEvent, [person('bea')], { by: 'ann', at: 1 })
      expect(await store.subscriptions.flowsWithShared()).toEqual([flowId])
    })
  })

  describe('flows on hold', () => {
    const opened = openForEachTest(open)

    it('stay paused afterwards if a person had paused them', async () => {
      const { store } = opened()
      const { id } = await turnOn(store)
      await store.subscriptions.pause(id, true, 4_000)
      await store.subscriptions.setHold(id, lost(), { at: 5_000 })
      await store.subscriptions.setHold(id, { ...lost(), since: 9 }, { at: 6_000 })
      expect(await standing(store, id)).toEqual({ is: 'paused', wasPaused: true })
      expect((await store.subscriptions.find(id))?.hold?.since).toBe(5_000)
      await store.subscriptions.setHold(id, null, { at: 7_000 })
      expect(await standing(store, id)).toEqual({ is: 'paused', wasPaused: undefined })
    })

    it('become paused when they were put on hold during their registration', async () => {
      const { store } = opened()
      const { subscription, attempt } = await beginFlow(store)
      await store.subscriptions.setHold(subscription.id, lost(), { at: 2_100 })
      await store.subscriptions.becomeOn(subscription.id, {
        ...{ at: 2_400, attemptId: attempt.id, run: null, registrationData: null, expiresAt: null },
        ...{ answersUntil: 62_400, probedAt: null }
      })
      expect(await standing(store, subscription.id)).toEqual({ is: 'paused', wasPaused: false })
      await store.subscriptions.setHold(subscription.id, null, { at: 2_500 })
      expect(await standing(store, subscription.id)).toEqual({ is: 'on', wasPaused: undefined })
    })

    const unreadIn = (store: Store) => store.alerts.countUnseen({ ownerId: null })

    const holdWithAlert = async (
      store: Store,
      { id, flowId }: { id: Id; flowId: Id },
      since: number
    ): Promise<void> => {
      const things = { flowId, subscriptionId: id, connectorId: newId(), connectionId: null }
      const about = { kind: 'flow-on-hold' as const, ...things, why: 'It.' }
      const alert = { id: newId(), at: since, fact: `${id}/${since}`, about }
      await store.subscriptions.setHold(id, { ...lost(), since }, { at: since, alert })
      await store.subscriptions.setHold(id, { ...lost(), since }, { at: since, alert })
    }

    it('have an alert that counts as read after any end of their hold', async () => {
      const { store } = opened()
      const unread = () => unreadIn(store)
      const hold = (row: { id: Id; flowId: Id }, since: number) => holdWithAlert(store, row, since)
      const [released, replaced, switchedOff] = [
        await turnOn(store),
        await turnOn(store),
        await turnOn(store)
      ]
      for (const one of [released, replaced, switchedOff]) await hold(one, 5_000)
      expect(await unread()).toBe(3)
      await store.subscriptions.setHold(released.id, null, { at: 6_000 })
      expect(await unread()).toBe(2)
      const { revision, snapshot, ...beside } = sampleBeginning(replaced.flowId, { wanted: false })
      await store.subscriptions.beginSuccessor({ ...beside, frozen: { revision, snapshot } })
      await store.subscriptions.becomeOn(beside.subscription.id, {
        ...{ at: 9_000, attemptId: beside.attempt.id, run: null, registrationData: null, expiresAt: null },
        ...{ answersUntil: 69_000, probedAt: null }
      })
      expect(await unread()).toBe(1)
      const ending = { ...beside.attempt, id: newId(), subscriptionId: switchedOff.id }
      await store.subscriptions.beginDeregistering(switchedOff.id, { at: 9_000, attempt: ending, run: null })
      expect(await unread()).toBe(0)
      await hold(released, 10_000)
      expect(await unread()).toBe(1)
    })

    it('have a new alert when they are turned off and on again', async () => {
      const { store } = opened()
      const first = await turnOn(store)
      const { id, flowId } = first
      await holdWithAlert(store, first, 5_000)
      await store.subscriptions.setHold(id, null, { at: 5_100 })
      const attempt = { ...sampleBeginning(flowId).attempt, subscriptionId: id }
      await store.subscriptions.beginDeregistering(id, { at: 5_200, attempt, run: null })
      await store.subscriptions.endDeregistering(id, {
        ...{ at: 5_300, attemptId: attempt.id, outcome: 'succeeded', fault: null, run: null, cleanup: null }
      })
      const { subscription } = await beginFlow(store, flowId)
      await holdWithAlert(store, subscription, 6_000)
      expect(await unreadIn(store)).toBe(1)
      await store.subscriptions.setHold(subscription.id, null, { at: 6_100 })
      expect(await unreadIn(store)).toBe(0)
    })

    it('have an alert that counts as read once their registration fails', async () => {
      const { store } = opened()
      const { subscription, attempt } = await beginFlow(store)
      await holdWithAlert(store, subscription, 2_100)
      expect(await unreadIn(store)).toBe(1)
      await store.subscriptions.endRegistering(subscription.id, {
        ...{ at: 2_200, how: 'refused', fault: sampleFault, attemptId: attempt.id, outcome: 'failed' },
        ...{ run: null, cleanup: null, repair: null }
      })
      expect(await unreadIn(store)).toBe(0)
    })

    it('do not include ended ones', async () => {
      const { store } = opened()
      expect(await store.subscriptions.setHold(newId(), lost(), { at: 5_000 })).toBe(false)
    })
  })
}

/** Defines the tests of holds that involve deliveries. */
export const waitingDeliveriesSuite = (open: OpenStore): void => {
  describe('flows on hold with waiting deliveries', () => {
    const opened = openForEachTest(open)

    it('store deliveries until the hold ends', async () => {
      const { store, reopen } = opened()
      const subscription = await turnOn(store)
      const { id, flowId } = subscription
      const hold = lost()
      expect(await store.subscriptions.setHold(id, hold, { at: 5_000 })).toBe(true)
      expect(await store.subscriptions.setHold(id, hold, { at: 6_000 })).toBe(false)
      await acceptOne(store, subscription)
      const again = await reopen()
      expect((await again.subscriptions.find(id))?.hold).toEqual({ ...hold, wasPaused: false })
      expect(await standing(again, id)).toEqual({ is: 'paused', wasPaused: false })
      expect(await again.subscriptions.flowsWithShared()).toEqual([flowId])
      expect(await again.subscriptions.setHold(id, null, { at: 7_000 })).toBe(true)
      expect(await standing(again, id)).toEqual({ is: 'on', wasPaused: undefined })
    })

    it('pass waiting deliveries to a successor that can run them', async () => {
      const { store } = opened()
      const old = await turnOn(store)
      await store.subscriptions.setHold(old.id, lost(), { at: 5_000 })
      const { id: deliveryId } = await acceptOne(store, old)
      const { revision, snapshot, ...beside } = sampleBeginning(old.flowId, { wanted: false })
      await store.subscriptions.beginSuccessor({ ...beside, frozen: { revision, snapshot } })
      await store.subscriptions.becomeOn(beside.subscription.id, {
        ...{ at: 9_000, attemptId: beside.attempt.id, run: null, registrationData: null, expiresAt: null },
        ...{ answersUntil: 69_000, probedAt: null }
      })
      expect(await standing(store, beside.subscription.id)).toEqual({ is: 'on', wasPaused: undefined })
      expect(await store.subscriptions.moveWaiting(old.id, null)).toBeNull()
      expect((await store.deliveries.find(deliveryId))?.delivery.subscriptionId).toBe(beside.subscription.id)
    })
  })
}
