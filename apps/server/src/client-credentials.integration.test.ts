import { generateKeyPairSync } from 'node:crypto'
import { ACCESS_TOKEN, type Authentication, CONNECTION_CARD, literal, pill, text } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { card, drawFlow } from './seed/draw-flow.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { type StubService, startStub } from './testing/stub-service.ts'

const CLIENT = 'hookwright & co'
const SECRET = 's3cr3t/with+signs%'

let tokens: string[]
let asked: { authorization: string | undefined; body: string }[]
let service: StubService
let server: TestServer
beforeAll(async () => {
  tokens = []
  asked = []
  service = await startStub(async (act, came) => {
    if (act === 'POST /oauth/token') {
      asked.push(came)
      tokens.push(`given-token-${tokens.length + 1}`)
      return { status: 200, json: { access_token: tokens.at(-1), token_type: 'bearer', expires_in: 3_600 } }
    }
    const isTaken = came.authorization === `Bearer ${tokens.at(-1)}`
    return isTaken ? { status: 200, json: { you: came.authorization } } : { status: 401 }
  })
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: service.url } })
})
afterAll(async () => {
  await server?.remove()
  await service?.stop()
})

const of = (field: string) => pill(CONNECTION_CARD, field)

const authentication = (): Authentication => ({
  kind: 'client-credentials',
  fields: [
    { id: 'client_id', label: 'Client ID', entry: 'text', required: true },
    { id: 'client_secret', label: 'Client secret', entry: 'password', required: true }
  ],
  baseUrl: literal(service.url),
  allowedHosts: [],
  placement: { kind: 'header', name: 'Authorization', value: text('Bearer ', of(ACCESS_TOKEN)) },
  token: {
    url: literal('/oauth/token'),
    clientId: of('client_id'),
    clientSecret: of('client_secret'),
    scope: literal('people.read'),
    sendAs: 'header',
    parameters: { audience: text('https://', of('client_id'), '.acme.example'), resource: literal('') }
  }
})

const ping = drawFlow(
  card('authping', 'start'),
  card('raw-request', 'me', { inputs: { url: literal('/me') } })
)

test('[row 9a] a connection is pinged with a token that the service gave, and another one after a 401', async () => {
  const { api } = server
  const { id: connectorId } = await api.connectors.create.mutate({ name: 'Acme Tokens' })
  await api.connectors.authenticate.mutate({ connectorId, authentication: authentication() })
  await api.makerFlows.create.mutate({ connectorId, name: '_authping', doc: ping })
  const values = { client_id: CLIENT, client_secret: SECRET }
  const { id: connectionId } = await api.testConnections.create.mutate({ connectorId, name: 'Mine', values })

  const first = await api.testConnections.ping.mutate({ connectionId })
  expect(first.status).toEqual({ is: 'succeeded' })
  const [basic = ''] = asked.map(({ authorization = '' }) => authorization.replace('Basic ', ''))
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':')
  expect(new URLSearchParams(`id=${id}&secret=${secret}`).get('id')).toBe(CLIENT)
  expect(new URLSearchParams(`id=${id}&secret=${secret}`).get('secret')).toBe(SECRET)
  expect(new URLSearchParams(asked[0]?.body)).toEqual(
    new URLSearchParams({
      audience: `https://${CLIENT}.acme.example`,
      grant_type: 'client_credentials',
      scope: 'people.read'
    })
  )
  expect(JSON.stringify(first)).not.toContain('given-token')
  expect(JSON.stringify(first)).toContain('Bearer •••')

  expect((await api.testConnections.ping.mutate({ connectionId })).status.is).toBe('succeeded')
  expect(tokens).toHaveLength(1)
  // Values that are replaced need a token of their own.
  await api.testConnections.replaceValues.mutate({
    connectionId,
    values: { ...values, client_id: 'another' }
  })
  expect((await api.testConnections.ping.mutate({ connectionId })).status.is).toBe('succeeded')
  expect(tokens).toHaveLength(2)
})

test('[row 9b] client id and secret are sent in the body when the connector is configured so', async () => {
  const { api } = server
  const { id: connectorId } = await api.connectors.create.mutate({ name: 'Acme Bodies' })
  const { token, ...others } = authentication()
  if (token === undefined) throw new Error('It asks for tokens.')
  const inBody: Authentication = { ...others, token: { ...token, sendAs: 'body' } }
  await api.connectors.authenticate.mutate({ connectorId, authentication: inBody })
  await api.makerFlows.create.mutate({ connectorId, name: '_authping', doc: ping })
  const values = { client_id: CLIENT, client_secret: SECRET }
  const { id: connectionId } = await api.testConnections.create.mutate({ connectorId, name: 'Mine', values })
  expect((await api.testConnections.ping.mutate({ connectionId })).status).toEqual({ is: 'succeeded' })
  const came = asked.at(-1)
  expect(came?.authorization).toBeUndefined()
  expect(Object.fromEntries(new URLSearchParams(came?.body))).toEqual({
    grant_type: 'client_credentials',
    scope: 'people.read',
    audience: `https://${CLIENT}.acme.example`,
    client_id: CLIENT,
    client_secret: SECRET
  })
})

test('a signed assertion is exchanged instead of a client, and the key shows nowhere', async () => {
  const { api } = server
  const { id: connectorId } = await api.connectors.create.mutate({ name: 'Acme Keys' })
  const { token, ...others } = authentication()
  if (token === undefined) throw new Error('It asks for tokens.')
  await api.connectors.authenticate.mutate({
    connectorId,
    authentication: {
      ...others,
      kind: 'jwt-bearer',
      fields: [{ id: 'key', label: 'Private key', entry: 'password', required: true }],
      token: {
        url: token.url,
        ...{ clientId: literal(''), clientSecret: literal(''), scope: literal(''), sendAs: 'none' },
        assertion: {
          algorithm: 'RS256',
          privateKey: of('key'),
          ...{ keyId: literal(''), issuer: literal('robot'), subject: literal('ada'), audience: literal('') },
          lifetime: 60,
          claims: {}
        }
      }
    }
  })
  await api.makerFlows.create.mutate({ connectorId, name: '_authping', doc: ping })
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const key = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const { id: connectionId } = await api.testConnections.create.mutate({
    connectorId,
    name: 'Mine',
    values: { key }
  })
  const run = await api.testConnections.ping.mutate({ connectionId })
  expect(run.status).toEqual({ is: 'succeeded' })
  expect(JSON.stringify(run)).not.toContain('PRIVATE KEY')
  const came = asked.at(-1)
  expect(came?.authorization).toBeUndefined()
  const [, payload = ''] = (new URLSearchParams(came?.body).get('assertion') ?? '').split('.')
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
    ...{ iss: 'robot', sub: 'ada', aud: `${service.url}/oauth/token` }
  })
  await api.testConnections.replaceValues.mutate({ connectionId, values: { key: 'no key' } })
  expect((await api.testConnections.ping.mutate({ connectionId })).status).toMatchObject({
    is: 'failed',
    fault: { code: 'connection.key-unusable' }
  })
})

test('a token service that refuses is reported in a sentence, without the secret', async () => {
  const { api } = server
  const { id: connectorId } = await api.connectors.create.mutate({ name: 'Acme Refusing' })
  const refusing = authentication()
  await api.connectors.authenticate.mutate({
    connectorId,
    authentication: {
      ...refusing,
      ...(refusing.token && { token: { ...refusing.token, url: literal('/none') } })
    }
  })
  await api.makerFlows.create.mutate({ connectorId, name: '_authping', doc: ping })
  const values = { client_id: CLIENT, client_secret: SECRET }
  const { id: connectionId } = await api.testConnections.create.mutate({ connectorId, name: 'Mine', values })
  const { status } = await api.testConnections.ping.mutate({ connectionId })
  expect(status).toMatchObject({
    is: 'failed',
    at: ['me'],
    fault: {
      code: 'connection.no-token',
      message: expect.stringMatching(
        /^The service returned no access token at \/none: it answered 401\. Check/
      )
    }
  })
  expect(JSON.stringify(status)).not.toContain(SECRET)
})
