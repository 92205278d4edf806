import type { Id } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { newId, sampleConnection, sampleConnector } from './samples.ts'

const keepConnector = async (store: Store) => {
  const connector = sampleConnector()
  await store.connectors.add(connector)
  return connector
}

export const orphanSuite = (open: OpenStore): void => {
  describe('orphans', () => {
    const opened = openForEachTest(open)

    const orphan = (connectorId: Id, remoteId = 'sub_1') => ({
      id: newId(),
      connectorId,
      connectionId: null,
      remoteId,
      url: 'https://here.example/e/…abcd',
      foundAt: 5_000,
      reason: 'No subscription in Hookwright has this Event URL.'
    })
    const removal = { versionId: null, flowId: newId(), inputs: { topic: 'a' } }
    const data = new Uint8Array([1, 2])

    it('are stored once each with the data to remove them', async () => {
      const { store } = opened()
      const { id } = await keepConnector(store)
      const one = orphan(id)
      expect(await store.orphans.add(one, { data, removal })).toEqual({ id: one.id, isNew: true })
      expect(await store.orphans.add(orphan(id), { data, removal })).toEqual({ id: one.id, isNew: false })
      expect(await store.orphans.find(one.id)).toEqual({
        orphan: { ...one, status: { is: 'open' }, removable: true },
        data: Buffer.from(data),
        removal
      })
      expect(await store.orphans.find(newId())).toBeNull()
      await expect(store.orphans.add(orphan(newId()), { data, removal })).rejects.toMatchObject({
        code: 'connector.gone'
      })
    })

    it('are listed open ones first, newest first, and found again after one was closed', async () => {
      const { store } = opened()
      const { id } = await keepConnector(store)
      const [a, b, c] = [orphan(id, 'a'), orphan(id, 'b'), orphan(id, 'c')]
      for (const each of [a, b, c]) await store.orphans.add(each, { data: null, removal })
      await store.orphans.close(c.id, {
        how: 'ignored',
        reason: 'The registration belongs to a test.',
        at: 6_000
      })
      expect(await store.orphans.list()).toMatchObject([
        { id: b.id, status: { is: 'open' }, removable: false },
        { id: a.id },
        { id: c.id, status: { is: 'ignored', at: 6_000 }, reason: 'The registration belongs to a test.' }
      ])
      expect((await store.orphans.listOpen()).map(each => each.id)).toEqual([b.id, a.id])
      expect(await store.orphans.add(orphan(id, 'c'), { data, removal })).toMatchObject({ isNew: true })
    })

    it('can be closed once, and only if they exist', async () => {
      const { store } = opened()
      const { id } = await keepConnector(store)
      const one = orphan(id)
      await store.orphans.add(one, { data, removal: null })
      const end = { how: 'removed' as const, reason: 'It was removed.', at: 6_000 }
      await store.orphans.close(one.id, end)
      await expect(store.orphans.close(one.id, end)).rejects.toMatchObject({ code: 'orphan.closed' })
      await expect(store.orphans.close(newId(), end)).rejects.toMatchObject({ code: 'orphan.gone' })
    })

    it('store data that becomes known later', async () => {
      const { store } = opened()
      const { id } = await keepConnector(store)
      const one = orphan(id)
      await store.orphans.add(one, { data: null, removal })
      await store.orphans.learn(one.id, { data, reason: 'It could not be removed.' })
      await store.orphans.learn(one.id, { data: null, reason: 'It still could not be removed.' })
      expect(await store.orphans.find(one.id)).toMatchObject({
        orphan: { reason: 'It still could not be removed.', removable: true },
        data: Buffer.from(data)
      })
      const known = { data: null, reason: '' }
      await expect(store.orphans.learn(newId(), known)).rejects.toMatchObject({ code: 'orphan.gone' })
    })

    it('stay when their connection is deleted', async () => {
      const { store } = opened()
      const { id } = await keepConnector(store)
      const connection = sampleConnection(id)
      await store.connections.add(connection, new Uint8Array([1]))
      const one = { ...orphan(id), connectionId: connection.id }
      await store.orphans.add(one, { data, removal })
      expect(await store.orphans.list()).toMatchObject([{ connectionId: connection.id }])
      await store.connections.remove(connection.id)
      expect(await store.orphans.list()).toMatchObject([{ id: one.id, connectionId: null }])
    })
  })
}
