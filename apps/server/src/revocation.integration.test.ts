import { Fault, literal, noAuthentication, redirectPathOf } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { card, drawFlow } from './seed/draw-flow.ts'
import { addOauthConnector, oauthAuthentication } from './testing/oauth-connector.ts'
import { type OidcService, startOidcService } from './testing/oidc-service.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { openVisitor } from './testing/visit.ts'

/** Status of the service's answers to revocations and to `/session`; null for normal answers. */
let down: number | null = null
const ended: string[] = []
let revocations = 0
let service: OidcService
let server: TestServer
beforeAll(async () => {
  service = await startOidcService({
    before: ({ url, method }, response) => {
      if (url === '/session') {
        ended.push(method ?? '')
        response.writeHead(down ?? 204).end()
        return true
      }
      if (url !== '/token/revocation') return false
      revocations++
      if (down === null) return false
      response.writeHead(down, { 'content-type': 'application/json' })
      response.end('{"error":"unsupported_token_type"}')
      return true
    }
  })
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: service.url } })
})
afterAll(async () => {
  await server?.remove()
  await service?.stop()
})

/** Adds a connector with a revocation URL, and a connection that is signed in. */
const addSignedIn = async (name: string) => {
  const authentication = oauthAuthentication(service.url, { revokeUrl: literal('/token/revocation') })
  const added = await addOauthConnector(server.api, { name, authentication })
  service.allow(`${server.url}${redirectPathOf(added.key)}`)
  const { connectionId } = added
  const { url } = await server.api.testConnections.beginSignIn.mutate({ connectionId, returnTo: '/alerts' })
  const visitor = openVisitor({ [server.url]: server.cookie })
  await visitor.visit(url, to => to === `${server.url}/alerts`)
  return added
}

const ping = async (connectionId: string) =>
  (await server.api.testConnections.ping.mutate({ connectionId })).status

test('a revoked connection is signed out, and its tokens are good for nothing', async () => {
  const { connectionId, connectorId } = await addSignedIn('Acme Revoked')
  expect(await ping(connectionId)).toEqual({ is: 'succeeded' })
  const before = revocations
  expect(await server.api.testConnections.revoke.mutate({ connectionId })).toEqual({ is: 'revoked' })
  // The refresh token and the access token.
  expect(revocations - before).toBe(2)
  const [listed] = await server.api.testConnections.list.query({ connectorId })
  expect(listed?.authorization).toBeNull()
  expect(await ping(connectionId)).toMatchObject({ fault: { code: 'connection.sign-in-needed' } })
  expect(await server.api.testConnections.revoke.mutate({ connectionId })).toEqual({ is: 'none' })
})

test('a service that refuses is named, the tokens stay, and a deletion goes through', async () => {
  const { connectionId, connectorId } = await addSignedIn('Acme Stubborn')
  down = 503
  const why =
    'The service did not revoke the access: it answered 503: unsupported_token_type. Remove the access at the service.'
  expect(await server.api.testConnections.revoke.mutate({ connectionId })).toEqual({ is: 'refused', why })
  expect(
    new Fault('connection.not-revoked', { why: 'it answered 503: unsupported_token_type.' }).message
  ).toBe(why)
  expect(await ping(connectionId)).toEqual({ is: 'succeeded' })
  expect(await server.api.testConnections.remove.mutate({ connectionId })).toEqual({ is: 'refused', why })
  expect(await server.api.testConnections.list.query({ connectorId })).toEqual([])
  down = null
})

test('a deleted connection is revoked', async () => {
  const { connectionId } = await addSignedIn('Acme Deleted')
  const before = revocations
  expect(await server.api.testConnections.remove.mutate({ connectionId })).toEqual({ is: 'revoked' })
  expect(revocations - before).toBe(2)
})

test('the Revoke flow of a connector runs with the connection that is revoked or deleted', async () => {
  const { id: connectorId } = await server.api.connectors.create.mutate({ name: 'Acme Keys' })
  await server.api.connectors.authenticate.mutate({
    connectorId,
    authentication: {
      ...noAuthentication,
      kind: 'api-key',
      fields: [{ id: 'key', label: 'API key', entry: 'password', required: true }],
      baseUrl: literal(service.url)
    }
  })
  const newConnection = async (name: string) =>
    (await server.api.testConnections.create.mutate({ connectorId, name, values: { key: 's3cr3t' } })).id
  const connectionId = await newConnection('One')
  expect(await server.api.testConnections.revoke.mutate({ connectionId })).toEqual({ is: 'none' })
  const doc = drawFlow(
    card('revoke', 'start'),
    card('raw-request', 'end', {
      config: { method: 'DELETE' },
      inputs: { url: literal('/session') }
    })
  )
  await server.api.makerFlows.create.mutate({ connectorId, name: '_revoke', doc })
  expect(await server.api.testConnections.revoke.mutate({ connectionId })).toEqual({ is: 'revoked' })
  expect(ended).toEqual(['DELETE'])
  down = 403
  const refused = await server.api.testConnections.remove.mutate({ connectionId })
  expect(refused).toMatchObject({ is: 'refused', why: expect.stringContaining('the Revoke flow failed.') })
  down = null
})
