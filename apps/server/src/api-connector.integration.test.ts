import { createServer, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import {
  API_CONNECTOR,
  API_VERSION,
  CUSTOM_API_ACTION,
  type Id,
  type Json,
  JsonObject,
  literal
} from '@hookwright/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { card, drawFlow } from './seed/draw-flow.ts'
import { type Api, faultOf } from './testing/api-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'

const sent: {
  asked: string
  authorization: string | undefined
  key: string | string[] | undefined
  body: string
  bytes: Buffer
  type: string | undefined
}[] = []

const json = (response: ServerResponse, value: unknown): void => {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(value))
}

const openService = async (answers: Record<string, (response: ServerResponse) => void>) => {
  const service = createServer((request, response) => {
    void buffer(request).then(bytes => {
      const { authorization, 'x-api-key': key, 'content-type': type } = request.headers
      const asked = `${request.method} ${request.url}`
      sent.push({ asked, authorization, key, body: bytes.toString(), bytes, type })
      const answer = answers[request.url?.split('?')[0] ?? '']
      if (answer === undefined) json(response, { ok: true })
      else answer(response)
    })
  })
  await new Promise<void>(resolve => service.listen(0, '127.0.0.1', resolve))
  const address = service.address()
  const host = `127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
  return {
    host,
    url: `http://${host}`,
    stop: () => {
      service.closeAllConnections()
      service.close()
    }
  }
}

/** Bytes with all 256 values, so that the test detects any encoding error. */
const image = Buffer.from(Array.from({ length: 512 }, (_, at) => at % 256))

let server: TestServer
let user: Api
let service: Awaited<ReturnType<typeof openService>>
let other: Awaited<ReturnType<typeof openService>>

beforeAll(async () => {
  other = await openService({})
  service = await openService({
    '/none': response => response.writeHead(204).end(),
    '/page': response => response.setHeader('content-type', 'text/html').end('<p>Sign in</p>'),
    '/image': response =>
      response
        .setHeader('content-type', 'image/png')
        .setHeader('content-encoding', 'gzip')
        .setHeader('content-disposition', 'attachment; filename="../a;\\"b\\".png"')
        .end(gzipSync(image)),
    '/ten': response => response.setHeader('content-type', 'text/plain').end('x'.repeat(10_000_001)),
    '/away': response => response.writeHead(302, { location: `${other.url}/stolen` }).end(),
    '/silent': () => {},
    '/token': response =>
      json(response, { access_token: 'given-token', token_type: 'bearer', expires_in: 60 })
  })
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: `${service.url},${other.url}` } })
  user = await server.add('Uma Example', 'user')
})
afterAll(async () => {
  await server?.remove()
  service?.stop()
  other?.stop()
})

const connect = async ({ method: methodId = 'none', ...values }: Record<string, string>): Promise<Id> =>
  (await user.connections.create.mutate({ connectorId: API_CONNECTOR, name: 'Acme', methodId, values })).id

let made = 0
/** Runs a single card of a flow. */
const run = async (
  type: string,
  connectionId: Id | null,
  inputs: Record<string, Json>,
  config: JsonObject = {}
) => {
  const doc = drawFlow(
    card('helper-flow', 'start', { config: { inputs: [] } }),
    card(type, 'call', {
      config: {
        connectorId: API_CONNECTOR,
        versionId: API_VERSION,
        actionFlowId: CUSTOM_API_ACTION,
        bodyFormat: 'auto',
        ...config,
        connectionId
      },
      inputs: Object.fromEntries(Object.entries(inputs).map(([id, value]) => [id, literal(value)]))
    })
  )
  const { id: flowId } = await user.flows.create.mutate({ name: `Call ${++made}`, doc })
  sent.length = 0
  const { steps } = await user.flows.testCard.mutate({ flowId, cardId: 'call', inputs: {}, before: {} })
  const [step] = steps
  return { outputs: step?.outputs, fault: step?.fault }
}

describe('a connection of the API Connector', () => {
  test('is listed under its name, and asks for what its authentication needs', async () => {
    const id = await connect({ hosts: service.host, method: 'none' })
    expect((await user.connections.overview.query()).find(one => one.id === id)).toMatchObject({
      connectorName: 'API Connector',
      asksValues: true
    })
    const refused = async (values: Record<string, string>) => (await faultOf(connect(values))).message
    expect(await refused({ method: 'none' })).toContain('Enter a base URL, or the hosts')
    expect(await refused({ method: 'none', baseUrl: 'acme' })).toContain('The base URL is not valid')
    expect(await refused({ method: 'none', hosts: 'a b, https://x' })).toContain('“https://x” is not a host')
    expect(await refused({ method: 'bearer', hosts: 'api.example.com' })).toContain('Token')
    expect(
      await refused({ method: 'api_key', hosts: 'a.example', headerName: 'a b', headerValue: 'k' })
    ).toContain('A header name')
  })

  test.each([
    ['none', {}, { authorization: undefined }],
    [
      'basic',
      { username: 'uma', password: 'pw-of-uma' },
      { authorization: `Basic ${btoa('uma:pw-of-uma')}` }
    ],
    ['bearer', { token: 'token-of-uma' }, { authorization: 'Bearer token-of-uma' }],
    ['api_key', { headerName: 'X-API-Key', headerValue: 'key-of-uma' }, { key: 'key-of-uma' }]
  ])('authenticates with %s', async (method, values, came) => {
    const id = await connect({ baseUrl: `${service.url}/v1`, method, ...values })
    const { outputs } = await run('api-get', id, { url: '/users', query: { page: 2 } })
    expect(outputs).toMatchObject({ statusCode: 200, json: { ok: true } })
    expect(sent).toMatchObject([{ asked: 'GET /v1/users?page=2', ...came }])
  })

  test('authenticates with client credentials', async () => {
    const id = await connect({
      hosts: service.host,
      method: 'client_credentials',
      tokenUrl: `${service.url}/token`,
      clientId: 'hookwright',
      clientSecret: 'secret-of-client'
    })
    await run('api-get', id, { url: `${service.url}/users` })
    expect(sent.map(({ asked, authorization }) => `${asked} ${authorization}`)).toEqual([
      `POST /token Basic ${btoa('hookwright:secret-of-client')}`,
      'GET /users Bearer given-token'
    ])
  })

  test('sends nothing to another host, also without credentials', async () => {
    for (const values of [{ method: 'bearer', token: 'token-of-uma' }, { method: 'none' }]) {
      const id = await connect({ hosts: service.host, ...values })
      const { fault } = await run('api-get', id, { url: `${other.url}/users` })
      expect(fault?.code).toBe('http.host-not-allowed')
      expect(sent).toEqual([])
    }
  })

  test('leaves its token behind at a redirect to another host', async () => {
    const id = await connect({ hosts: service.host, method: 'bearer', token: 'token-of-uma' })
    await run('api-get', id, { url: `${service.url}/away` })
    expect(sent.map(({ asked, authorization }) => `${asked} ${authorization}`)).toEqual([
      'GET /away Bearer token-of-uma',
      'GET /stolen undefined'
    ])
  })

  test('is listed as used by its flow and cannot be deleted', async () => {
    const id = await connect({ hosts: service.host, method: 'none' })
    await run('api-get', id, { url: `${service.url}/users` })
    expect((await faultOf(user.connections.remove.mutate({ connectionId: id }))).code).toBe(
      'connection.in-use'
    )
  })
})

describe('the cards of the API Connector', () => {
  let id: Id
  beforeAll(async () => {
    id = await connect({ baseUrl: service.url, method: 'none' })
  })

  test.each([
    ['api-post', 'POST'],
    ['api-put', 'PUT'],
    ['api-patch', 'PATCH'],
    ['api-delete', 'DELETE']
  ])('%s sends its method and its body', async (type, method) => {
    const { outputs } = await run(type, id, { url: '/users', body: { name: 'Zoë "Z"' } })
    expect(outputs).toMatchObject({ statusCode: 200 })
    expect(sent).toMatchObject([{ asked: `${method} /users`, body: '{"name":"Zoë \\"Z\\""}' }])
  })

  test('Raw takes its method from a value', async () => {
    await run('api-raw', id, { url: '/users', method: 'patch', body: 'x' }, { method: 'mapped' })
    expect(sent).toMatchObject([{ asked: 'PATCH /users', body: 'x' }])
    const { fault } = await run('api-raw', id, { url: '/users', method: 'TRACE' }, { method: 'mapped' })
    expect(fault?.message).toContain('unsupported method')
  })

  test('204 is no failure, and a page with 200 is unless any response is wanted', async () => {
    expect((await run('api-get', id, { url: '/none' })).outputs).toMatchObject({
      statusCode: 204,
      json: null
    })
    expect((await run('api-get', id, { url: '/page' })).fault?.code).toBe('http.not-json')
    const any = await run('api-get', id, { url: '/page' }, { response: 'any' })
    expect(any.outputs).toMatchObject({ body: '<p>Sign in</p>' })
  })

  test('a response above 10 MB or a timeout fails the card, and the server continues', async () => {
    expect((await run('api-get', id, { url: '/ten' })).fault?.code).toBe('http.answer-too-large')
    expect((await run('api-get', id, { url: '/silent' }, { timeoutSeconds: 1 })).fault?.code).toBe(
      'http.timed-out'
    )
    expect((await run('api-get', id, { url: '/users' })).outputs).toMatchObject({ statusCode: 200 })
  })

  test('a file is read from a response and sent in a form with the same bytes, name and type', async () => {
    const { outputs } = await run('api-get', id, { url: '/image' }, { response: 'file' })
    const file = JsonObject.parse(JsonObject.parse(outputs).file)
    expect(file).toMatchObject({ name: 'a;"b".png', type: 'image/png', size: 512, encoding: 'base64' })
    const form = [{ id: 'upload', name: 'upload' }]
    const config = { method: 'POST', bodyFormat: 'multipart', form }
    await run('api-post', id, { url: '/users', upload: [file, { ...file, name: 'ü\r\nX-Evil: 1' }] }, config)
    const [{ bytes, type } = { bytes: Buffer.of(), type: '' }] = sent
    const headers = { 'content-type': type ?? '' }
    const parts = (await new Response(Uint8Array.from(bytes), { headers }).formData()).getAll('upload')
    expect(parts).toMatchObject([
      { name: 'a;"b".png', type: 'image/png' },
      { name: 'ü\r\nX-Evil: 1', type: 'image/png' }
    ])
    for (const part of parts)
      expect(part instanceof Blob ? Buffer.from(await part.arrayBuffer()) : null).toEqual(image)
  })

  test('a file of more than 10 MB, or with bad Base64, is a clear error and nothing is sent', async () => {
    expect((await run('api-get', id, { url: '/ten' }, { response: 'file' })).fault?.code).toBe(
      'http.answer-too-large'
    )
    const config = { method: 'POST', bodyFormat: 'multipart', form: [{ id: 'upload', name: 'upload' }] }
    const upload = { name: 'a.png', encoding: 'base64', content: 'AA=A' }
    const { fault } = await run('api-post', id, { url: '/users', upload }, config)
    expect(fault?.message).toContain('The content of the file “a.png” in “upload” of')
    expect(sent).toEqual([])
  })

  test('a card without a connection does not run', async () => {
    const { fault, outputs } = await run('api-get', null, { url: `${service.url}/users` })
    expect(fault?.code ?? outputs).toBe('http.host-not-allowed')
    expect(sent).toEqual([])
  })
})
