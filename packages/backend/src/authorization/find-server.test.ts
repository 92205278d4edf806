import type { HttpRequest, HttpResponse } from '@hookwright/engine'
import { Fault } from '@hookwright/model'
import { expect, test } from 'vitest'
import { findServer } from './find-server.ts'

type Answer = Partial<HttpResponse> | object

const ADDRESS = 'https://mcp.acme.example/v1/mcp'
const LOGIN = 'https://login.acme.example'
const PLACE = 'https://mcp.acme.example/.well-known/oauth-protected-resource'

const resource = { resource: ADDRESS, authorization_servers: [LOGIN], scopes_supported: ['tools'] }
const metadata = {
  issuer: LOGIN,
  authorization_endpoint: `${LOGIN}/authorize`,
  token_endpoint: `${LOGIN}/token`,
  registration_endpoint: `${LOGIN}/register`,
  revocation_endpoint: `${LOGIN}/revoke`,
  code_challenge_methods_supported: ['S256']
}
const named = (at: string, more = '') => ({
  status: 401,
  headers: { 'www-authenticate': `Bearer resource_metadata="${at}"${more}` }
})

/** Creates a fake internet with responses by URL: JSON, or a part of a response. Other URLs return 404. */
const openInternet = (answers: Record<string, Answer>) => {
  const asked: HttpRequest[] = []
  const clientFor = () => async (request: HttpRequest) => {
    asked.push(request)
    const answer = answers[request.url]
    const found: Partial<HttpResponse> = answer === undefined ? { status: 404 } : answer
    const isResponse = 'status' in found || 'headers' in found || 'url' in found
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{}',
      ...(isResponse ? found : { body: JSON.stringify(answer) })
    }
  }
  return { effects: { clientFor }, asked }
}

const find = (answers: Record<string, Answer>, address = ADDRESS) =>
  findServer(openInternet(answers).effects, address)

const whyOf = async (answers: Record<string, Answer>, address = ADDRESS): Promise<unknown> => {
  const fault = await find(answers, address).then(
    () => null,
    (thrown: unknown) => thrown
  )
  if (!(fault instanceof Fault)) throw new Error('It was found.')
  expect(fault.code).toBe('oauth.not-found')
  return fault.details.why
}

test('the authorization server is found at the address that the service names, with its scopes, without a token', async () => {
  const internet = openInternet({
    [ADDRESS]: named('https://mcp.acme.example/meta', ', scope="tools events"'),
    'https://mcp.acme.example/meta': resource,
    [`${LOGIN}/.well-known/oauth-authorization-server`]: {
      ...metadata,
      scopes_supported: ['tools', 'offline_access'],
      authorization_response_iss_parameter_supported: true
    }
  })
  expect(await findServer(internet.effects, ADDRESS)).toMatchObject({
    resource: ADDRESS,
    issuer: LOGIN,
    authorizeUrl: `${LOGIN}/authorize`,
    tokenUrl: `${LOGIN}/token`,
    revokeUrl: `${LOGIN}/revoke`,
    namesIssuer: true,
    scope: 'tools events offline_access'
  })
  expect(internet.asked.map(({ headers }) => headers.authorization)).toEqual([
    ...[undefined, undefined, undefined]
  ])
})

test.each([
  ['of its path', `${PLACE}/v1/mcp`, ADDRESS],
  ['of its origin', PLACE, 'https://mcp.acme.example'],
  ['of a path above', PLACE, 'https://mcp.acme.example/v1']
])(
  'for a service that names no address the metadata is read from the well-known address %s',
  async (_, at, identifier) => {
    const answers = {
      [at]: { ...resource, resource: identifier },
      [`${LOGIN}/.well-known/oauth-authorization-server`]: metadata
    }
    expect(await find(answers)).toMatchObject({ resource: identifier, scope: 'tools' })
  }
)

test.each([
  ['RFC 8414', `${LOGIN}/.well-known/oauth-authorization-server/acme`],
  ['OpenID, path behind', `${LOGIN}/.well-known/openid-configuration/acme`],
  ['OpenID, path before', `${LOGIN}/acme/.well-known/openid-configuration`]
])('metadata of an issuer with a path is found by %s', async (_, at) => {
  const issuer = `${LOGIN}/acme`
  const answers = {
    [PLACE]: { ...resource, resource: 'https://mcp.acme.example', authorization_servers: [issuer] },
    [at]: { ...metadata, issuer }
  }
  expect(await find(answers)).toMatchObject({ issuer })
})

test('a service without metadata is signed in to at its own origin, without a resource', async () => {
  const origin = 'https://mcp.acme.example'
  const answers = { [`${origin}/.well-known/oauth-authorization-server`]: { ...metadata, issuer: origin } }
  expect(await find(answers)).toMatchObject({ issuer: origin, resource: null, scope: '' })
})

test('the first usable one of several authorization servers is taken', async () => {
  const answers = {
    [PLACE]: {
      ...{ resource: 'https://mcp.acme.example', authorization_servers: ['https://gone.example', LOGIN] }
    },
    [`${LOGIN}/.well-known/oauth-authorization-server`]: metadata
  }
  expect(await find(answers)).toMatchObject({ issuer: LOGIN })
})

const server = (change: object) => ({
  [PLACE]: { ...resource, resource: 'https://mcp.acme.example' },
  [`${LOGIN}/.well-known/oauth-authorization-server`]: { ...metadata, ...change }
})

test.each<[string, Record<string, Answer>, string]>([
  [
    'no metadata at all',
    {},
    'it does not name an authorization server and does not publish the metadata of one.'
  ],
  [
    'metadata that are not there',
    { [ADDRESS]: named('https://mcp.acme.example/meta') },
    'the request for its metadata at https://mcp.acme.example/meta returned status 404.'
  ],
  [
    'metadata that redirect',
    {
      [ADDRESS]: named('https://mcp.acme.example/meta'),
      'https://mcp.acme.example/meta': { url: 'https://evil.example/meta', body: JSON.stringify(resource) }
    },
    'the request for its metadata at https://mcp.acme.example/meta returned status 302.'
  ],
  [
    'metadata without https',
    { [ADDRESS]: named('http://mcp.acme.example/meta?x=1') },
    'the URL of its metadata, http://mcp.acme.example/meta, does not begin with https://.'
  ],
  [
    'metadata of another service',
    { [PLACE]: { ...resource, resource: 'https://bank.example/mcp' } },
    `the metadata at ${PLACE} belong to a service other than ${ADDRESS}.`
  ],
  [
    'metadata of a path beside it',
    { [PLACE]: { ...resource, resource: 'https://mcp.acme.example/v1/mcp2' } },
    `the metadata at ${PLACE} belong to a service other than ${ADDRESS}.`
  ],
  [
    'metadata that are no JSON',
    { [PLACE]: { headers: { 'content-type': 'text/html' }, body: '<html>' } },
    `the metadata at ${PLACE} are not valid.`
  ],
  [
    'an authorization server without metadata',
    { [PLACE]: { ...resource, resource: 'https://mcp.acme.example' } },
    `its authorization server ${LOGIN} publishes no metadata.`
  ],
  [
    'an authorization server without https',
    {
      [PLACE]: { resource: 'https://mcp.acme.example', authorization_servers: ['http://login.acme.example'] }
    },
    'the URL of its authorization server, http://login.acme.example, does not begin with https://.'
  ],
  [
    'another issuer',
    server({ issuer: 'https://evil.example' }),
    `the metadata of its authorization server ${LOGIN} name another issuer.`
  ],
  [
    'no token URL',
    server({ token_endpoint: undefined }),
    `the metadata of its authorization server ${LOGIN} do not contain token_endpoint.`
  ],
  [
    'a sign-in page that is a script',
    server({ authorization_endpoint: 'javascript:alert(1)' }),
    `the authorization_endpoint of its authorization server ${LOGIN} does not begin with https://.`
  ],
  [
    'a token URL without https',
    server({ token_endpoint: 'http://login.acme.example/token' }),
    `the token_endpoint of its authorization server ${LOGIN} does not begin with https://.`
  ],
  [
    'no PKCE',
    server({ code_challenge_methods_supported: ['plain'] }),
    `the metadata of its authorization server ${LOGIN} do not list support for PKCE with S256.`
  ],
  [
    'a server for other services only',
    server({ protected_resources: ['https://bank.example/api'] }),
    `its authorization server ${LOGIN} does not list the service as one of its protected resources.`
  ],
  [
    'a server on this machine',
    { [PLACE]: { resource: 'https://mcp.acme.example', authorization_servers: ['http://localhost:9000'] } },
    'the URL of its authorization server, http://localhost:9000, does not begin with https://.'
  ],
  [
    'a token URL on this machine',
    server({ token_endpoint: 'http://127.0.0.1:9000/token' }),
    `the token_endpoint of its authorization server ${LOGIN} does not begin with https://.`
  ],
  [
    'metadata with a status that HTTP does not have',
    { [ADDRESS]: named('https://mcp.acme.example/meta'), 'https://mcp.acme.example/meta': { status: 999 } },
    'the request for its metadata at https://mcp.acme.example/meta returned status 502.'
  ],
  [
    'a sign-in of its own without PKCE',
    {
      'https://mcp.acme.example/.well-known/oauth-authorization-server': {
        ...{ ...metadata, issuer: 'https://mcp.acme.example', code_challenge_methods_supported: undefined }
      }
    },
    'the metadata of its authorization server https://mcp.acme.example do not list support for PKCE with S256.'
  ]
])('a service with %s is refused with the missing part named', async (_, answers, why) => {
  expect(await whyOf(answers)).toBe(why)
})

test.each([429, 500, 503])('metadata that is unavailable with %s does not count as missing', async status => {
  const origin = 'https://mcp.acme.example'
  const own = { [`${origin}/.well-known/oauth-authorization-server`]: { ...metadata, issuer: origin } }
  expect(await whyOf({ ...own, [PLACE]: { status } })).toBe(
    `the request for its metadata at ${PLACE} returned status ${status}.`
  )
  const elsewhere = { ...server({}), [`${PLACE}/v1/mcp`]: { status } }
  expect(await find(elsewhere)).toMatchObject({ issuer: LOGIN })
})

test('a redirected challenge counts as no challenge', async () => {
  const evil = 'https://evil.example/meta'
  const answers = {
    ...server({}),
    [ADDRESS]: { ...named(evil, ', scope="everything"'), url: 'https://evil.example/' },
    [evil]: { ...resource, authorization_servers: ['https://evil.example'] }
  }
  expect(await find(answers)).toMatchObject({ issuer: LOGIN, scope: 'tools' })
})

test('a server that lists the service is accepted in any spelling of the address', async () => {
  const listed = server({ protected_resources: ['https://bank.example', 'https://mcp.acme.example/'] })
  expect(await find(listed)).toMatchObject({ issuer: LOGIN })
})

test('scopes are requested up to 2,000 characters, and none is truncated', async () => {
  const scope = Array.from({ length: 1_000 }, (_, index) => `scope${index}`).join(' ')
  const found = await find({ ...server({}), [ADDRESS]: { ...named(PLACE, `, scope="${scope}"`) } })
  expect(found.scope.length).toBeGreaterThan(1_980)
  expect(found.scope.length).toBeLessThanOrEqual(2_000)
  expect(scope.startsWith(`${found.scope} `)).toBe(true)
})

test('an address without https is refused before anything is sent, except on this machine', async () => {
  const internet = openInternet({})
  const refused = findServer(internet.effects, 'http://mcp.acme.example/mcp')
  await expect(refused).rejects.toMatchObject({
    code: 'oauth.not-found',
    message:
      'The sign-in settings of mcp.acme.example could not be found: its address does not begin with https://. Check the address, or ask the operator of the server which kind of sign-in it supports.'
  })
  expect(internet.asked).toEqual([])
  await expect(findServer(internet.effects, 'mcp.acme.example')).rejects.toMatchObject({ code: 'http.url' })
  const local = 'http://localhost:3000'
  const answers = { [`${local}/.well-known/oauth-authorization-server`]: { ...metadata, issuer: local } }
  expect(await find(answers, `${local}/mcp`)).toMatchObject({ issuer: local })
})

test('the metadata of a service that opens a stream without a token is read from its well-known addresses', async () => {
  const { effects } = openInternet(server({}))
  const clientFor = () => async (request: HttpRequest) => {
    if (request.url !== ADDRESS) return effects.clientFor()(request)
    throw new Fault('http.timed-out', { method: 'GET', url: ADDRESS, seconds: 10, sent: 'maybe' })
  }
  expect(await findServer({ clientFor }, ADDRESS)).toMatchObject({ issuer: LOGIN })
})
