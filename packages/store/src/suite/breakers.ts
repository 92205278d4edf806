import type { NewAlert, OpenBreaker, StoredBreaker } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { newId, sampleConnection, sampleConnector } from './samples.ts'

const open: OpenBreaker = {
  since: 5_000,
  until: 35_000,
  pause: 30_000,
  why: { is: 'failures', failed: 12, calls: 20 }
}

export const breakerSuite = (openStore: OpenStore): void => {
  describe('breakers', () => {
    const opened = openForEachTest(openStore)

    const keepOne = async () => {
      const { store } = opened()
      const connector = sampleConnector()
      await store.connectors.add(connector)
      const connection = sampleConnection(connector.id)
      await store.connections.add(connection, new Uint8Array([1]))
      const breaker: StoredBreaker = {
        connectorId: connector.id,
        connectionId: connection.id,
        host: 'api.acme.example',
        open,
        opened: 1
      }
      await store.breakers.keep(breaker)
      return { store, breaker }
    }

    it('stay as they are over a restart', async () => {
      const { breaker } = await keepOne()
      expect(await (await opened().reopen()).breakers.all()).toEqual([breaker])
    })

    it('exist once for a connection and host, and separately for requests without a connection', async () => {
      const { store, breaker } = await keepOne()
      await store.breakers.keep({ ...breaker, open: null })
      await store.breakers.keep({ ...breaker, connectionId: null, opened: 3 })
      await store.breakers.keep({ ...breaker, host: 'files.acme.example' })
      const all = await store.breakers.all()
      expect(all).toHaveLength(3)
      expect(all).toEqual(
        expect.arrayContaining([
          { ...breaker, open: null },
          { ...breaker, connectionId: null, opened: 3 },
          { ...breaker, host: 'files.acme.example' }
        ])
      )
    })

    it('are deleted with their connection', async () => {
      const { store, breaker } = await keepOne()
      await store.connections.remove(breaker.connectionId ?? '')
      expect(await store.breakers.all()).toEqual([])
    })

    it('belong to an existing connector', async () => {
      const { store, breaker } = await keepOne()
      const keeping = store.breakers.keep({ ...breaker, connectorId: newId() })
      await expect(keeping).rejects.toMatchObject({ code: 'connector.gone' })
    })

    it('are stored together with the alert of an opened one, or not at all', async () => {
      const { store, breaker } = await keepOne()
      const alertOf = (connectorId: string): NewAlert => ({
        id: newId(),
        at: 5_000,
        fact: `breaker-open/${connectorId}`,
        about: {
          kind: 'breaker-open',
          connectorId,
          connectionId: breaker.connectionId,
          host: breaker.host,
          probeAt: 35_000,
          why: '12 of 20 calls failed.'
        }
      })
      const [alert, lost] = [alertOf(breaker.connectorId), alertOf(newId())]
      await store.breakers.keep(breaker, alert)
      await store.breakers.keep({ ...breaker, connectorId: newId() }, lost).catch(() => {})
      const { rows } = await store.alerts.list({ ownerId: null, limit: 9 })
      expect(rows).toMatchObject([{ id: alert.id, ownerId: 'ann' }])
    })

    it('are reported as a change of their owner', async () => {
      const { store, breaker } = await keepOne()
      const told: unknown[] = []
      store.listen(change => told.push(change))
      await store.breakers.keep(breaker)
      await store.breakers.keep({ ...breaker, connectionId: null })
      expect(told).toEqual([
        { topic: 'connections', ids: [breaker.connectionId], of: [] },
        { topic: 'connectors', ids: [breaker.connectorId], of: [] }
      ])
    })
  })
}
