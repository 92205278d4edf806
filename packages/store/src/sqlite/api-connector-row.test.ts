import { API_CONNECTOR, API_VERSION } from '@hookwright/model'
import { expect, test } from 'vitest'
import { sampleConnection } from '../suite/samples.ts'
import { openSqliteStore } from './open-sqlite-store.ts'
import { temporaryFolder } from './testing.ts'

test('a new folder has the rows for connections of the API Connector, which no list shows', async () => {
  const store = await openSqliteStore({ folder: temporaryFolder() })
  expect(await store.connectors.list()).toEqual([])
  expect(await store.connectors.tallies()).toEqual([])
  expect(await store.versions.offered()).toEqual([])
  expect(await store.connectors.find(API_CONNECTOR)).toBeNull()
  expect(await store.versions.about(API_VERSION)).toMatchObject({ connectorId: API_CONNECTOR })
  const connection = sampleConnection(API_CONNECTOR)
  await store.connections.add(connection, new Uint8Array([1]))
  expect(await store.connections.list({ connectorId: API_CONNECTOR })).toEqual([connection])
  await store.close()
})
