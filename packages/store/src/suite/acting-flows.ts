import type { Flow, Id, RevisionSnapshot } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import {
  acceptOne,
  type Beginning,
  beginOff,
  emptyFlow,
  keepFlow,
  newId,
  sampleBeginning,
  sampleConnection,
  sampleConnector,
  sampleEnd,
  sampleFault,
  sampleRun,
  sampleSnapshot
} from './samples.ts'

/** Version and connection of an action that a card runs. */
interface Named {
  versionId: Id
  connectionId: Id | null
}

/** Returns a flow whose cards run these actions. */
const acting = (...actions: Named[]): Flow => ({
  ...emptyFlow,
  strip: actions.map((_, place) => `act-${place}`),
  cards: Object.fromEntries(
    actions.map((action, place) => {
      const id = `act-${place}`
      return [id, { id, type: 'any', config: { ...action, actionFlowId: newId() }, inputs: {} }]
    })
  )
})

const snapshotOf = (flowId: Id, doc: Flow, helper?: Flow): RevisionSnapshot => ({
  schemaVersion: 1,
  flow: { id: flowId, name: 'Act', description: '', doc },
  helpers: helper === undefined ? [] : [{ id: newId(), name: 'Help', description: '', doc: helper }]
})

/** Creates a connector with a connection and two versions, `older` and `newer`. */
const openConnector = async (store: Store) => {
  const connector = sampleConnector({ name: `Acme ${newId()}` })
  await store.connectors.add(connector)
  const connection = sampleConnection(connector.id)
  await store.connections.add(connection, new Uint8Array([1]))
  const addVersion = async (): Promise<Id> => {
    const about = { id: newId(), connectorId: connector.id, visible: true, note: '', createdAt: 2_000 }
    return (await store.versions.create({ ...about, createdBy: 'ann' }, sampleSnapshot())).id
  }
  const [older, newer] = [await addVersion(), await addVersion()]
  return { connectorId: connector.id, connectionId: connection.id, older, newer }
}

/** Starts to turn on a flow with this revision. */
const begin = async (
  store: Store,
  doc: Flow,
  params: { ownerId?: string; helper?: Flow; terms?: Partial<Beginning['subscription']['terms']> } = {}
): Promise<Beginning> => {
  const { ownerId = 'ann', helper, terms } = params
  const { id } = await keepFlow(store, { ownerId })
  const { subscription, ...rest } = sampleBeginning(id)
  const begun = {
    ...rest,
    snapshot: snapshotOf(id, doc, helper),
    subscription: { ...subscription, terms: { ...subscription.terms, ...terms } }
  }
  await store.subscriptions.begin(begun)
  return begun
}

const comeOn = (store: Store, { subscription, attempt }: Pick<Beginning, 'subscription' | 'attempt'>) =>
  store.subscriptions.becomeOn(subscription.id, {
    at: 2_400,
    attemptId: attempt.id,
    run: null,
    registrationData: null,
    expiresAt: null,
    answersUntil: 62_400,
    probedAt: null
  })

/** Returns the flows that use each version of a connector, as the tested query finds them. */
const onVersions = async (store: Store, connectorId: Id, versionIds: Id[], ownerId: string | null = null) => {
  const run = versionIds.map(versionId => ({ connectorId, versionId }))
  return {
    counted: await store.subscriptions.countOnVersions(run, ownerId),
    flows: await store.subscriptions.flowsOnVersions(run, { ownerId, limit: 9 })
  }
}

export const actingFlowSuite = (open: OpenStore): void => {
  describe('flows with actions', () => {
    const opened = openForEachTest(open)

    it('are found by the versions of their actions and of those of their helper flows', async () => {
      const { store } = opened()
      const { connectorId, connectionId, older, newer } = await openConnector(store)
      const both = await begin(store, acting({ versionId: older, connectionId }), {
        terms: { connectorId, versionId: newer }
      })
      const helped = await begin(store, emptyFlow, {
        ownerId: 'bea',
        helper: acting({ versionId: older, connectionId }, { versionId: newer, connectionId: null })
      })
      await begin(store, acting({ versionId: newId(), connectionId: null }))
      const [one, two] = [both, helped].map(({ subscription }) => subscription.flowId)
      const asked = (ownerId: string | null = null) => onVersions(store, connectorId, [older, newer], ownerId)
      expect(await asked()).toEqual({ counted: [], flows: [two, one] })

      for (const each of [both, helped]) await comeOn(store, each)
      const versionIds = [older, newer]
      expect((await asked()).counted).toEqual([{ connectorId, versionIds, flows: 2 }])
      expect(await asked('bea')).toEqual({ counted: [{ connectorId, versionIds, flows: 1 }], flows: [two] })
      expect((await onVersions(store, connectorId, [newer], 'ann')).flows).toEqual([one])
      expect(await store.subscriptions.versionsWanted(two)).toEqual(
        expect.arrayContaining(versionIds.map(versionId => ({ connectorId, versionId })))
      )
      expect(await store.subscriptions.versionsWanted(newId())).toEqual([])
      const wanted = await store.subscriptions.versionsWanted()
      expect(wanted.filter(each => each.connectorId === connectorId)).toHaveLength(2)
      expect(await store.subscriptions.countWanted(connectorId)).toBe(2)
      expect((await store.flows.usersOf(connectorId)).map(({ flow }) => flow.id)).toEqual([one, two])
      expect(new Set(await store.subscriptions.flowsOn(connectionId))).toEqual(new Set([one, two]))
      expect(await store.subscriptions.connectionsOn('bea')).toEqual([{ flowId: two, connectionId }])
      const tally = (await store.connectors.tallies()).find(each => each.connectorId === connectorId)
      expect(tally?.on).toBe(2)
    })

    it('are found by the running revision, also over a restart', async () => {
      const { store, reopen } = opened()
      const { connectorId, connectionId, older, newer } = await openConnector(store)
      const begun = await begin(store, acting({ versionId: older, connectionId }))
      await comeOn(store, begun)
      const { id, flowId } = begun.subscription
      await store.subscriptions.revise(id, {
        revision: { id: newId(), flowId, createdAt: 7_000 },
        snapshot: snapshotOf(flowId, acting({ versionId: newer, connectionId: null }))
      })
      const again = await reopen()
      expect((await onVersions(again, connectorId, [older])).flows).toEqual([])
      expect((await onVersions(again, connectorId, [newer])).flows).toEqual([flowId])
      expect(await again.subscriptions.flowsOn(connectionId)).toEqual([])
    })

    it('no longer count for a version after they are off', async () => {
      const { store } = opened()
      const { connectorId, connectionId, older } = await openConnector(store)
      const action = acting({ versionId: older, connectionId })
      const [off, failed] = [await begin(store, action), await begin(store, action)]
      await comeOn(store, off)
      await beginOff(store, off.subscription)
      await store.subscriptions.endRegistering(failed.subscription.id, {
        at: 5_000,
        how: 'refused',
        fault: sampleFault,
        attemptId: failed.attempt.id,
        outcome: 'failed',
        run: null,
        cleanup: null
      })
      expect(await onVersions(store, connectorId, [older])).toEqual({ counted: [], flows: [] })
      expect(await store.subscriptions.versionsWanted()).toEqual([])
      expect(await store.subscriptions.countWanted(connectorId)).toBe(0)
      expect(await store.flows.usersOf(connectorId)).toEqual([])
    })

    it('are found by the revision of a successor once it took the place of the former one', async () => {
      const { store } = opened()
      const { connectorId, connectionId, older, newer } = await openConnector(store)
      const old = await begin(store, acting({ versionId: older, connectionId }))
      await comeOn(store, old)
      const { flowId } = old.subscription
      const { revision, snapshot: _, ...beside } = sampleBeginning(flowId, { wanted: false })
      const next = acting({ versionId: newer, connectionId: null })
      const frozen = { revision, snapshot: snapshotOf(flowId, next) }
      await store.subscriptions.beginSuccessor({ ...beside, frozen })
      expect((await onVersions(store, connectorId, [newer])).flows).toEqual([])
      await comeOn(store, beside)
      expect((await onVersions(store, connectorId, [older])).flows).toEqual([])
      expect((await onVersions(store, connectorId, [newer])).flows).toEqual([flowId])
      // The former one answers for a while, and its runs act with its connection.
      expect(await store.subscriptions.flowsOn(connectionId)).toEqual([])
      expect(await store.connections.needsOf(connectionId)).toEqual([
        { what: 'deregistration', flowName: 'Welcome new people' }
      ])
    })
  })
}

/** Defines the tests of connection needs that involve runs and deliveries. */
export const connectionNeedSuite = (open: OpenStore): void => {
  describe('connections of actions', () => {
    const opened = openForEachTest(open)

    it('stay in use until their runs and deliveries have ended', async () => {
      const { store } = opened()
      const { connectionId, older } = await openConnector(store)
      const begun = await begin(store, acting({ versionId: older, connectionId }))
      await comeOn(store, begun)
      const { subscription, revision } = begun
      const { id: subscriptionId, flowId } = subscription
      const run = sampleRun(flowId, { subscriptionId, revisionId: revision.id, status: { is: 'queued' } })
      await store.runs.begin(run)
      await acceptOne(store, subscription)
      const flowName = 'Welcome new people'
      expect(new Set(await store.connections.needsOf(connectionId))).toEqual(
        new Set([
          { what: 'run', flowName },
          { what: 'delivery', flowName }
        ])
      )
      await store.runs.finish(sampleEnd(run.id), { erase: false })
      expect(await store.connections.needsOf(connectionId)).toEqual([{ what: 'delivery', flowName }])
      expect(await store.connections.needsOf(newId())).toEqual([])
    })
  })
}
