import { describe, expect, it } from 'vitest'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { emptyFlow, keepFlow, newId, sampleConnector, sampleFlow, sampleSnapshot } from './samples.ts'

export const importingSuite = (open: OpenStore): void => {
  describe('an import', () => {
    const opened = openForEachTest(open)
    const save = { name: 'Imported', description: 'New.', active: true, saveAll: true, doc: emptyFlow }

    it('replaces settings and drafts of a connector and adds flows in one transaction', async () => {
      const { store } = opened()
      const connector = sampleConnector()
      await store.connectors.add(connector)
      const kept = await keepFlow(store, { connectorId: connector.id, draftNo: 3 })
      const added = sampleFlow({ connectorId: connector.id, name: 'Added' })
      const { name, description, branding, authentication } = sampleConnector({ name: 'Renamed' })
      await store.flows.writeImport({
        connector: { id: connector.id, name, description, branding, authentication },
        added: [added],
        saved: [{ id: kept.id, save, baseDraft: 3 }],
        at: 9_000,
        by: 'ann'
      })
      expect((await store.connectors.find(connector.id))?.name).toBe('Renamed')
      expect(await store.flows.list(connector.id)).toEqual([
        { ...kept, ...save, draftNo: 4, updatedAt: 9_000 },
        added
      ])
    })

    it('changes nothing if one of its drafts is stale, a name is in use or a flow is missing', async () => {
      const { store } = opened()
      const [connector, other] = [sampleConnector(), sampleConnector({ name: 'Other' })]
      await store.connectors.add(connector)
      await store.connectors.add(other)
      const kept = await keepFlow(store, { connectorId: connector.id, draftNo: 3 })
      const before = [await store.connectors.list(), await store.flows.list(connector.id)]
      const added = [sampleFlow({ connectorId: connector.id, name: 'Added' })]
      const write = (name: string, id: string, baseDraft: number) =>
        store.flows.writeImport({
          connector: {
            ...{ id: connector.id, name, description: '' },
            ...{ branding: connector.branding, authentication: connector.authentication }
          },
          added,
          saved: [{ id, save, baseDraft }],
          at: 9_000,
          by: 'ann'
        })
      await expect(write('Renamed', kept.id, 2)).rejects.toMatchObject({ code: 'flow.stale' })
      await expect(write('Renamed', newId(), 3)).rejects.toMatchObject({ code: 'flow.gone' })
      await expect(write('OTHER', kept.id, 3)).rejects.toMatchObject({ code: 'connector.name-taken' })
      expect([await store.connectors.list(), await store.flows.list(connector.id)]).toEqual(before)
    })

    it('deploys a version of its drafts in one transaction, or nothing if other versions were made', async () => {
      const { store } = opened()
      const connector = sampleConnector()
      const [first, second] = [newId(), newId()]
      const about = {
        connectorId: connector.id,
        visible: true,
        note: 'n',
        createdAt: 9_000,
        createdBy: 'ann'
      }
      const deployment = () => ({ id: newId(), at: 9_000, by: 'ann', visible: true, note: 'n' })
      const flow = sampleFlow({ connectorId: connector.id, name: 'First' })
      const followed = { connectorId: connector.id, galleryKey: 'acme', digest: 'one', files: {}, at: 9_000 }
      const version = await store.flows.deployImport({
        drafts: { connector, flows: [flow] },
        version: { id: first, ...about },
        snapshot: sampleSnapshot(),
        deployment: deployment(),
        planned: { deployedId: null, number: 1 },
        followed
      })
      expect(version).toMatchObject({ id: first, number: 1, status: 'deployed', deployedAt: 9_000 })
      expect(await store.followedConnectors.find(connector.id)).toEqual(followed)
      expect(await store.flows.list(connector.id)).toEqual([flow])
      const next = (planned: { deployedId: string | null; number: number }) =>
        store.flows.deployImport({
          drafts: {
            connector: null,
            added: [],
            saved: [{ id: flow.id, save, baseDraft: flow.draftNo }],
            at: 9_500,
            by: 'ann'
          },
          version: { id: second, ...about },
          snapshot: sampleSnapshot(),
          deployment: deployment(),
          planned
        })
      for (const planned of [
        { deployedId: null, number: 2 },
        { deployedId: first, number: 3 }
      ]) {
        await expect(next(planned)).rejects.toMatchObject({ code: 'plan.stale' })
      }
      expect(await store.flows.list(connector.id)).toEqual([flow])
      expect(await store.versions.list(connector.id)).toHaveLength(1)
      await next({ deployedId: first, number: 2 })
      expect(await store.versions.list(connector.id)).toMatchObject([
        { id: second, number: 2, status: 'deployed' },
        { id: first, status: 'superseded' }
      ])
      expect(await store.versions.deployments(connector.id)).toHaveLength(2)
    })

    it('reads the keys of all connectors, also of deleted ones', async () => {
      const { store } = opened()
      const connector = sampleConnector()
      await store.connectors.add(connector)
      await store.connectors.remove(connector.id, 9_000)
      expect(await store.connectors.isKeyTaken(connector.key)).toBe(true)
      expect(await store.connectors.isKeyTaken('other_000000')).toBe(false)
    })
  })
}
