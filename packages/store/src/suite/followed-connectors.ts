import { describe, expect, it } from 'vitest'
import type { FollowedConnector } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { newId, sampleConnector } from './samples.ts'

const followed = (connectorId: string, over: Partial<FollowedConnector> = {}): FollowedConnector => ({
  ...{ connectorId, galleryKey: 'acme', digest: 'one', at: 1_000 },
  files: { 'connector.yaml': 'format: 1\n' },
  ...over
})

export const followedConnectorSuite = (open: OpenStore): void => {
  describe('followed connectors', () => {
    const opened = openForEachTest(open)

    it('are kept with their files, over a restart, once for each connector', async () => {
      const connector = sampleConnector()
      await opened().store.connectors.add(connector)
      await opened().store.followedConnectors.put(followed(connector.id))
      const newer = followed(connector.id, { digest: 'two', at: 2_000, files: { 'flows/a.yaml': 'a' } })
      await opened().store.followedConnectors.put(newer)
      const { followedConnectors } = await opened().reopen()
      expect(await followedConnectors.find(connector.id)).toEqual(newer)
      const { files: _, ...head } = newer
      expect(await followedConnectors.list()).toEqual([head])
      await followedConnectors.remove(connector.id)
      expect(await followedConnectors.find(connector.id)).toBeNull()
      await expect(followedConnectors.remove(newId())).resolves.toBeUndefined()
    })
  })
}

/** Defines the tests of followed connectors that involve the recycle bin. */
export const purgedFollowedSuite = (open: OpenStore): void => {
  describe('followed connectors that are deleted', () => {
    const opened = openForEachTest(open)

    it('do not include deleted connectors, and their files are purged with them', async () => {
      const { store } = opened()
      const connector = sampleConnector()
      await store.connectors.add(connector)
      await store.followedConnectors.put(followed(connector.id))
      await store.connectors.remove(connector.id, 2_000, 'ann')
      expect(await store.followedConnectors.list()).toEqual([])
      expect(await store.followedConnectors.find(connector.id)).toBeNull()
      await store.connectors.restore(connector.id)
      expect(await store.followedConnectors.list()).toHaveLength(1)
      await store.connectors.remove(connector.id, 3_000, 'ann')
      await store.bin.purgeConnector(connector.id, 4_000)
      expect(await store.followedConnectors.list()).toEqual([])
      await expect(store.followedConnectors.put(followed(newId()))).rejects.toMatchObject({
        code: 'connector.gone'
      })
    })
  })
}
