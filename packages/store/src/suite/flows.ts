import type { Flow, Id } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import { type OpenStore, openForEachTest } from './each-test.ts'
import {
  beginFlow,
  emptyFlow,
  keepFlow,
  newId,
  sampleBeginning,
  sampleConnector,
  sampleFault,
  sampleFlow,
  turnOn
} from './samples.ts'

export const flowSuite = (open: OpenStore): void => {
  describe('flows', () => {
    const opened = openForEachTest(open)

    const save = {
      name: 'Renamed',
      description: 'Describes what the flow does.',
      active: false,
      saveAll: false,
      doc: { ...emptyFlow, strip: ['start', 'next'] }
    }

    it('are stored unchanged, also over a restart', async () => {
      const { store, reopen } = opened()
      const flow = await keepFlow(store, { name: null, saveAll: false, draftNo: 7 })
      expect(await store.flows.find(flow.id)).toEqual(flow)
      expect(await (await reopen()).flows.find(flow.id)).toEqual(flow)
    })

    it('of a connector are separate from users’ flows, oldest first', async () => {
      const { store } = opened()
      const [connector, other] = [sampleConnector(), sampleConnector({ name: 'Other' })]
      await store.connectors.add(connector)
      await store.connectors.add(other)
      const users = [await keepFlow(store), await keepFlow(store)]
      const makers = [
        await keepFlow(store, { connectorId: connector.id }),
        await keepFlow(store, { connectorId: connector.id })
      ]
      await keepFlow(store, { connectorId: other.id })
      expect(await store.flows.ofOwner('ann')).toEqual(users)
      expect(await store.flows.list(connector.id)).toEqual(makers)
      expect(await store.flows.list(newId())).toEqual([])
    })

    it('of users are found by owner, by id and as names without documents', async () => {
      const { store } = opened()
      const connector = sampleConnector()
      await store.connectors.add(connector)
      const ofBea = await keepFlow(store, { ownerId: 'bea', name: 'Tidy up', description: 'At night.' })
      const ofCal = await keepFlow(store, { ownerId: 'cal', name: null })
      const gone = await keepFlow(store, { ownerId: 'bea' })
      const blank = await keepFlow(store, {
        ownerId: 'dan',
        name: null,
        doc: { schemaVersion: 1, strip: [], cards: {} }
      })
      const made = await keepFlow(store, { ownerId: 'bea', connectorId: connector.id })
      await store.flows.remove(gone.id, 9_000)
      expect(await store.flows.ofOwner('bea')).toEqual([ofBea])
      expect(await store.flows.ofOwner('dan')).toEqual([blank])
      const several = await store.flows.several([made.id, ofCal.id, gone.id, newId()])
      expect(new Map(several.map(flow => [flow.id, flow]))).toEqual(
        new Map([made, ofCal].map(flow => [flow.id, flow]))
      )
      const names = [
        { id: ofBea.id, name: 'Tidy up', description: 'At night.', ownerId: 'bea' },
        { id: ofCal.id, name: null, description: ofCal.description, ownerId: 'cal' }
      ]
      expect(await store.flows.names({ ownerId: null, limit: 9 })).toEqual(names)
      expect(await store.flows.names({ ownerId: 'bea', limit: 9 })).toEqual(names.slice(0, 1))
    })

    // review: cores A4
    it('of users are listed as names in pages', async () => {
      const { store } = opened()
      const ids: Id[] = []
      for (let at = 0; at < 5; at++) ids.push((await keepFlow(store, { ownerId: at < 4 ? 'bea' : 'cal' })).id)
      const idsOf = async (filter: Parameters<typeof store.flows.names>[0]) =>
        (await store.flows.names(filter)).map(({ id }) => id)
      expect(await idsOf({ ownerId: null, limit: 2 })).toEqual(ids.slice(0, 2))
      expect(await idsOf({ ownerId: null, limit: 2, after: ids[1] ?? '' })).toEqual(ids.slice(2, 4))
      expect(await idsOf({ ownerId: null, limit: 2, after: ids[3] ?? '' })).toEqual(ids.slice(4))
      // A flow that was deleted meanwhile keeps its place.
      await store.flows.remove(ids[1] ?? '', 9_000)
      expect(await idsOf({ ownerId: 'bea', limit: 9, after: ids[1] ?? '' })).toEqual(ids.slice(2, 4))
      expect(await idsOf({ ownerId: 'bea', limit: 9, after: newId() })).toEqual([])
    })

    it('of a missing connector are refused', async () => {
      const { store } = opened()
      const flow = sampleFlow({ connectorId: newId() })
      await expect(store.flows.add(flow)).rejects.toMatchObject({ code: 'connector.gone' })
      expect(await store.flows.find(flow.id)).toBeNull()
    })

    it('have drafts without an event id in their start card, of any length', async () => {
      const { store } = opened()
      const text = Array.from({ length: 300 }, newId).join('')
      const config = { versionId: text, eventFlowId: text }
      const start = { id: 'start', type: 'connector-event', config, inputs: {} }
      const flow = await keepFlow(store, { doc: { ...emptyFlow, cards: { start } } })
      expect(await store.flows.find(flow.id)).toEqual(flow)
      expect(await store.flows.startingWith(flow.ownerId, text)).toEqual([])
    })

    it('have drafts with any text, which hide no other flow', async () => {
      const { store } = opened()
      const connector = sampleConnector()
      await store.connectors.add(connector)
      const texts = [
        'zero \0',
        'half \ud83d',
        'other half \ude00',
        'a whole one 😀',
        String.raw`no \u0000 at all`
      ]
      for (const text of texts) {
        const config = { text, connectionId: connector.id }
        const start = { id: 'start', type: 'note', config, inputs: {} }
        const doc = { ...emptyFlow, cards: { start } }
        const flow = await keepFlow(store, { doc, connectorId: connector.id })
        expect(await store.flows.find(flow.id)).toEqual(flow)
        const own = await keepFlow(store, { doc })
        expect(await store.flows.naming([{ connectionId: connector.id, ownerId: null }])).toHaveLength(1)
        await store.flows.remove(own.id, 9_000)
      }
      expect(await store.connectors.tallies()).toMatchObject([{ flows: texts.length }])
      expect(await store.bin.flows()).toHaveLength(texts.length)
    })

    it('are saved over the opened draft, with the next number', async () => {
      const { store } = opened()
      const flow = await keepFlow(store)
      expect(await store.flows.save(flow.id, save, { baseDraft: 1, at: 5_000 })).toBe(2)
      expect(await store.flows.find(flow.id)).toEqual({ ...flow, ...save, draftNo: 2, updatedAt: 5_000 })
      expect(await store.flows.save(flow.id, save, { baseDraft: 2, at: 6_000 })).toBe(3)
    })

    it('refuse a stale save, name the stored draft and keep it', async () => {
      const { store } = opened()
      const flow = await keepFlow(store)
      await store.flows.save(flow.id, save, { baseDraft: 1, at: 5_000 })
      const late = store.flows.save(flow.id, { ...save, name: 'Late' }, { baseDraft: 1, at: 6_000 })
      await expect(late).rejects.toMatchObject({ code: 'flow.stale', details: { draftNo: 2 } })
      expect(await store.flows.find(flow.id)).toMatchObject({ name: 'Renamed', draftNo: 2, updatedAt: 5_000 })
    })

    it('let one of many saves over the same draft succeed', async () => {
      const { store } = opened()
      const flow = await keepFlow(store)
      const saves = await Promise.allSettled(
        Array.from({ length: 20 }, (_, at) => store.flows.save(flow.id, save, { baseDraft: 1, at }))
      )
      expect(saves.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(await store.flows.find(flow.id)).toMatchObject({ draftNo: 2 })
    })

    it('are not found after deletion, but still have an owner', async () => {
      const { store } = opened()
      const flow = await keepFlow(store, { ownerId: 'bea' })
      await store.flows.remove(flow.id, 9_000)
      expect(await store.flows.find(flow.id)).toBeNull()
      expect(await store.flows.ofOwner('bea')).toEqual([])
      expect(await store.flows.ownerOf(flow.id)).toEqual({
        ownerId: 'bea',
        connectorId: null,
        name: flow.name
      })
      expect(await store.flows.ownerOf(newId())).toBeNull()
    })

    it('can be restored unchanged, for a connector or a user', async () => {
      const { store } = opened()
      const connector = sampleConnector()
      await store.connectors.add(connector)
      const made = await keepFlow(store, { connectorId: connector.id })
      const own = await keepFlow(store)
      for (const { id } of [made, own]) await store.flows.remove(id, 9_000)
      for (const flow of [made, own]) {
        await store.flows.restore(flow.id)
        expect(await store.flows.find(flow.id)).toEqual(flow)
      }
      for (const gone of [own.id, newId()]) {
        await expect(store.flows.restore(gone)).rejects.toMatchObject({ code: 'flow.gone' })
      }
    })

    it('that are deleted or unknown throw a fault', async () => {
      const { store } = opened()
      const flow = await keepFlow(store)
      await store.flows.remove(flow.id, 9_000)
      for (const gone of [flow.id, newId()]) {
        const acts = [
          store.flows.save(gone, save, { baseDraft: 1, at: 9_001 }),
          store.flows.remove(gone, 9_001)
        ]
        for (const act of acts) await expect(act).rejects.toMatchObject({ code: 'flow.gone' })
      }
    })
  })
}

/** Defines the tests of flows that involve subscriptions. */
export const runningFlowSuite = (open: OpenStore): void => {
  describe('flows that run', () => {
    const opened = openForEachTest(open)

    it('are listed for a connector, each with its running revision', async () => {
      const { store } = opened()
      const [acme, other] = [newId(), newId()]
      const naming = (connectorId: Id): Flow => ({
        ...emptyFlow,
        cards: {
          start: { id: 'start', type: 'connector-event', config: { connectorId }, inputs: {} }
        }
      })
      const off = await keepFlow(store, { doc: naming(acme) })
      await keepFlow(store, { doc: naming(other) })
      await keepFlow(store)
      const gone = await keepFlow(store, { doc: naming(acme) })
      await store.flows.remove(gone.id, 9_000)
      // What it runs with counts while it is on, whatever is drawn since.
      const on = await keepFlow(store, { doc: naming(other) })
      const beginning = sampleBeginning(on.id)
      const { subscription } = beginning
      const terms = { ...subscription.terms, connectorId: acme }
      await store.subscriptions.begin({ ...beginning, subscription: { ...subscription, terms } })
      expect(await store.flows.usersOf(acme)).toEqual([
        { flow: off, running: null },
        { flow: on, running: beginning.snapshot }
      ])
      expect(await store.flows.usersOf(newId())).toEqual([])
    })

    it('cannot be deleted while on or turning on, but after that', async () => {
      const { store } = opened()
      const { subscription, attempt } = await beginFlow(store)
      const { flowId } = subscription
      await expect(store.flows.remove(flowId, 9_000)).rejects.toMatchObject({ code: 'flow.is-on' })
      expect(await store.flows.find(flowId)).not.toBeNull()
      await turnOn(store)
      await store.subscriptions.endRegistering(subscription.id, {
        at: 9_000,
        how: 'cancelled',
        fault: sampleFault,
        attemptId: attempt.id,
        outcome: 'cancelled',
        run: null,
        cleanup: null
      })
      await store.flows.remove(flowId, 9_001)
      expect(await store.flows.find(flowId)).toBeNull()
    })
  })
}
