import { HOUR, MINUTE, redirectPathOf } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { thisMachine } from './effects/machine.ts'
import { addOauthConnector, oauthAuthentication } from './testing/oauth-connector.ts'
import { type OidcService, startOidcService } from './testing/oidc-service.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { openVisitor } from './testing/visit.ts'

let moved = 0
let down: number | null = null
let service: OidcService
let server: TestServer
beforeAll(async () => {
  service = await startOidcService({
    before: ({ url }, response) => {
      if (down === null || url !== '/token') return false
      const headers = { 'content-type': 'text/html', location: 'http://evil.example/token' }
      response.writeHead(down, headers).end('<html>Maintenance</html>')
      return true
    }
  })
  server = await openServer({
    variables: { HOOKWRIGHT_OUTBOUND_ALLOW: service.url },
    machine: { ...thisMachine, clock: () => Date.now() + moved }
  })
})
afterAll(async () => {
  await server?.remove()
  await service?.stop()
})

/** Adds a connector with a connection that is signed in. */
const addSignedIn = async (name: string) => {
  const authentication = oauthAuthentication(service.url)
  const added = await addOauthConnector(server.api, { name, authentication })
  service.allow(`${server.url}${redirectPathOf(added.key)}`)
  await signIn(added.connectionId)
  return added
}

const signIn = async (connectionId: string): Promise<void> => {
  const { url } = await server.api.testConnections.beginSignIn.mutate({ connectionId, returnTo: '/alerts' })
  const visitor = openVisitor({ [server.url]: server.cookie })
  await visitor.visit(url, to => to === `${server.url}/alerts`)
}

const ping = async (connectionId: string) =>
  (await server.api.testConnections.ping.mutate({ connectionId })).status

const statusOf = async ({ connectorId }: { connectorId: string }) =>
  (await server.api.testConnections.list.query({ connectorId }))[0]?.authorization

const refreshes = (): number => service.granted.filter(grant => grant === 'refresh_token').length

test('[row 8b] 50 runs on an expired token refresh it once', async () => {
  const { connectionId } = await addSignedIn('Acme Parallel')
  const before = refreshes()
  moved += 2 * HOUR
  const runs = await Promise.all(Array.from({ length: 50 }, () => ping(connectionId)))
  expect(runs).toEqual(runs.map(() => ({ is: 'succeeded' })))
  expect(refreshes() - before).toBe(1)
}, 20_000)

test('a revoked connection is lost with an alert, asks the service no more, and works again once reconnected', async () => {
  const added = await addSignedIn('Acme Revoked')
  const { connectionId, connectorId } = added
  moved += MINUTE
  await service.revoke()
  const lost = { is: 'failed', fault: { code: 'connection.authorization-lost' } }
  expect(await ping(connectionId)).toMatchObject(lost)
  expect(await ping(connectionId)).toMatchObject(lost)
  expect(await statusOf(added)).toMatchObject({
    is: 'lost',
    why: expect.stringContaining('The service refused the refresh token. It answered invalid_grant')
  })
  const { rows } = await server.api.alerts.list.query({})
  expect(rows.filter(({ about }) => about.kind === 'authorization-lost')).toMatchObject([
    { about: { connectionId, connectorId, purpose: 'test' } }
  ])
  await signIn(connectionId)
  expect(await statusOf(added)).toMatchObject({ is: 'signed-in' })
  expect(await ping(connectionId)).toEqual({ is: 'succeeded' })
})

test('a token service that is down, answers HTML or redirects to another host loses nothing', async () => {
  const added = await addSignedIn('Acme Maintained')
  moved += 2 * HOUR
  down = 503
  expect(await ping(added.connectionId)).toMatchObject({ is: 'failed', fault: { code: 'http.no-answer' } })
  down = 200
  expect(await ping(added.connectionId)).toMatchObject({
    is: 'failed',
    fault: {
      code: 'connection.no-token',
      message: expect.stringContaining('it answered 200 with text/html instead of JSON.')
    }
  })
  // A redirect to another host is not followed: the refresh token goes there as little as the secret of the client.
  down = 302
  expect(await ping(added.connectionId)).toMatchObject({
    is: 'failed',
    fault: {
      code: 'connection.no-token',
      message: expect.stringContaining('it redirected with status 302.')
    }
  })
  down = null
  expect(await statusOf(added)).toMatchObject({ is: 'signed-in' })
  expect(await ping(added.connectionId)).toEqual({ is: 'succeeded' })
})

test('a sign-in that takes too long has expired', async () => {
  const { connectionId } = await addSignedIn('Acme Slow')
  const { url } = await server.api.testConnections.beginSignIn.mutate({ connectionId, returnTo: '/alerts' })
  const visitor = openVisitor({ [server.url]: server.cookie })
  const callback = await visitor.visit(url, to => to.startsWith(`${server.url}/oauth/`))
  moved += 11 * MINUTE
  const { response } = await visitor.visit(callback.url)
  expect(response).toMatchObject({
    status: 410,
    text: expect.stringContaining('took longer than 10 minutes and has expired')
  })
})

test('tokens are kept sealed over a start, and nothing of them is in an answer', async () => {
  const added = await addSignedIn('Acme Restarted')
  const { dataFolder, cookie } = server
  await server.close()
  server = await openServer({
    variables: { HOOKWRIGHT_OUTBOUND_ALLOW: service.url },
    reopened: { dataFolder, cookie },
    machine: { ...thisMachine, clock: () => Date.now() + moved }
  })
  expect(await ping(added.connectionId)).toEqual({ is: 'succeeded' })
  const listed = await server.api.testConnections.list.query({ connectorId: added.connectorId })
  expect(Object.keys(listed[0] ?? {}).toSorted()).toEqual([
    ...['authorization', 'connectorId', 'createdAt', 'id', 'methodId', 'name', 'ownerId', 'purpose']
  ])
})
