import { literal, redirectPathOf } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectApi, faultOf } from './testing/api-client.ts'
import { addOauthConnector, oauthAuthentication } from './testing/oauth-connector.ts'
import { type OidcService, startOidcService } from './testing/oidc-service.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { goodPassword, signInAs } from './testing/sign-in.ts'
import { openVisitor } from './testing/visit.ts'

let service: OidcService
/** OIDC service whose authorization codes expire after a second. */
let hasty: OidcService
let server: TestServer
beforeAll(async () => {
  service = await startOidcService({})
  hasty = await startOidcService({ codeLifetime: 1 })
  const HOOKWRIGHT_OUTBOUND_ALLOW = `${service.url},${hasty.url}`
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW } })
})
afterAll(async () => {
  await server?.remove()
  await service?.stop()
  await hasty?.stop()
})

let count = 0

/** Adds a connector and registers its redirect URL at the service. */
const addConnector = async (change: Parameters<typeof oauthAuthentication>[1] = {}) => {
  const authentication = oauthAuthentication(service.url, change)
  const added = await addOauthConnector(server.api, { name: `Acme Chat ${++count}`, authentication })
  const redirectUrl = `${server.url}${redirectPathOf(added.key)}`
  service.allow(redirectUrl)
  return { ...added, redirectUrl }
}

const begin = async (connectionId: string, api = server.api): Promise<string> => {
  const returnTo = '/connectors?tab=test'
  return (await api.testConnections.beginSignIn.mutate({ connectionId, returnTo })).url
}

const visitor = (cookie = server.cookie) => openVisitor({ [server.url]: cookie })

/** Signs in at the service, and stops at the redirect URL. */
const authorize = async (connectionId: string, api = server.api): Promise<URL> => {
  const { url } = await visitor().visit(await begin(connectionId, api), to =>
    to.startsWith(`${server.url}/oauth/`)
  )
  return new URL(url)
}

const statusOf = async (connectorId: string, connectionId: string) =>
  (await server.api.testConnections.list.query({ connectorId })).find(({ id }) => id === connectionId)
    ?.authorization

const textAt = async (url: string | URL, cookie?: string) => {
  const { response } = await visitor(cookie).visit(String(url))
  const text = response?.text ?? ''
  return { status: response?.status ?? 0, code: /data-code="([^"]+)"/.exec(text)?.[1] ?? null, text }
}

test('[row 8a] a connection signs in with PKCE, and its requests carry the token', async () => {
  const { connectorId, connectionId, redirectUrl } = await addConnector()
  expect((await server.api.testConnections.ping.mutate({ connectionId })).status).toMatchObject({
    is: 'failed',
    fault: { code: 'connection.sign-in-needed' }
  })
  const url = new URL(await begin(connectionId))
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    response_type: 'code',
    redirect_uri: redirectUrl,
    scope: 'people.read',
    code_challenge_method: 'S256',
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    state: expect.stringMatching(/^[\w-]{43}$/)
  })
  const back = await visitor().visit(url.href, to => to.endsWith('?tab=test'))
  expect(back.url).toBe(`${server.url}/connectors?tab=test`)
  expect(await statusOf(connectorId, connectionId)).toMatchObject({ is: 'signed-in' })
  const run = await server.api.testConnections.ping.mutate({ connectionId })
  expect(run.status).toEqual({ is: 'succeeded' })
  expect(JSON.stringify(run)).toContain('"name":"ada","scope":"people.read"')
})

test('selected scopes are requested, and unknown ones refused', async () => {
  const { connectorId, connectionId } = await addConnector()
  const values = (scopes: string) => ({ connectionId, values: { 'oauth.scopes': scopes } })
  await server.api.testConnections.replaceValues.mutate(values('people.write'))
  expect(new URL(await begin(connectionId)).searchParams.get('scope')).toBe('people.read people.write')
  const refused = await faultOf(server.api.testConnections.replaceValues.mutate(values('people.delete')))
  expect(refused).toMatchObject({ code: 'connection.unknown-scope', details: { scope: 'people.delete' } })
  expect(await statusOf(connectorId, connectionId)).toBeNull()
})

test('a state is good once, in its own session, for its own connector', async () => {
  const { connectionId, connectorId } = await addConnector()
  const other = await addConnector()
  const callback = await authorize(connectionId)

  await server.api.people.add.mutate({ name: 'Mallory Example', password: goodPassword, role: 'maker' })
  const stranger = await textAt(callback, await signInAs(server.url, 'Mallory Example'))
  expect(stranger).toMatchObject({
    status: 403,
    code: 'oauth.other-session',
    text: expect.stringContaining('another browser or session')
  })
  const nobody = await textAt(callback, 'nothing=here')
  expect(nobody.status).toBe(403)

  const unknown = new URL(callback)
  unknown.searchParams.set('state', 'nonsense')
  expect(await textAt(unknown)).toMatchObject({
    status: 400,
    code: 'oauth.unknown-state',
    text: expect.stringContaining('was not started')
  })

  const elsewhere = new URL(`${new URL(other.redirectUrl).pathname}${callback.search}`, server.url)
  expect(await textAt(elsewhere)).toMatchObject({
    status: 400,
    code: 'oauth.other-connector',
    text: expect.stringContaining('another redirect URL than that of this sign-in')
  })
  expect(await textAt(callback)).toMatchObject({
    status: 409,
    code: 'oauth.used-state',
    text: expect.stringContaining('already completed')
  })
  expect(await statusOf(connectorId, connectionId)).toBeNull()

  const again = await authorize(connectionId)
  await visitor().visit(again.href, to => to.endsWith('?tab=test'))
  expect(await statusOf(connectorId, connectionId)).toMatchObject({ is: 'signed-in' })
  expect((await textAt(again)).status).toBe(409)
})

test('a session that has ended completes no sign-in', async () => {
  const { connectionId, connectorId } = await addConnector()
  const name = 'Gone Example'
  const gone = await server.api.people.add.mutate({ name, password: goodPassword, role: 'maker' })
  const cookie = await signInAs(server.url, name)
  const callback = await authorize(connectionId, connectApi(server.url, cookie))
  await server.api.people.remove.mutate({ personId: gone.id })
  expect(await textAt(callback, cookie)).toMatchObject({ status: 403, code: 'oauth.other-session' })
  expect(await statusOf(connectorId, connectionId)).toBeNull()
})

test('a response of another issuer, a refusal and a response without a code get different faults', async () => {
  const { connectionId } = await addConnector()
  const mixedUp = await authorize(connectionId)
  mixedUp.searchParams.set('iss', 'https://evil.example')
  const wrong = await textAt(mixedUp)
  expect(wrong).toMatchObject({
    status: 400,
    code: 'oauth.wrong-issuer',
    text: expect.stringContaining('https://evil.example instead of')
  })

  const denied = await authorize(connectionId)
  denied.searchParams.delete('code')
  const bare = new URL(denied)
  denied.searchParams.set('error', 'access_denied')
  denied.searchParams.set('error_description', 'Ada <b>declined</b>')
  const refused = await textAt(denied)
  expect(refused.code).toBe('oauth.refused')
  expect(refused.text).toContain('access_denied: Ada &lt;b&gt;declined&lt;/b&gt;.')
  expect(refused.text).toContain('href="/connectors?tab=test"')
  bare.searchParams.set('state', (await authorize(connectionId)).searchParams.get('state') ?? '')
  expect(await textAt(bare)).toMatchObject({
    status: 400,
    code: 'oauth.no-code',
    text: expect.stringContaining('without an authorization code')
  })
})

test('a code that the service does not know leaves the connection as it was', async () => {
  const { connectorId, connectionId } = await addConnector()
  const forged = await authorize(connectionId)
  forged.searchParams.set('code', 'nonsense')
  expect(await textAt(forged)).toMatchObject({
    status: 400,
    code: 'oauth.code-refused',
    text: expect.stringContaining('did not accept the authorization code: it answered invalid_grant')
  })
  expect(await statusOf(connectorId, connectionId)).toBeNull()
})

test('a code that has expired says so, and the connection stays as it was', async () => {
  const authentication = oauthAuthentication(hasty.url)
  const { key, connectorId, connectionId } = await addOauthConnector(server.api, {
    name: 'Acme Hasty',
    authentication
  })
  hasty.allow(`${server.url}${redirectPathOf(key)}`)
  const late = await authorize(connectionId)
  await new Promise(resolve => setTimeout(resolve, 2_100))
  expect(await textAt(late)).toMatchObject({
    status: 400,
    code: 'oauth.code-refused',
    text: expect.stringContaining('did not accept the authorization code: it answered invalid_grant')
  })
  expect(await statusOf(connectorId, connectionId)).toBeNull()
})

test('a user signs in to an own connection and to no other one', async () => {
  const { connectorId, connectionId } = await addConnector()
  const version = await server.api.versions.create.mutate({ connectorId, note: '' })
  await server.api.versions.deploy.mutate({ versionId: version.id, visible: true, note: '' })
  await server.api.people.add.mutate({ name: 'Uma Example', password: goodPassword, role: 'user' })
  const cookie = await signInAs(server.url, 'Uma Example')
  const uma = connectApi(server.url, cookie)
  expect(await uma.connections.form.query({ connectorId })).toEqual([
    {
      ...{ id: 'main', name: null, kind: 'authorization-code' },
      fields: [],
      scopes: [{ name: 'people.write', use: 'unselected' }],
      signsIn: true
    }
  ])
  const own = await uma.connections.create.mutate({ connectorId, name: 'Own', values: {} })
  const returnTo = '/connections'
  const { url } = await uma.connections.beginSignIn.mutate({ connectionId: own.id, returnTo })
  await visitor(cookie).visit(url, to => to === `${server.url}/connections`)
  expect(await uma.connections.overview.query()).toMatchObject([{ authorization: { is: 'signed-in' } }])
  const denied = await faultOf(uma.testConnections.beginSignIn.mutate({ connectionId, returnTo }))
  expect(denied.code).toBe('permission.denied')
  const away = await faultOf(
    uma.connections.beginSignIn.mutate({ connectionId: own.id, returnTo: '//evil.example' })
  )
  expect(away.code).toBe('input.invalid')
})

test('a sign-in begun at localhost says before the redirect to open the public URL', async () => {
  const { connectionId } = await addConnector()
  const localhost = server.url.replace('127.0.0.1', 'localhost')
  const cookie = await signInAs(localhost, 'Ada Example')
  const refused = await faultOf(begin(connectionId, connectApi(localhost, cookie)))
  expect(refused).toMatchObject({
    code: 'oauth.other-address',
    message: expect.stringContaining(`Open Hookwright at ${server.url} and start the sign-in there.`)
  })
})

test('a connector without a client secret says so before the browser leaves', async () => {
  const { connectionId, connectorId } = await addConnector()
  const clientId = 'another'
  await server.api.connectors.authenticate.mutate({
    connectorId,
    authentication: oauthAuthentication(service.url, { client: { ownership: 'maker', clientId } })
  })
  expect((await faultOf(begin(connectionId))).code).toBe('connector.no-client')
  await server.api.connectors.setClientSecret.mutate({ connectorId, clientId, secret: 'x' })
  expect(await server.api.connectors.clients.query({ connectorId })).toContain('another')
  await server.api.connectors.authenticate.mutate({
    connectorId,
    authentication: oauthAuthentication(service.url, { authorizeUrl: literal('https://') })
  })
  expect((await faultOf(begin(connectionId))).code).toBe('http.url')
})
