import { BIN_DAYS, KEPT_DRAFTS, MINUTE } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { keepFlow, newId, sampleConnection, sampleConnector, sampleFlow, sampleSnapshot } from './samples.ts'

export const recycleBinSuite = (open: OpenStore): void => {
  describe('the recycle bin', () => {
    const opened = openForEachTest(open)

    it('lists deleted flows and connectors, newest first, without empty flows and flows of a deleted connector', async () => {
      const { store } = opened()
      const connector = sampleConnector()
      await store.connectors.add(connector)
      const made = await keepFlow(store, { connectorId: connector.id, name: 'User created' })
      const own = await keepFlow(store)
      const blank = sampleFlow({ name: null, doc: { schemaVersion: 1, strip: [], cards: {} } })
      await store.flows.add(blank)
      await store.flows.remove(blank.id, 7_000)
      await store.flows.remove(made.id, 8_000, 'ann')
      await store.flows.remove(own.id, 9_000)
      const inBin = [
        { id: own.id, name: own.name, ownerId: 'ann', connector: null, deletedAt: 9_000, deletedBy: null },
        {
          ...{ id: made.id, name: 'User created', ownerId: 'ann', deletedAt: 8_000, deletedBy: 'ann' },
          connector: { id: connector.id, name: connector.name }
        }
      ]
      expect(await store.bin.flows()).toEqual(inBin)
      await keepFlow(store, { connectorId: connector.id })
      await store.connectors.remove(connector.id, 9_500, 'ann')
      expect(await store.bin.flows()).toEqual(inBin.slice(0, 1))
      await expect(store.flows.restore(made.id)).rejects.toMatchObject({ code: 'connector.gone' })
      const { id, name, branding } = connector
      expect(await store.bin.connectors()).toEqual([
        { id, name, branding, flows: 1, versions: 0, deletedAt: 9_500, deletedBy: 'ann' }
      ])
    })

    it('restores a connector with its flows and versions, with another name if its own is in use', async () => {
      const { store } = opened()
      const connector = sampleConnector()
      await store.connectors.add(connector)
      const flow = await keepFlow(store, { connectorId: connector.id })
      const about = {
        id: newId(),
        connectorId: connector.id,
        visible: true,
        note: '',
        createdAt: 2,
        createdBy: 'a'
      }
      await store.versions.create(about, sampleSnapshot())
      await store.connectors.remove(connector.id, 9_000)
      await store.connectors.add(sampleConnector())
      await expect(store.connectors.restore(connector.id)).rejects.toMatchObject({
        code: 'connector.name-taken'
      })
      await store.connectors.restore(connector.id, 'Acme HR 2')
      expect(await store.connectors.find(connector.id)).toEqual({ ...connector, name: 'Acme HR 2' })
      expect(await store.flows.list(connector.id)).toEqual([flow])
      expect(await store.versions.list(connector.id)).toHaveLength(1)
      expect(await store.bin.connectors()).toEqual([])
    })

    it('purges items deleted before a time, and nothing outside the bin', async () => {
      const { store } = opened()
      const connector = sampleConnector()
      await store.connectors.add(connector)
      const made = await keepFlow(store, { connectorId: connector.id })
      const [old, young] = [await keepFlow(store), await keepFlow(store)]
      const test = sampleConnection(connector.id, { purpose: 'test' })
      await store.connections.add(test, new Uint8Array([1]))
      await store.flows.remove(old.id, 1_000)
      await store.connectors.remove(connector.id, 1_000)
      await store.flows.remove(young.id, 5_000)
      for (const purge of [store.bin.purgeFlow(newId(), 1), store.bin.purgeFlow(made.id, 1)]) {
        await expect(purge).rejects.toMatchObject({ code: 'flow.gone' })
      }
      expect(await store.bin.purgeBefore(2_000, BIN_DAYS, 9)).toBe(2)
      expect(await store.bin.purgeBefore(2_000, BIN_DAYS, 9)).toBe(0)
      expect((await store.bin.flows()).map(({ id }) => id)).toEqual([young.id])
      expect(await store.bin.connectors()).toEqual([])
      expect(await store.connections.find(test.id)).toBeNull()
      for (const id of [old.id, made.id]) {
        await expect(store.flows.restore(id)).rejects.toMatchObject({ code: 'flow.gone' })
        // Runs still say which flow ran.
        expect(await store.flows.ownerOf(id)).not.toBeNull()
      }
      await expect(store.connectors.restore(connector.id)).rejects.toMatchObject({ code: 'connector.gone' })
    })
  })

  describe('the drafts of a user’s flow', () => {
    const opened = openForEachTest(open)

    const docOf = (text: string) => ({
      schemaVersion: 1 as const,
      strip: ['a'],
      cards: { a: { id: 'a', type: 'note', config: { text }, inputs: {} } }
    })

    it('merge saves of one member within ten minutes, and begin another on request', async () => {
      const { store } = opened()
      const flow = await keepFlow(store, { doc: docOf('before') })
      const about = { name: flow.name, description: '', active: true, saveAll: true }
      let draftNo = 1
      const save = async (text: string, at: number, by: string) => {
        const params = { baseDraft: draftNo, at, by }
        draftNo = await store.flows.save(flow.id, { ...about, doc: docOf(text) }, params)
      }
      await save('one', MINUTE, 'ann')
      await save('two', 2 * MINUTE, 'ann')
      await save('two', 3 * MINUTE, 'ann')
      await save('three', 4 * MINUTE, 'bea')
      await store.flowDrafts.close(flow.id)
      await save('four', 5 * MINUTE, 'bea')
      await save('five', 20 * MINUTE, 'bea')
      const kept = await store.flowDrafts.list(flow.id)
      expect(kept.map(({ doc, by, draftNo: number }) => [doc.cards.a?.config.text, by, number])).toEqual([
        ['five', 'bea', 7],
        ['four', 'bea', 6],
        ['three', 'bea', 5],
        ['two', 'ann', 3],
        ['before', 'ann', 1]
      ])
    })

    it('keep only the newest ones, and none once the flow is purged', async () => {
      const { store } = opened()
      const flow = await keepFlow(store, { doc: docOf('0') })
      const about = { name: flow.name, description: '', active: true, saveAll: true }
      for (let at = 1; at <= KEPT_DRAFTS + 3; at += 1) {
        const params = { baseDraft: at, at: at * 20 * MINUTE, by: 'ann' }
        await store.flows.save(flow.id, { ...about, doc: docOf(String(at)) }, params)
      }
      expect(await store.flowDrafts.list(flow.id)).toHaveLength(KEPT_DRAFTS)
      await store.flows.remove(flow.id, 1)
      await store.bin.purgeFlow(flow.id, 2)
      expect(await store.flowDrafts.list(flow.id)).toEqual([])
    })
  })
}
