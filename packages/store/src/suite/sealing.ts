import { describe, expect, it } from 'vitest'
import type { SealedRecord, Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { keepFlow, newId, sampleConnection, sampleConnector } from './samples.ts'

const bytesOf = (text: string): Uint8Array => Buffer.from(text)

/** Returns all sealed records. */
const sealedIn = async (store: Store): Promise<SealedRecord[]> => {
  const records: SealedRecord[] = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<Store['sealed']['page']>> = await store.sealed.page(after)
    records.push(...page.records)
    after = page.next
  } while (after !== null)
  return records
}

const textsIn = async (store: Store) =>
  (await sealedIn(store)).map(({ kind, id, sealed }) => [kind, id, Buffer.from(sealed).toString()])

export const sealingSuite = (open: OpenStore): void => {
  describe('sealed records', () => {
    const opened = openForEachTest(open)

    it('are listed with their owners, and replaced only if unchanged', async () => {
      const { store } = opened()
      const connector = sampleConnector()
      await store.connectors.add(connector)
      const connection = sampleConnection(connector.id)
      await store.connections.add(connection, bytesOf('values'))
      await store.connections.keepToken(connection.id, bytesOf('token'))
      const { id: flowId } = await keepFlow(store)
      const endpoint = { id: newId(), flowId, tokenHash: bytesOf('hash'), createdAt: 1 }
      const endpointSealed = { tokenSealed: bytesOf('address'), secretSealed: bytesOf('secret') }
      await store.apiEndpoints.add({ ...endpoint, ...endpointSealed })
      const records = await sealedIn(store)
      expect(await textsIn(store)).toEqual([
        ['connection', connection.id, 'values'],
        ['connection-token', connection.id, 'token'],
        ['endpoint-token', endpoint.id, 'address'],
        ['endpoint-secret', endpoint.id, 'secret']
      ])
      await store.connections.keepToken(connection.id, bytesOf('another'))
      const changes = records.map(record => ({ record, by: bytesOf(`new ${record.kind}`) }))
      expect(await store.sealed.replace(changes)).toBe(3)
      expect(await textsIn(store)).toEqual([
        ['connection', connection.id, 'new connection'],
        ['connection-token', connection.id, 'another'],
        ['endpoint-token', endpoint.id, 'new endpoint-token'],
        ['endpoint-secret', endpoint.id, 'new endpoint-secret']
      ])
      expect(await store.sealed.replace(changes)).toBe(0)
    })
  })
}
