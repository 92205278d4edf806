import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { type Authentication, CONNECTION_CARD, literal, noAuthentication, pill } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { card, drawFlow } from './seed/draw-flow.ts'
import { faultOf } from './testing/api-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'

const seen: IncomingHttpHeaders[] = []
const service = createServer((request, response) => {
  seen.push(request.headers)
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"name":"ada"}')
})
let url = ''
let server: TestServer
beforeAll(async () => {
  service.listen(0, '127.0.0.1')
  await once(service, 'listening')
  const address = service.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: url } })
})
afterAll(async () => {
  await server?.remove()
  service.close()
})

const key = { id: 'key', label: 'API key', entry: 'password', required: true } as const
const people = [
  { id: 'basic_user', label: 'User', entry: 'text', required: true },
  { id: 'basic_password', label: 'Password', entry: 'password', required: true }
] as const
const of = (field: string) => pill(CONNECTION_CARD, field)

const byKey = (): Authentication => ({
  ...noAuthentication,
  kind: 'api-key',
  fields: [key],
  baseUrl: literal(url),
  placement: { kind: 'header', name: 'X-Key', value: of('key') }
})

const withBasic = (): Authentication => ({
  ...byKey(),
  id: 'main',
  name: 'API key',
  others: [
    {
      ...noAuthentication,
      id: 'basic',
      name: 'Password',
      kind: 'basic',
      fields: [...people],
      baseUrl: literal(url),
      placement: { kind: 'basic', username: of('basic_user'), password: of('basic_password') }
    }
  ]
})

test('each connection authenticates with its own method, and one of a removed method says what to do', async () => {
  const { api } = server
  const { id: connectorId } = await api.connectors.create.mutate({ name: 'Acme Doors' })
  await api.connectors.authenticate.mutate({ connectorId, authentication: byKey() })
  const doc = drawFlow(
    card('authping', 'start'),
    card('raw-request', 'me', { inputs: { url: literal('/me') } })
  )
  await api.makerFlows.create.mutate({ connectorId, name: '_authping', doc })
  const add = (name: string, values: Record<string, string>, methodId?: string) =>
    api.testConnections.create.mutate({
      ...{ connectorId, name, values },
      ...(methodId !== undefined && { methodId })
    })
  const old = await add('Before there were methods', { key: 'k1' })
  await api.connectors.authenticate.mutate({ connectorId, authentication: withBasic() })
  const basic = await add('By password', { basic_user: 'ada', basic_password: 'p4ss' }, 'basic')
  expect(await faultOf(add('Mixed', { key: 'k1' }, 'basic'))).toMatchObject({
    code: 'connection.unknown-value'
  })
  expect(await faultOf(add('Unknown', {}, 'nothing'))).toMatchObject({ code: 'connection.unknown-method' })

  const ping = async (connectionId: string) =>
    (await api.testConnections.ping.mutate({ connectionId })).status
  expect(await ping(old.id)).toEqual({ is: 'succeeded' })
  expect(seen.at(-1)).toMatchObject({ 'x-key': 'k1' })
  expect(seen.at(-1)?.authorization).toBeUndefined()
  expect(await ping(basic.id)).toEqual({ is: 'succeeded' })
  const credentials = Buffer.from('ada:p4ss').toString('base64')
  expect(seen.at(-1)).toMatchObject({ authorization: `Basic ${credentials}` })
  expect(seen.at(-1)?.['x-key']).toBeUndefined()

  await api.connectors.authenticate.mutate({ connectorId, authentication: byKey() })
  const gone = await faultOf(api.testConnections.ping.mutate({ connectionId: basic.id }))
  expect(gone).toMatchObject({
    code: 'connection.method-gone',
    message: expect.stringContaining('Enter the values of another method')
  })
  const replaced = { connectionId: basic.id, methodId: 'main', values: { key: 'k2' } }
  await api.testConnections.replaceValues.mutate(replaced)
  expect(await ping(basic.id)).toEqual({ is: 'succeeded' })
  expect(seen.at(-1)).toMatchObject({ 'x-key': 'k2' })
})

test('a version without a method is breaking, and a connection of it is marked', async () => {
  const { api } = server
  const { id: connectorId } = await api.connectors.create.mutate({ name: 'Acme Gates' })
  const deploy = async (authentication: Authentication) => {
    await api.connectors.authenticate.mutate({ connectorId, authentication })
    const { id: versionId } = await api.versions.create.mutate({ connectorId, note: '' })
    await api.versions.deploy.mutate({ versionId, visible: true, note: '' })
  }
  await deploy(withBasic())
  const form = await api.connections.form.query({ connectorId })
  expect(form.map(({ id, name }) => [id, name])).toEqual([
    ['main', 'API key'],
    ['basic', 'Password']
  ])
  const values = { basic_user: 'ada', basic_password: 'p4ss' }
  const { id } = await api.connections.create.mutate({ connectorId, name: 'Own', methodId: 'basic', values })
  const listed = async () => (await api.connections.overview.query()).find(each => each.id === id)
  expect(await listed()).toMatchObject({ kind: 'basic', methodName: 'Password', isMethodGone: false })
  await deploy(byKey())
  expect(await listed()).toMatchObject({ kind: null, isMethodGone: true, asksValues: true })
})
