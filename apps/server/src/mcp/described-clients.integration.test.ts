import { createServer } from 'node:https'
import { DAY } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { thisMachine } from '../effects/machine.ts'
import { connectApi } from '../testing/api-client.ts'
import { makeCertificate } from '../testing/certificate.ts'
import { openServer, type TestServer } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'

const HOST = 'agent.example'
const CLIENT_ID = `https://${HOST}/client.json`

let server: TestServer
let document: object
let answer: { status: number; headers?: Record<string, string> }
let asked: string[]
let stop: () => void
beforeAll(async () => {
  const now = Date.now()
  const life = { from: now - DAY, until: now + DAY }
  const authority = makeCertificate({ name: 'Acme Authority', ...life })
  const { cert, key } = makeCertificate({ name: HOST, ...life, issuer: authority })
  asked = []
  const host = createServer({ cert, key }, ({ url = '' }, response) => {
    asked.push(url)
    response.writeHead(answer.status, answer.headers).end(JSON.stringify(document))
  })
  await new Promise<void>(resolve => host.listen(0, '127.0.0.1', resolve))
  const address = host.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  stop = () => {
    host.closeAllConnections()
    host.close()
  }
  server = await openServer({
    variables: { HOOKWRIGHT_OUTBOUND_ALLOW: `https://${HOST}`, HOOKWRIGHT_PROXIES: '127.0.0.1' },
    machine: {
      ...thisMachine,
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      authorities: authority.cert,
      portOf: hostname => (hostname === HOST ? port : undefined)
    }
  })
})
afterAll(async () => {
  await server?.remove()
  stop?.()
})

const authorize = async (clientId: string, returnTo: string, from = '192.0.2.1') => {
  const search = new URLSearchParams({
    ...{ client_id: clientId, redirect_uri: returnTo, response_type: 'code', state: 's' },
    ...{ code_challenge: 'E9Melhoa2OwvFrEMcM-buJU1seXWrsCBVrhMIbNT5Vc', code_challenge_method: 'S256' }
  })
  const { status, headers, text } = await overHttp(`${server.url}/mcp/oauth/authorize?${search}`, {
    headers: { 'x-forwarded-for': from }
  })
  const cookies = headers.getSetCookie().map(cookie => cookie.split(';')[0])
  return { status, to: headers.get('location'), text, cookies }
}

test('a client that its metadata document describes is shown with the host of the document, on any port of loopback', async () => {
  document = {
    client_id: CLIENT_ID,
    client_name: 'Acme Agent',
    client_uri: `https://${HOST}/`,
    redirect_uris: ['http://localhost/callback'],
    grant_types: ['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code'],
    scope: 'everything',
    token_endpoint_auth_method: 'none'
  }
  answer = { status: 200, headers: { 'content-type': 'application/json' } }
  const page = await authorize(CLIENT_ID, 'http://localhost:5555/callback')
  expect(page.to).toBe('/connect-agent')
  const api = connectApi(server.url, [server.cookie, ...page.cookies].join('; '))
  expect(await api.agents.request.query()).toMatchObject({
    client: { name: 'Acme Agent', host: HOST, uri: `https://${HOST}/` },
    returnsTo: 'localhost:5555'
  })
  await authorize(CLIENT_ID, 'http://localhost:6666/callback')
  expect(asked).toEqual(['/client.json'])
})

test.each([
  ['another client', { client_id: `https://${HOST}/other.json` }, 200],
  ['no addresses', { redirect_uris: [] }, 200],
  ['a script as address', { redirect_uris: ['javascript:alert(1)'] }, 200],
  ['a page that is not found', {}, 404],
  ['a redirect', {}, 302]
])('a document with %s describes no client', async (name, over, status) => {
  const clientId = `https://${HOST}/${encodeURIComponent(name)}.json`
  document = { client_id: clientId, redirect_uris: ['https://agent.example/callback'], ...over }
  answer = { status, headers: { location: `https://${HOST}/elsewhere.json` } }
  const page = await authorize(clientId, 'https://agent.example/callback')
  expect(page).toMatchObject({ status: 400, to: null })
})

test('no document is read from a private address', async () => {
  asked.length = 0
  const page = await authorize('https://intern.example/client.json', 'https://agent.example/callback')
  expect(page).toMatchObject({ status: 400, to: null })
  expect(page.text).not.toContain('127.0.0.1')
  expect(asked).toEqual([])
})

test('a network that asks for many documents keeps no other from signing in', async () => {
  asked.length = 0
  answer = { status: 404 }
  const ask = (number: number, from: string) =>
    authorize(`https://${HOST}/many-${number}.json`, 'https://agent.example/callback', from)
  // Twice the limit and more, since a minute may end meanwhile.
  for (let number = 0; number < 25; number++) await ask(number, '198.51.100.7')
  expect(asked.length).toBeGreaterThanOrEqual(10)
  expect(asked.length).toBeLessThanOrEqual(20)
  await ask(99, '203.0.113.9')
  expect(asked.at(-1)).toBe('/many-99.json')
})
