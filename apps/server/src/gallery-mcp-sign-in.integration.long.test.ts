import { createHash } from 'node:crypto'
import { clientDocumentPathOf, HOUR, literal, MINUTE, redirectPathOf } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { thisMachine } from './effects/machine.ts'
import { drawCountingConnector } from './healing/counting-connector.ts'
import { type CountingService, openCountingService, sendHired } from './healing/counting-service.ts'
import { card, drawFlow } from './seed/draw-flow.ts'
import { deployDraft } from './testing/action-connector.ts'
import { faultOf } from './testing/api-client.ts'
import { findFreePort } from './testing/free-port.ts'
import { galleryAction, galleryEvent, outputsOfRun, runActions } from './testing/gallery-cards.ts'
import { type GalleryConnector, importFromGallery } from './testing/gallery-connector.ts'
import { allowAll, consent } from './testing/oauth-client.ts'
import { type OidcService, startOidcService } from './testing/oidc-service.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { openSdkMcpServer, type SdkMcpServer } from './testing/sdk-mcp-server.ts'
import { addFlow, turnOff, turnOn } from './testing/switch.ts'
import { openVisitor } from './testing/visit.ts'
import { waitFor } from './testing/wait-for.ts'

let moved = 0
let service: CountingService
/** Third-party authorization server. */
let login: OidcService
/** Third-party MCP server with clients that sign in at the authorization server. */
let sdk: SdkMcpServer
/** Third-party MCP server that only accepts a token. */
let plain: SdkMcpServer
/** Hookwright server that offers the events of the service over MCP. */
let offering: TestServer
/** Hookwright server with the MCP connector. */
let server: TestServer
let connector: GalleryConnector
let versionId: string

beforeAll(async () => {
  service = await openCountingService({ refusesDoubled: false, listsSecrets: true })
  login = await startOidcService({ registers: true, rotates: true })
  sdk = await openSdkMcpServer('auto', {
    issuer: login.url,
    greetScope: 'people.write',
    verify: async token => {
      const found = await login.tokenOf(token)
      if (found?.aud === undefined) return null
      const { clientId, scope = '', aud, exp } = found
      return { token, clientId, scopes: scope.split(' '), expiresAt: exp, resource: new URL(aud) }
    }
  })
  plain = await openSdkMcpServer('auto')
  const port = String(await findFreePort())
  offering = await openServer({
    variables: { HOOKWRIGHT_OUTBOUND_ALLOW: `${service.url},http://127.0.0.1:${port}` }
  })
  const allowed = [offering.url, login.url, sdk.origin, plain.origin].join(',')
  server = await openServer({
    variables: { PORT: port, HOOKWRIGHT_OUTBOUND_ALLOW: allowed },
    machine: { ...thisMachine, clock: () => Date.now() + moved }
  })
  await drawCountingConnector(offering.api, 'HR', service.url)
  connector = await importFromGallery(server.api, 'mcp-server', [])
  versionId = await deployDraft(server.api, connector.connectorId)
})
afterAll(async () => {
  await server?.remove()
  await offering?.remove()
  await plain?.close()
  await sdk?.close()
  await login?.stop()
  await service?.close()
})

const hashOf = (issuer: string): string => createHash('sha256').update(issuer).digest('hex').slice(0, 32)

let count = 0

/** Creates a connection from only the URL of its MCP server. Returns its id. */
const addConnection = async (url: string): Promise<string> => {
  const { connectorId } = connector
  const name = `Tools ${++count}`
  const added = { connectorId, methodId: 'oauth', name, values: { url } }
  return (await server.api.connections.create.mutate(added)).id
}

const begin = async (connectionId: string): Promise<URL> =>
  new URL((await server.api.connections.beginSignIn.mutate({ connectionId, returnTo: '/connections' })).url)

/** Signs a connection in at the third-party authorization server. Returns the URL of the sign-in. */
const signIn = async (connectionId: string): Promise<URL> => {
  const url = await begin(connectionId)
  const visitor = openVisitor({ [server.url]: server.cookie })
  const { response } = await visitor.visit(url.href, to => to === `${server.url}/connections`)
  expect(response?.text).toBeUndefined()
  return url
}

const statusOf = async (connectionId: string) =>
  (await server.api.connections.overview.query()).find(({ id }) => id === connectionId)?.authorization

const listTools = (connectionId: string) =>
  runActions(server.api, `List ${++count}`, [
    galleryAction({ ...connector, versionId }, 'list', 'List tools', connectionId, {})
  ])

test('a connection to a server of the SDK alone is signed in at the authorization server that it names, and calls its tools', async () => {
  const connectionId = await addConnection(sdk.url)
  const url = await signIn(connectionId)
  expect(`${url.origin}${url.pathname}`).toBe(`${login.url}/auth`)
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    client_id: login.registered.at(-1),
    resource: sdk.url,
    scope: 'people.read',
    code_challenge_method: 'S256',
    redirect_uri: `${server.url}${redirectPathOf(connector.key, hashOf(login.url))}`
  })
  expect(await statusOf(connectionId)).toMatchObject({ is: 'signed-in' })
  const add = galleryAction({ ...connector, versionId }, 'add', 'Call tool', connectionId, {
    tool: literal('add'),
    arguments: literal({ a: 2, b: 3 })
  })
  expect(await runActions(server.api, 'Add', [add])).toMatchObject({ add: { structured: { sum: 5 } } })
})

test('a connection to another Hookwright is signed in by consent, calls a tool and receives an event, and is revoked there', async () => {
  const { api } = server
  const connectionId = await addConnection(`${offering.url}/mcp`)
  const back = await consent(offering.url, await begin(connectionId), offering.cookie, allowAll)
  expect(back.searchParams.get('iss')).toBe(offering.url)
  await openVisitor({ [server.url]: server.cookie }).visit(back.href, to => to.endsWith('/connections'))
  expect(await statusOf(connectionId)).toMatchObject({ is: 'signed-in' })
  expect(await offering.api.agents.clients.query()).toMatchObject({ clients: [{ clientName: 'Hookwright' }] })
  expect(await listTools(connectionId)).toMatchObject({ list: { names: expect.any(Array) } })

  const inputs = { name: literal('hr.hired'), arguments: literal('{}') }
  const event = galleryEvent({ ...connector, versionId }, 'Event', connectionId, inputs)
  const flowId = await addFlow(api, 'Hired', drawFlow(event, card('compose', 'note', {})))
  await turnOn(api, flowId)
  await sendHired(service, 'Zoë')
  expect((await outputsOfRun(api, flowId)).event).toMatchObject({
    eventName: 'hr.hired',
    data: { name: 'Zoë' }
  })
  await turnOff(api, flowId)
  await waitFor(
    () => service.hooks.size,
    size => size === 0
  )
  await api.connections.revoke.mutate({ connectionId })
  expect((await offering.api.agents.clients.query()).clients).toEqual([])
})

test('a client is kept while its server knows it, and registered again once it does not', async () => {
  const connectionId = await addConnection(sdk.url)
  const first = (await signIn(connectionId)).searchParams.get('client_id')
  expect((await signIn(connectionId)).searchParams.get('client_id')).toBe(first)
  await login.forgetClients()
  const again = (await signIn(connectionId)).searchParams.get('client_id')
  expect(again).not.toBe(first)
  expect(again).toBe(login.registered.at(-1))
  expect(await listTools(connectionId)).toMatchObject({ list: { names: ['add', 'greet', 'break'] } })
})

test('clients of a deleted connection, and of an abandoned sign-in, are deregistered', async () => {
  const connectionId = await addConnection(sdk.url)
  await signIn(connectionId)
  const used = login.registered.at(-1) ?? ''
  expect(await login.knows(used)).toBe(true)
  await server.api.connections.remove.mutate({ connectionId })
  await waitFor(
    () => login.knows(used),
    isKnown => !isKnown
  )

  await signIn(await addConnection(sdk.url))
  const working = login.registered.at(-1) ?? ''
  expect(working).not.toBe(used)
  const left = await addConnection(sdk.url)
  await begin(left)
  const abandoned = login.registered.at(-1) ?? ''
  expect(abandoned).not.toBe(working)
  // In steps, so that the session of the person stays.
  for (let hours = 0; hours < 30; hours += 6) {
    moved += 6 * HOUR
    await statusOf(left)
  }
  await begin(left)
  await waitFor(
    () => login.knows(abandoned),
    isKnown => !isKnown
  )
  expect(await login.knows(working)).toBe(true)
  expect(await login.knows(login.registered.at(-1) ?? '')).toBe(true)
})

test('a tool that needs another scope asks for a new sign-in with it, after which it runs', async () => {
  const connectionId = await addConnection(sdk.url)
  await signIn(connectionId)
  const greet = () =>
    runActions(server.api, `Greet ${++count}`, [
      galleryAction({ ...connector, versionId }, 'greet', 'Call tool', connectionId, {
        tool: literal('greet'),
        arguments: literal({})
      })
    ])
  await expect(greet()).rejects.toThrow('did not include access to people.write. Open the connection')
  expect(await statusOf(connectionId)).toMatchObject({ is: 'signed-in', lacks: 'people.write' })
  expect(await listTools(connectionId)).toMatchObject({ list: { names: expect.any(Array) } })
  const again = await signIn(connectionId)
  expect(again.searchParams.get('scope')).toBe('people.read people.write')
  expect(await statusOf(connectionId)).not.toHaveProperty('lacks')
  expect(await greet()).toMatchObject({ greet: { text: expect.stringContaining('Grüße') } })
})

test('a token that was found is refreshed once for 50 requests, for the same resource', async () => {
  const connectionId = await addConnection(sdk.url)
  await signIn(connectionId)
  const refreshes = (): number => login.granted.filter(grant => grant === 'refresh_token').length
  const before = refreshes()
  moved += 2 * HOUR
  const pings = await Promise.all(
    Array.from({ length: 50 }, () => server.api.connections.ping.mutate({ connectionId }))
  )
  expect(pings.map(({ status }) => status)).toEqual(pings.map(() => ({ is: 'succeeded' })))
  expect(refreshes() - before).toBe(1)
}, 20_000)

test('a connection whose client the server has forgotten says so, and works again once reconnected', async () => {
  const connectionId = await addConnection(sdk.url)
  await signIn(connectionId)
  await login.forgetClients()
  moved += 2 * HOUR
  await expect(listTools(connectionId)).rejects.toThrow('no longer knows the client')
  expect(await statusOf(connectionId)).toMatchObject({ is: 'lost' })
  moved += MINUTE
  await signIn(connectionId)
  expect(await listTools(connectionId)).toMatchObject({ list: { names: ['add', 'greet', 'break'] } })
})

test('a sign-in response without an issuer, or with a wrong one, is refused', async () => {
  const connectionId = await addConnection(`${offering.url}/mcp`)
  for (const iss of [null, login.url]) {
    const back = await consent(offering.url, await begin(connectionId), offering.cookie, allowAll)
    if (iss === null) back.searchParams.delete('iss')
    else back.searchParams.set('iss', iss)
    const { response } = await openVisitor({ [server.url]: server.cookie }).visit(back.href)
    expect(response?.text).toContain('data-code="oauth.wrong-issuer"')
  }
  expect(await statusOf(connectionId)).toBeNull()
})

test('a code for another authorization server, or for none, is not exchanged', async () => {
  const granted = login.granted.length
  for (const issuer of [offering.url, undefined]) {
    const connectionId = await addConnection(sdk.url)
    const url = await begin(connectionId)
    const called = new URL(
      redirectPathOf(connector.key, issuer === undefined ? undefined : hashOf(issuer)),
      server.url
    )
    called.search = String(
      new URLSearchParams({ code: 'of-another', state: url.searchParams.get('state') ?? '' })
    )
    const { response } = await openVisitor({ [server.url]: server.cookie }).visit(called.href)
    expect(response?.text).toContain('data-code="oauth.other-connector"')
    expect(await statusOf(connectionId)).toBeNull()
  }
  expect(login.granted).toHaveLength(granted)
})

test('a sign-in whose connection got another server meanwhile is not completed', async () => {
  const connectionId = await addConnection(sdk.url)
  const url = await begin(connectionId)
  const values = { url: `${offering.url}/mcp` }
  await server.api.connections.replaceValues.mutate({ connectionId, values })
  const { response } = await openVisitor({ [server.url]: server.cookie }).visit(url.href)
  expect(response?.text).toContain('data-code="oauth.code-refused"')
  expect(response?.text).toContain('the address of the service was changed during the sign-in')
  expect(await statusOf(connectionId)).toBeNull()
})

test('a server without a sign-in, and one at a private address, are named before the browser leaves', async () => {
  const fault = async (url: string) => faultOf(begin(await addConnection(url)))
  expect(await fault(`${service.url}/mcp`)).toMatchObject({ code: 'http.refused-address' })
  expect(await fault(plain.url)).toMatchObject({
    code: 'oauth.not-found',
    message: expect.stringContaining(
      `The sign-in settings of ${new URL(plain.url).host} could not be found: it does not name an authorization server`
    )
  })
})

test('the client of a connector is described to a server by a document at an address for both', async () => {
  const hash = hashOf(login.url)
  const path = clientDocumentPathOf(connector.key, hash)
  const { status, text } = await overHttp(`${server.url}${path}`)
  expect(status).toBe(200)
  expect(JSON.parse(text)).toMatchObject({
    client_id: `${server.url}${path}`,
    redirect_uris: [`${server.url}${redirectPathOf(connector.key, hash)}`],
    token_endpoint_auth_method: 'none'
  })
  for (const none of [clientDocumentPathOf('No%20key', hash), clientDocumentPathOf(connector.key, 'other')]) {
    expect((await overHttp(`${server.url}${none}`)).status).toBe(404)
  }
})
