import { beginDrift, type Id, type Version } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { Change, Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { keepFlow, newId, sampleConnector, sampleSnapshot } from './samples.ts'

/** Creates a connector with an event and the given number of versions. */
const keepVersions = async (
  store: Store,
  count: number
): Promise<{ connectorId: Id; eventFlowId: Id; versions: Version[] }> => {
  const connector = sampleConnector({ name: newId() })
  await store.connectors.add(connector)
  const { id: eventFlowId } = await keepFlow(store, { connectorId: connector.id })
  const versions: Version[] = []
  for (let at = 0; at < count; at += 1) {
    const about = { id: newId(), connectorId: connector.id, visible: true, note: '', createdAt: at }
    versions.push(await store.versions.create({ ...about, createdBy: 'ann' }, sampleSnapshot()))
  }
  return { connectorId: connector.id, eventFlowId, versions }
}

export const driftSuite = (open: OpenStore): void => {
  describe('drift', () => {
    const opened = openForEachTest(open)

    it('is stored once for an event in a version, also over a restart, the newest version first', async () => {
      const { store, reopen } = opened()
      const { connectorId, eventFlowId, versions } = await keepVersions(store, 2)
      await keepVersions(store, 1)
      for (const [index, { id: versionId }] of versions.entries()) {
        const event = { versionId, eventFlowId }
        const before = beginDrift(0, null)
        await store.drift.keep(event, { before: null, drift: before })
        await store.drift.keep(event, { before, drift: { ...before, looked: index + 1 } })
      }
      const again = await reopen()
      const kept = await again.drift.ofEvent(eventFlowId)
      expect(kept).toEqual(
        [2, 1].map(number => ({
          versionId: versions[number - 1]?.id,
          versionNumber: number,
          eventFlowId,
          drift: { ...beginDrift(0, null), looked: number }
        }))
      )
      expect(await again.drift.ofConnector(connectorId)).toEqual(kept)
      expect(await again.drift.ofEvent(newId())).toEqual([])
    })

    it('is not replaced by an older check', async () => {
      const { store } = opened()
      const { connectorId, eventFlowId, versions } = await keepVersions(store, 1)
      const event = { versionId: versions[0]?.id ?? '', eventFlowId }
      const first = { ...beginDrift(0, null), looked: 3 }
      const second = { ...beginDrift(0, null), looked: 6 }
      expect(await store.drift.keep(event, { before: null, drift: first })).toBe(true)
      expect(await store.drift.keep(event, { before: null, drift: second })).toBe(false)
      expect(await store.drift.ofConnector(connectorId)).toMatchObject([{ drift: first }])
      expect(await store.drift.keep(event, { before: first, drift: second })).toBe(true)
      expect(await store.drift.keep(event, { before: first, drift: first })).toBe(false)
      expect(await store.drift.ofConnector(connectorId)).toMatchObject([{ drift: second }])
    })

    it('is refused for a missing version', async () => {
      const { store } = opened()
      const nowhere = { versionId: newId(), eventFlowId: newId() }
      await expect(
        store.drift.keep(nowhere, { before: null, drift: beginDrift(0, null) })
      ).rejects.toMatchObject({
        code: 'version.gone'
      })
    })

    it('is ignored once with a name, and can be restored', async () => {
      const { store } = opened()
      const { eventFlowId } = await keepVersions(store, 1)
      const ignored = { eventFlowId, key: 'new  body ["plan"]', at: 5_000, by: 'ann' }
      await store.drift.ignore(ignored)
      await store.drift.ignore({ ...ignored, at: 6_000, by: 'ben' })
      expect(await store.drift.ignored(eventFlowId)).toEqual([ignored])
      await store.drift.unignore({ eventFlowId, key: 'another one' })
      expect(await store.drift.ignored(eventFlowId)).toEqual([ignored])
      await store.drift.unignore(ignored)
      expect(await store.drift.ignored(eventFlowId)).toEqual([])
      await expect(store.drift.ignore({ ...ignored, eventFlowId: newId() })).rejects.toMatchObject({
        code: 'flow.gone'
      })
    })

    it('reports each change to its connector', async () => {
      const { store } = opened()
      const { connectorId, eventFlowId, versions } = await keepVersions(store, 1)
      const told: Change[] = []
      store.listen(change => told.push(change))
      const event = { versionId: versions[0]?.id ?? '', eventFlowId }
      await store.drift.keep(event, { before: null, drift: beginDrift(0, null) })
      await store.drift.ignore({ eventFlowId, key: 'a', at: 1, by: 'ann' })
      await store.drift.unignore({ eventFlowId, key: 'a' })
      expect(told).toEqual(Array.from({ length: 3 }, () => ({ topic: 'drift', ids: [connectorId], of: [] })))
    })
  })
}
