import type { Id } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { newId, sampleConnector, sampleSnapshot } from './samples.ts'

export const versionSuite = (open: OpenStore): void => {
  describe('versions', () => {
    const opened = openForEachTest(open)

    const keepConnector = async (store: Store, name = 'Acme HR'): Promise<Id> => {
      const connector = sampleConnector({ name })
      await store.connectors.add(connector)
      return connector.id
    }

    const sample = (connectorId: Id) => ({
      id: newId(),
      connectorId,
      visible: true,
      note: 'First.',
      createdAt: 4_000,
      createdBy: 'ann'
    })

    const deploying = (over: { at?: number; visible?: boolean; note?: string; by?: string } = {}) => ({
      id: newId(),
      at: 5_000,
      visible: true,
      note: 'Go.',
      by: 'ann',
      ...over
    })

    it('store a snapshot as a test version, also over a restart', async () => {
      const { store, reopen } = opened()
      const params = sample(await keepConnector(store))
      const snapshot = sampleSnapshot({ description: 'Frozen 🧊' })
      const version = await store.versions.create(params, snapshot)
      expect(version).toEqual({ ...params, number: 1, status: 'test', deployedAt: null })
      expect(await store.versions.find(params.id)).toEqual({ version, snapshot })
      expect(await (await reopen()).versions.find(params.id)).toEqual({ version, snapshot })
    })

    it('are numbered by connector and listed newest first', async () => {
      const { store } = opened()
      const [one, two] = [await keepConnector(store, 'One'), await keepConnector(store, 'Two')]
      for (const connectorId of [one, one, two, one]) {
        await store.versions.create(sample(connectorId), sampleSnapshot())
      }
      expect((await store.versions.list(one)).map(({ number }) => number)).toEqual([3, 2, 1])
      expect((await store.versions.list(two)).map(({ number }) => number)).toEqual([1])
    })

    it('of a missing connector are refused', async () => {
      const { store } = opened()
      await expect(store.versions.create(sample(newId()), sampleSnapshot())).rejects.toMatchObject({
        code: 'connector.gone'
      })
    })

    it('include no deployed one until one is deployed', async () => {
      const { store } = opened()
      const connectorId = await keepConnector(store)
      await store.versions.create(sample(connectorId), sampleSnapshot())
      expect(await store.versions.deployedOf(connectorId)).toBeNull()
      expect(await store.versions.find(newId())).toBeNull()
    })

    it('have one deployed, and the one before is superseded; a rollback works the same way', async () => {
      const { store } = opened()
      const connectorId = await keepConnector(store)
      const first = await store.versions.create(sample(connectorId), sampleSnapshot({ name: 'First' }))
      const second = await store.versions.create(sample(connectorId), sampleSnapshot({ name: 'Second' }))
      const statuses = async () => (await store.versions.list(connectorId)).map(({ status }) => status)

      const deployed = await store.versions.deploy(first.id, deploying({ visible: false }))
      expect(deployed).toEqual({ ...first, status: 'deployed', visible: false, deployedAt: 5_000 })
      expect(await store.versions.deployedOf(connectorId)).toMatchObject({
        version: deployed,
        snapshot: { name: 'First' }
      })
      await store.versions.deploy(second.id, deploying({ at: 6_000 }))
      expect(await statuses()).toEqual(['deployed', 'superseded'])
      await store.versions.deploy(first.id, deploying({ at: 7_000 }))
      expect(await statuses()).toEqual(['superseded', 'deployed'])
    })

    it('can be deployed again', async () => {
      const { store } = opened()
      const connectorId = await keepConnector(store)
      const version = await store.versions.create(sample(connectorId), sampleSnapshot())
      await store.versions.deploy(version.id, deploying())
      await store.versions.deploy(version.id, deploying({ at: 6_000, note: 'Again.' }))
      expect(await store.versions.list(connectorId)).toEqual([
        { ...version, status: 'deployed', deployedAt: 6_000 }
      ])
    })

    it('do not affect the deployed versions of other connectors', async () => {
      const { store } = opened()
      const [one, two] = [await keepConnector(store, 'One'), await keepConnector(store, 'Two')]
      for (const connectorId of [one, two]) {
        const { id } = await store.versions.create(sample(connectorId), sampleSnapshot())
        await store.versions.deploy(id, deploying())
      }
      expect(await store.versions.deployedOf(one)).toMatchObject({ version: { status: 'deployed' } })
    })

    it('store each deployment with its own note, the newest first, also over a restart', async () => {
      const { store, reopen } = opened()
      const [one, two] = [await keepConnector(store, 'One'), await keepConnector(store, 'Two')]
      const first = await store.versions.create(sample(one), sampleSnapshot())
      const second = await store.versions.create(sample(one), sampleSnapshot())
      const other = await store.versions.create(sample(two), sampleSnapshot())
      const params = [
        deploying({ visible: false, by: 'ben' }),
        deploying({ at: 6_000, note: '' }),
        deploying({ at: 6_000, note: 'Back.' })
      ] as const
      await store.versions.deploy(first.id, params[0])
      await store.versions.deploy(second.id, params[1])
      await store.versions.deploy(other.id, deploying())
      await store.versions.deploy(first.id, params[2])
      expect(await (await reopen()).versions.deployments(one)).toEqual([
        { ...params[2], versionId: first.id, number: 1 },
        { ...params[1], versionId: second.id, number: 2 },
        { ...params[0], versionId: first.id, number: 1 }
      ])
    })

    it('that do not exist have no deployment', async () => {
      const { store } = opened()
      const connectorId = await keepConnector(store)
      await expect(store.versions.deploy(newId(), deploying())).rejects.toThrow()
      expect(await store.versions.deployments(connectorId)).toEqual([])
    })

    it('are offered if deployed, visible and not deleted', async () => {
      const { store } = opened()
      const offered = async () => (await store.versions.offered()).map(({ id }) => id)
      const [one, two] = [await keepConnector(store, 'One'), await keepConnector(store, 'Two')]
      const snapshot = sampleSnapshot({ name: 'One' })
      const first = await store.versions.create(sample(one), snapshot)
      const second = await store.versions.create(sample(two), sampleSnapshot())
      expect(await offered()).toEqual([])
      const deployed = await store.versions.deploy(first.id, deploying())
      expect(await store.versions.offered()).toEqual([deployed])
      expect(await store.versions.several([first.id, newId()])).toEqual([{ version: deployed, snapshot }])
      expect(await store.versions.several([])).toEqual([])
      await store.versions.deploy(second.id, deploying({ visible: false }))
      expect(await offered()).toEqual([first.id])
      await store.versions.show(second.id, true)
      expect((await offered()).toSorted()).toEqual([first.id, second.id].toSorted())
      await store.versions.show(first.id, false)
      expect(await offered()).toEqual([second.id])
      await store.connectors.remove(two, 9_000)
      expect(await offered()).toEqual([])
    })

    it('can be shown and hidden', async () => {
      const { store } = opened()
      const { id } = await store.versions.create(sample(await keepConnector(store)), sampleSnapshot())
      await store.versions.show(id, false)
      expect(await store.versions.find(id)).toMatchObject({ version: { visible: false } })
      await store.versions.show(id, true)
      expect(await store.versions.find(id)).toMatchObject({ version: { visible: true } })
    })

    it('that are unknown throw a fault', async () => {
      const { store } = opened()
      await expect(store.versions.deploy(newId(), deploying())).rejects.toMatchObject({
        code: 'version.gone'
      })
      await expect(store.versions.show(newId(), true)).rejects.toMatchObject({ code: 'version.gone' })
    })
  })
}
