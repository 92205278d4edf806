import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Role } from '@hookwright/model'
import { auth, Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type Api, connectApi, faultOf } from '../testing/api-client.ts'
import {
  allowAll,
  connectClient as connectAt,
  consent as consentAt,
  createProvider,
  type Decision,
  openBrowser as openBrowserAt,
  RETURN_TO
} from '../testing/oauth-client.ts'
import { openServer, type TestServer } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { goodPassword, signInAs } from '../testing/sign-in.ts'

let server: TestServer
beforeAll(async () => {
  server = await openServer()
})
afterAll(() => server?.remove())

let added = 0
const member = async (role: Role): Promise<{ personId: string; name: string; cookie: string; api: Api }> => {
  const name = `Member ${++added}`
  const { id: personId } = await server.api.people.add.mutate({ name, password: goodPassword, role })
  const cookie = await signInAs(server.url, name)
  return { personId, name, cookie, api: connectApi(server.url, cookie) }
}

const consent = (address: URL, session: string, decision?: Decision) =>
  consentAt(server.url, address, session, decision)
const connectClient = (session: string, decision?: Decision) => connectAt(server.url, session, decision)
const openBrowser = (session: string) => openBrowserAt(server.url, session)

const listTools = (token: string) =>
  overHttp(`${server.url}/mcp`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream'
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} })
  })

const post = (path: string, form: Record<string, string>) =>
  overHttp(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams(form).toString()
  })

const refreshWith = (clientId: string, refresh_token: string) =>
  post('/mcp/oauth/token', { grant_type: 'refresh_token', client_id: clientId, refresh_token })

describe('a client signs in', () => {
  test('finds the authorization server, registers, is allowed, and lists tools', async () => {
    const { cookie } = await member('user')
    const { provider } = await connectClient(cookie)
    const client = new Client({ name: 'acme-agent', version: '1.0.0' })
    const transport = new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`), {
      authProvider: provider
    })
    await client.connect(transport)
    onTestFinished(() => client.close())
    expect(await client.listTools()).toMatchObject({ tools: [] })
  })

  test('gets an error when the member refuses', async () => {
    const { cookie } = await member('user')
    const { provider, seen } = createProvider()
    await auth(provider, { serverUrl: `${server.url}/mcp` })
    const back = await consent(seen.address as URL, cookie, { ...allowAll, allow: false })
    expect(Object.fromEntries(back.searchParams)).toMatchObject({ error: 'access_denied', iss: server.url })
    expect(back.searchParams.get('code')).toBeNull()
  })

  test('never has more than the member chose', async () => {
    const { cookie } = await member('user')
    const { token } = await connectClient(cookie, { ...allowAll, scopes: ['events'] })
    const answer = await listTools(token)
    expect(answer.status).toBe(403)
    expect(answer.headers.get('www-authenticate')).toContain('error="insufficient_scope", scope="tools"')
    expect(answer.text).toContain('agents.out-of-scope')
  })

  test('is asked for anew each time, and has one access for each member', async () => {
    const { cookie, api } = await member('user')
    const first = await connectClient(cookie)
    const [held] = (await api.agents.clients.query()).clients
    expect(held).toMatchObject({ clientName: 'Acme Agent', clientHost: '127.0.0.1:7777' })
    const again = await auth(
      { ...first.provider, tokens: () => undefined },
      { serverUrl: `${server.url}/mcp` }
    )
    expect(again).toBe('REDIRECT')
    await consent(first.seen.address as URL, cookie, { ...allowAll, scopes: ['tools'] })
    const { clients } = await api.agents.clients.query()
    expect(clients.map(({ scopes }) => scopes)).toEqual([['tools']])
    expect((await listTools(first.token)).status).toBe(401)
  })
})

describe('access ends at once', () => {
  test('when the member revokes it, and its refresh token stops working', async () => {
    const { cookie, api } = await member('user')
    const { token, refresh, clientId } = await connectClient(cookie)
    expect((await listTools(token)).status).toBe(200)
    const [client] = (await api.agents.clients.query()).clients
    await api.agents.revoke.mutate({ grantId: client?.id ?? '', clientName: 'Acme Agent' })
    expect((await listTools(token)).status).toBe(401)
    expect((await refreshWith(clientId, refresh)).status).toBe(400)
    expect((await api.agents.clients.query()).clients).toEqual([])
  })

  test('when the client revokes its token', async () => {
    const { cookie, api } = await member('user')
    const { token, refresh, clientId } = await connectClient(cookie)
    expect((await post('/mcp/oauth/revoke', { token: refresh, client_id: clientId })).status).toBe(200)
    expect((await listTools(token)).status).toBe(401)
    expect((await api.agents.clients.query()).clients).toEqual([])
  })

  test('when the member is removed, or has a new password', async () => {
    const [gone, reset] = [await member('user'), await member('user')]
    const [ofGone, ofReset] = [await connectClient(gone.cookie), await connectClient(reset.cookie)]
    await server.api.people.remove.mutate({ personId: gone.personId })
    await server.api.people.setPassword.mutate({ personId: reset.personId, password: goodPassword })
    expect((await listTools(ofGone.token)).status).toBe(401)
    expect((await refreshWith(ofGone.clientId, ofGone.refresh)).status).toBe(400)
    expect((await listTools(ofReset.token)).status).toBe(401)
  })

  test('to tools of the former role, when the member is demoted', async () => {
    const { cookie, personId } = await member('maker')
    const { token } = await connectClient(cookie)
    const countTools = async (): Promise<number> => {
      const [, data = '{}'] = /^data: ?(.*)$/m.exec((await listTools(token)).text) ?? []
      return JSON.parse(data).result.tools.length
    }
    const before = await countTools()
    await server.api.people.setRole.mutate({ personId, role: 'viewer' })
    expect([before > 0, await countTools()]).toEqual([true, 0])
  })

  test('of another member cannot be seen or revoked by a user, and can be by an admin', async () => {
    const [mia, eve] = [await member('user'), await member('user')]
    await connectClient(mia.cookie)
    const [client] = (await mia.api.agents.clients.query()).clients
    const revocation = { grantId: client?.id ?? '', clientName: 'Acme Agent' }
    expect((await eve.api.agents.clients.query()).clients).toEqual([])
    expect((await faultOf(eve.api.agents.revoke.mutate(revocation))).code).toBe('permission.denied')
    const other = { ...revocation, clientName: 'Other' }
    expect((await faultOf(mia.api.agents.revoke.mutate(other))).code).toBe('agents.client-gone')
    await server.api.agents.revoke.mutate(revocation)
    expect((await faultOf(mia.api.agents.revoke.mutate(revocation))).code).toBe('agents.client-gone')
  })
})

describe('tokens', () => {
  test('are refreshed with a new refresh token, and one that is used twice ends all', async () => {
    const { cookie } = await member('user')
    const { refresh, clientId } = await connectClient(cookie)
    const first = await refreshWith(clientId, refresh)
    expect(first.status).toBe(200)
    const { access_token, refresh_token } = JSON.parse(first.text)
    expect((await listTools(access_token)).status).toBe(200)
    expect(refresh_token).not.toBe(refresh)
    expect((await refreshWith(clientId, refresh)).status).toBe(400)
    expect((await listTools(access_token)).status).toBe(401)
    expect((await refreshWith(clientId, refresh_token)).status).toBe(400)
  })

  test('for another resource are not issued', async () => {
    const { provider, seen } = createProvider()
    await auth(provider, { serverUrl: `${server.url}/mcp` })
    const address = new URL(seen.address?.href ?? '')
    address.searchParams.set('resource', 'https://other.example/mcp')
    const { to } = await openBrowser(server.cookie).open(address.href)
    expect(to?.searchParams.get('error')).toBe('invalid_target')
  })

  test('are not issued without the proof of PKCE, to another client, or for a code that was used', async () => {
    const { cookie } = await member('user')
    const { provider, seen, information } = createProvider()
    await auth(provider, { serverUrl: `${server.url}/mcp` })
    const back = await consent(seen.address as URL, cookie)
    const exchange = {
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      redirect_uri: RETURN_TO,
      client_id: information()?.client_id ?? ''
    }
    const wrong = randomBytes(32).toString('base64url')
    expect((await post('/mcp/oauth/token', { ...exchange, code_verifier: wrong })).status).toBe(400)
    expect((await post('/mcp/oauth/token', { ...exchange, client_id: 'made-up' })).status).toBe(401)
    const code_verifier = await provider.codeVerifier()
    const good = { ...exchange, code_verifier }
    const answer = await post('/mcp/oauth/token', good)
    expect(answer.status).toBe(200)
    expect((await post('/mcp/oauth/token', good)).status).toBe(400)
    expect((await listTools(JSON.parse(answer.text).access_token)).status).toBe(401)
  })

  test('are not stored: a copy of the database holds none of them', async () => {
    const { cookie } = await member('user')
    const { token, refresh } = await connectClient(cookie)
    const files = ['auth.db', 'auth.db-wal'].map(name =>
      readFileSync(`${server.dataFolder}/${name}`, 'latin1')
    )
    for (const secret of [token, refresh]) expect(files.some(file => file.includes(secret))).toBe(false)
  })
})

describe('the page of consent', () => {
  test('decides only about the request of its own browser', async () => {
    const { cookie } = await member('user')
    const { provider, seen } = createProvider()
    await auth(provider, { serverUrl: `${server.url}/mcp` })
    const attacker = openBrowser('none=1')
    await attacker.open(seen.address?.href ?? '')
    const victim = connectApi(server.url, cookie)
    expect((await faultOf(victim.agents.request.query())).code).toBe('agents.request-gone')
    const decision = { requestId: 'any', clientName: 'Acme Agent', ...allowAll }
    expect((await faultOf(victim.agents.decide.mutate(decision))).code).toBe('agents.request-gone')
  })

  test('decides about the client that it shows, and offers files of connectors to makers only', async () => {
    const [user, maker] = [await member('user'), await member('maker')]
    const { provider, seen } = createProvider()
    await auth(provider, { serverUrl: `${server.url}/mcp` })
    for (const [{ cookie }, scopes] of [
      [user, ['tools', 'events']],
      [maker, ['tools', 'events', 'connectors']]
    ] as const) {
      const browser = openBrowser(cookie)
      await browser.open(seen.address?.href ?? '')
      const request = await browser.api().agents.request.query()
      expect(request).toMatchObject({
        client: { name: 'Acme Agent', host: null, uri: null },
        returnsTo: '127.0.0.1:7777',
        scopes
      })
      const other = { requestId: request.id, clientName: 'Bank', ...allowAll }
      expect((await faultOf(browser.api().agents.decide.mutate(other))).code).toBe('agents.request-gone')
      const nothing = { requestId: request.id, clientName: 'Acme Agent', ...allowAll, scopes: [] }
      expect((await faultOf(browser.api().agents.decide.mutate(nothing))).code).toBe('input.invalid')
    }
  })

  test('is not opened for a request that cannot be answered; the browser is told why', async () => {
    const browser = openBrowser(server.cookie)
    const unknown = await browser.open(
      `${server.url}/mcp/oauth/authorize?client_id=none&response_type=code&redirect_uri=https://evil.example/`
    )
    expect(unknown).toMatchObject({ status: 400, to: null })
    expect(unknown.text).toContain('data-code="invalid_client"')
    const { provider, seen } = createProvider()
    await auth(provider, { serverUrl: `${server.url}/mcp` })
    const elsewhere = new URL(seen.address?.href ?? '')
    elsewhere.searchParams.set('redirect_uri', 'https://evil.example/')
    expect(await browser.open(elsewhere.href)).toMatchObject({ status: 400, to: null })
    const unproven = new URL(seen.address?.href ?? '')
    unproven.searchParams.delete('code_challenge')
    const { to } = await browser.open(unproven.href)
    expect(to?.searchParams.get('error')).toBe('invalid_request')
  })
})

describe('metadata', () => {
  test('name the endpoint, its authorization server, and what that can do', async () => {
    const read = async (path: string) => JSON.parse((await overHttp(`${server.url}${path}`)).text)
    expect(await read('/.well-known/oauth-protected-resource/mcp')).toMatchObject({
      resource: `${server.url}/mcp`,
      authorization_servers: [server.url]
    })
    const metadata = await read('/.well-known/oauth-authorization-server')
    expect(metadata).toMatchObject({
      issuer: server.url,
      code_challenge_methods_supported: ['S256'],
      client_id_metadata_document_supported: true
    })
    expect(await read('/.well-known/openid-configuration')).toEqual(metadata)
  })

  test('of a client that cannot be used are refused with a reason', async () => {
    const answer = await overHttp(`${server.url}/mcp/oauth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ redirect_uris: ['javascript:alert(1)'] })
    })
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.text)).toMatchObject({ error: 'invalid_client_metadata' })
  })
})
