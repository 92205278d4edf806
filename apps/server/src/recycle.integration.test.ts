import { afterAll, beforeAll, expect, test } from 'vitest'
import { faultOf } from './testing/api-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'

let server: TestServer

beforeAll(async () => {
  server = await openServer()
})
afterAll(() => server?.remove())

test('a deleted connector comes back with its flows, unless its name was taken meanwhile', async () => {
  const { connectors, makerFlows } = server.api
  const { id: connectorId } = await connectors.create.mutate({ name: 'Acme HR' })
  const { id: flowId } = await makerFlows.create.mutate({ connectorId, name: 'Greet' })
  await connectors.remove.mutate({ connectorId })
  expect(await faultOf(connectors.get.query({ connectorId }))).toMatchObject({ code: 'connector.gone' })

  const other = await connectors.create.mutate({ name: 'acme hr' })
  expect(await faultOf(connectors.restore.mutate({ connectorId }))).toMatchObject({
    code: 'connector.name-taken'
  })
  await connectors.remove.mutate({ connectorId: other.id })
  await connectors.restore.mutate({ connectorId })
  expect(await connectors.list.query()).toMatchObject([{ id: connectorId, deletedAt: null }])
  expect(await makerFlows.list.query({ connectorId })).toMatchObject([{ id: flowId, name: 'Greet' }])
})

test('a deleted flow of a connector comes back as it was, a user’s flow does not', async () => {
  const { connectors, makerFlows, flows } = server.api
  const { id: connectorId } = await connectors.create.mutate({ name: 'Acme Shop' })
  const { id: flowId } = await makerFlows.create.mutate({ connectorId, name: 'Greet' })
  await makerFlows.remove.mutate({ flowId })
  expect(await makerFlows.list.query({ connectorId })).toEqual([])
  await makerFlows.restore.mutate({ flowId })
  expect(await makerFlows.list.query({ connectorId })).toMatchObject([{ id: flowId, name: 'Greet' }])

  const { id: ownId } = await flows.create.mutate({ name: 'Mine' })
  await flows.remove.mutate({ flowId: ownId })
  expect(await faultOf(makerFlows.restore.mutate({ flowId: ownId }))).toMatchObject({ code: 'flow.gone' })
})

test('a user cannot restore a deleted connector', async () => {
  const user = await server.add('Uma Example', 'user')
  const { id: connectorId } = await server.api.connectors.create.mutate({ name: 'Acme Pay' })
  await server.api.connectors.remove.mutate({ connectorId })
  expect(await faultOf(user.connectors.restore.mutate({ connectorId }))).toMatchObject({
    code: 'permission.denied'
  })
})
