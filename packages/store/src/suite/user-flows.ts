import type { Flow, Id } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { Store, UserFlowFilter } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import {
  type Beginning,
  beginFlow,
  emptyFlow,
  keepFlow,
  newId,
  sampleBeginning,
  sampleConnector,
  sampleEnd,
  sampleFlow,
  sampleSnapshot
} from './samples.ts'

/** Completes the registration of a flow that is being turned on. */
const comeOn = async (store: Store, { subscription, attempt, run }: Beginning): Promise<void> => {
  await store.subscriptions.becomeOn(subscription.id, {
    at: 2_400,
    attemptId: attempt.id,
    run: run && sampleEnd(run.id),
    registrationData: null,
    expiresAt: null,
    answersUntil: 62_400,
    probedAt: null
  })
}

/** Turns this flow on. */
const turnOn = async (store: Store, flowId: Id): Promise<void> =>
  comeOn(store, await beginFlow(store, flowId))

/** Lists flows. By default, lists all of them, ordered by name. */
const listed = (store: Store, filter: Partial<UserFlowFilter> = {}) =>
  store.flows.listUsers({ ownerId: null, by: 'name', limit: 50, most: 10, ...filter })

const namesOf = async (store: Store, filter: Partial<UserFlowFilter> = {}): Promise<(string | null)[]> =>
  (await listed(store, filter)).rows.map(({ flow }) => flow.name)

export const userFlowSuite = (open: OpenStore): void => {
  // review: cores A2
  describe("the list of users' flows", () => {
    const opened = openForEachTest(open)

    it('has pages by name, with each flow once, even if flows are added or removed between them', async () => {
      const { store } = opened()
      const names = ['émile', 'Zebra', 'apple', 'Banana 10', 'Banana 9']
      const kept = await Promise.all(names.map(name => keepFlow(store, { name, ownerId: 'bea' })))
      await keepFlow(store, { name: 'Flow of another member', ownerId: 'cal' })
      const first = await listed(store, { ownerId: 'bea', limit: 2 })
      expect(first.rows.map(({ flow }) => flow.name)).toEqual(['apple', 'Banana 10'])
      expect(first.rows[0]?.flow).toEqual(kept[2])
      await keepFlow(store, { name: 'Aardvark', ownerId: 'bea' })
      await store.flows.remove(first.rows[1]?.flow.id ?? '', 9_000)
      const second = await listed(store, { ownerId: 'bea', limit: 2, after: first.next ?? '' })
      expect(second.rows.map(({ flow }) => flow.name)).toEqual(['Banana 9', 'émile'])
      const third = await listed(store, { ownerId: 'bea', limit: 2, after: second.next ?? '' })
      expect(third).toMatchObject({ rows: [{ flow: { name: 'Zebra' } }], next: null })
      // What cannot be read begins at the top.
      expect(await namesOf(store, { ownerId: 'bea', limit: 1, after: 'nonsense' })).toEqual(['Aardvark'])
    })

    it('is sorted by creation, or by the last run', async () => {
      const { store } = opened()
      for (const [name, createdAt] of [
        ['Old', 1],
        ['New', 3],
        ['Middle', 2]
      ] as const) {
        await keepFlow(store, { name, createdAt })
      }
      expect(await namesOf(store, { by: 'newest' })).toEqual(['New', 'Middle', 'Old'])
      expect(await namesOf(store, { by: 'last-run' })).toEqual(['Old', 'New', 'Middle'])
    })

    it('finds words in the name, the description, and the names of event and connector', async () => {
      const { store } = opened()
      const connector = sampleConnector()
      await store.connectors.add(connector)
      const eventFlow = { id: newId(), name: 'Badge printed', description: '', doc: emptyFlow }
      const version = { id: newId(), connectorId: connector.id, visible: true, note: '', createdAt: 1 }
      await store.versions.create(
        { ...version, createdBy: 'ann' },
        sampleSnapshot({ name: 'Birch Pay', flows: [eventFlow] })
      )
      const starting = (versionId: Id, eventFlowId: Id): Flow => ({
        ...emptyFlow,
        strip: ['start'],
        cards: {
          start: { id: 'start', type: 'connector-event', config: { versionId, eventFlowId }, inputs: {} }
        }
      })
      await keepFlow(store, { name: 'Tidy up', doc: starting(version.id, eventFlow.id) })
      await keepFlow(store, { name: 'Visitors', description: 'Prints a BADGE for each visitor.' })
      await keepFlow(store, { name: null, doc: starting('of nowhere', newId()) })
      expect(await namesOf(store, { words: ['badge'] })).toEqual(['Tidy up', 'Visitors'])
      expect(await namesOf(store, { words: ['tidy', 'birch'] })).toEqual(['Tidy up'])
      expect(await namesOf(store, { words: ['unnamed'] })).toEqual([null])
      expect(await namesOf(store, { words: ['nothing like it'] })).toEqual([])
    })
  })
}

/** Defines the tests of the list of users' flows that involve subscriptions. */
export const flowStateSuite = (open: OpenStore): void => {
  describe("the states in the list of users' flows", () => {
    const opened = openForEachTest(open)

    it('distinguish on from off, and mark flows that need attention', async () => {
      const { store } = opened()
      const on = await keepFlow(store, { name: 'On', updatedAt: 0 })
      const changed = await keepFlow(store, { name: 'Changed', updatedAt: 0 })
      await keepFlow(store, { name: 'Off' })
      await turnOn(store, on.id)
      await turnOn(store, changed.id)
      const { description, active, saveAll, doc } = changed
      const save = { name: 'Changed', description, active, saveAll, doc }
      await store.flows.save(changed.id, save, { baseDraft: 1, at: 1_000_000 })
      expect(await namesOf(store, { status: 'on' })).toEqual(['Changed', 'On'])
      expect(await namesOf(store, { status: 'off' })).toEqual(['Off'])
      const { rows } = await listed(store, { status: 'attention' })
      expect(rows).toMatchObject([{ flow: { name: 'Changed' }, isOnlyChanged: true, openCleanup: 0 }])
      expect(rows[0]?.subscription).toMatchObject({ status: { is: 'on' }, wanted: true })
      expect(rows[0]?.newest).toEqual(rows[0]?.subscription)
      expect(await listed(store, { flowId: on.id })).toMatchObject({ rows: [{ flow: on }], next: null })
    })

    // review: cores A2
    it('include registrations in pages, with those that need a person separate', async () => {
      const { store } = opened()
      const begun = []
      for (const ownerId of ['bea', 'bea', 'bea', 'cal']) {
        const flow = await keepFlow(store, { ownerId })
        await turnOn(store, flow.id)
        begun.unshift((await store.subscriptions.wantedOf(flow.id))?.id ?? '')
      }
      const [ofCal = '', newest = '', lapsed = '', oldest = ''] = begun
      const gaps = [{ from: 5_000, to: null, why: 'lapsed' as const }]
      await store.renewals.plan(lapsed, { renewAt: null, renewTries: 0, gaps })
      const idsOf = async (filter: Parameters<typeof store.subscriptions.known>[0]) =>
        (await store.subscriptions.known(filter)).map(({ id }) => id)
      expect(await idsOf({})).toEqual([ofCal, newest, lapsed, oldest])
      expect(await idsOf({ ownerId: 'bea' })).toEqual([newest, lapsed, oldest])
      expect(await idsOf({ part: 'needy' })).toEqual([lapsed])
      expect(await idsOf({ part: 'fine', limit: 2 })).toEqual([ofCal, newest])
      expect(await idsOf({ part: 'fine', limit: 2, before: newest })).toEqual([oldest])
    })

    it('list the flows that run a version, newest first, each with its running revision', async () => {
      const { store } = opened()
      const add = async (
        ownerId: string,
        name: string,
        over: Partial<Beginning['subscription']['terms']>
      ) => {
        const { id } = await keepFlow(store, { ownerId, name })
        const { subscription, ...rest } = sampleBeginning(id)
        const begun = {
          ...rest,
          subscription: { ...subscription, terms: { ...subscription.terms, ...over } }
        }
        await store.subscriptions.begin(begun)
        return begun
      }
      const versions = [1, 2].map(() => ({ connectorId: newId(), versionId: newId() }))
      const [version = { connectorId: '', versionId: '' }] = versions
      const first = await add('bea', 'First', version)
      const other = await add('cal', 'Other', versions[1] ?? version)
      const second = await add('cal', 'Second', version)
      await add('bea', 'Elsewhere', {})
      const idsOf = (...begun: Beginning[]) => begun.map(({ subscription }) => subscription.flowId)
      const asked = (ownerId: string | null, limit = 9) =>
        store.subscriptions.flowsOnVersions(versions, { ownerId, limit })
      expect(await asked(null)).toEqual(idsOf(second, other, first))
      expect(await asked('cal')).toEqual(idsOf(second, other))
      expect(await asked(null, 1)).toEqual(idsOf(second))
      expect(await store.subscriptions.countOnVersions(versions, null)).toEqual([])
      expect(await store.subscriptions.runningFlows(idsOf(first, second))).toEqual([])

      for (const begun of [first, second]) await comeOn(store, begun)
      expect(await store.subscriptions.countOnVersions(versions, null)).toEqual([
        { connectorId: version.connectorId, versionIds: [version.versionId], flows: 2 }
      ])
      expect(await store.subscriptions.countOnVersions(versions, 'cal')).toMatchObject([{ flows: 1 }])
      const running = await store.subscriptions.runningFlows(idsOf(first, other, second))
      const { doc: _doc, ...row } = (await store.flows.find(first.subscription.flowId)) ?? sampleFlow()
      expect(running[0]).toEqual({
        subscription: await store.subscriptions.currentOf(row.id),
        flow: row,
        snapshot: first.snapshot
      })
      expect(running.map(({ flow }) => flow.name)).toEqual(['First', 'Second'])
    })

    it('are counted in total, of one owner or of all', async () => {
      const { store } = opened()
      const on = await keepFlow(store, { ownerId: 'bea' })
      await keepFlow(store, { ownerId: 'bea' })
      await keepFlow(store, { ownerId: 'cal' })
      await turnOn(store, on.id)
      const none = { failing: 0, openCleanup: 0, deliveries: 0 }
      expect(await store.flows.countUsers({ ownerId: null, most: 5 })).toEqual({ flows: 3, on: 1, ...none })
      expect(await store.flows.countUsers({ ownerId: 'bea', most: 5 })).toEqual({ flows: 2, on: 1, ...none })
      expect(await store.flows.countUsers({ ownerId: 'dan', most: 5 })).toEqual({ flows: 0, on: 0, ...none })
    })
  })
}
