import { describe, expect, it } from 'vitest'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { newId, sampleConnection, sampleConnector } from './samples.ts'

export const connectionSuite = (open: OpenStore): void => {
  describe('connections', () => {
    const opened = openForEachTest(open)
    const sealed = new Uint8Array(Array.from({ length: 256 }, (_, byte) => byte))

    const withConnectors = async () => {
      const { store } = opened()
      const [one, two] = [sampleConnector({ name: 'One' }), sampleConnector({ name: 'Two' })]
      await store.connectors.add(one)
      await store.connectors.add(two)
      return { store, one: one.id, two: two.id }
    }

    it('are stored with their sealed bytes, also over a restart', async () => {
      const { store, one } = await withConnectors()
      const connection = sampleConnection(one)
      await store.connections.add(connection, sealed)
      const reopened = await opened().reopen()
      const found = await reopened.connections.find(connection.id)
      expect(found?.connection).toEqual(connection)
      expect(new Uint8Array(found?.sealed ?? [])).toEqual(sealed)
    })

    it('of a missing connector are refused', async () => {
      const { store } = await withConnectors()
      await expect(store.connections.add(sampleConnection(newId()), sealed)).rejects.toMatchObject({
        code: 'connector.gone'
      })
    })

    it('are listed by connector and by purpose, oldest first', async () => {
      const { store, one, two } = await withConnectors()
      const a = sampleConnection(one)
      const b = sampleConnection(one, { purpose: 'test' })
      const c = sampleConnection(two)
      for (const connection of [a, b, c]) await store.connections.add(connection, sealed)
      expect(await store.connections.list({})).toEqual([a, b, c])
      expect(await store.connections.list({ connectorId: one })).toEqual([a, b])
      expect(await store.connections.list({ purpose: 'user' })).toEqual([a, c])
      expect(await store.connections.list({ connectorId: one, purpose: 'test' })).toEqual([b])
    })

    it('can be renamed', async () => {
      const { store, one } = await withConnectors()
      const connection = sampleConnection(one)
      await store.connections.add(connection, sealed)
      await store.connections.rename(connection.id, 'People team')
      expect((await store.connections.find(connection.id))?.connection.name).toBe('People team')
      await expect(store.connections.rename(newId(), 'None')).rejects.toMatchObject({
        code: 'connection.gone'
      })
    })

    it('keep the result of a ping until the values change', async () => {
      const { store, one } = await withConnectors()
      const [checked, other] = [sampleConnection(one), sampleConnection(one)]
      for (const connection of [checked, other]) await store.connections.add(connection, sealed)
      const check = { at: 7, fault: null }
      await store.connections.noteCheck(checked.id, check)
      await store.connections.noteCheck(newId(), check)
      const ids = [checked.id, other.id]
      const reopened = await opened().reopen()
      expect(await reopened.connections.checksOf(ids)).toEqual(new Map([[checked.id, check]]))
      await reopened.connections.reseal(checked.id, new Uint8Array([7]), 'main')
      expect(await reopened.connections.checksOf(ids)).toEqual(new Map())
    })

    it('keep a token until the values change', async () => {
      const { store, one } = await withConnectors()
      const connection = sampleConnection(one)
      await store.connections.add(connection, sealed)
      expect(await store.connections.tokenOf(connection.id)).toBeNull()
      await store.connections.keepToken(connection.id, new Uint8Array([1, 2]))
      const reopened = await opened().reopen()
      expect([...((await reopened.connections.tokenOf(connection.id)) ?? [])]).toEqual([1, 2])
      await reopened.connections.reseal(connection.id, new Uint8Array([7]), 'main')
      expect(await reopened.connections.tokenOf(connection.id)).toBeNull()
      await reopened.connections.keepToken(newId(), new Uint8Array([1]))
      expect(await reopened.connections.tokenOf(newId())).toBeNull()
    })

    it('replace the sealed values with their method, and nothing else', async () => {
      const { store, one } = await withConnectors()
      const connection = sampleConnection(one)
      await store.connections.add(connection, sealed)
      await store.connections.reseal(connection.id, new Uint8Array([7]), 'oauth')
      const found = await store.connections.find(connection.id)
      expect(found?.connection).toEqual({ ...connection, methodId: 'oauth' })
      expect([...(found?.sealed ?? [])]).toEqual([7])
    })

    it('can be removed', async () => {
      const { store, one } = await withConnectors()
      const connection = sampleConnection(one)
      await store.connections.add(connection, sealed)
      await store.connections.remove(connection.id)
      expect(await store.connections.find(connection.id)).toBeNull()
      expect(await store.connections.list({})).toEqual([])
    })

    it('that are unknown throw a fault', async () => {
      const { store } = opened()
      await expect(store.connections.reseal(newId(), sealed, 'main')).rejects.toMatchObject({
        code: 'connection.gone'
      })
      await expect(store.connections.remove(newId())).rejects.toMatchObject({ code: 'connection.gone' })
    })

    it('report if any sealed record is stored', async () => {
      const { store, one } = await withConnectors()
      expect(await store.hasSealed()).toBe(false)
      const connection = sampleConnection(one)
      await store.connections.add(connection, sealed)
      expect(await store.hasSealed()).toBe(true)
      await store.connections.remove(connection.id)
      expect(await store.hasSealed()).toBe(false)
    })
  })
}
