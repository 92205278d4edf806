import type { HttpRequest } from '@hookwright/engine'
import { Fault } from '@hookwright/model'
import { expect, test } from 'vitest'
import { foundAuthentication, foundGrant } from '../testing/found-grant.ts'
import { resolveFoundGrant } from './found-sign-in.ts'
import { refreshGrant } from './refresh-grant.ts'
import type { FoundSignIn } from './resolve-code-grant.ts'

const LOGIN = 'https://login.acme.example'
const ADDRESS = 'https://mcp.acme.example'

const authentication = foundAuthentication(ADDRESS)

const found: FoundSignIn = {
  ...{
    address: ADDRESS,
    baseOrigin: ADDRESS,
    resource: ADDRESS,
    issuer: LOGIN,
    namesIssuer: false,
    scope: 'tools',
    offline: false
  },
  ...{ authorizeUrl: `${LOGIN}/authorize`, tokenUrl: `${LOGIN}/token`, revokeUrl: null },
  client: { id: 'me', secret: null, sendAs: 'none', issuer: LOGIN, redirectUrl: 'https://hooks.example/' }
}

const metadataOf = (issuer: string, tokenUrl: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: tokenUrl,
  code_challenge_methods_supported: ['S256']
})

const refresh = async (answers: Record<string, { status?: number; body: object }>) => {
  const asked: HttpRequest[] = []
  const scrubber =
    () =>
    <Value>(value: Value): Value =>
      value
  const clientFor = () => async (request: HttpRequest) => {
    asked.push(request)
    const { status = 200, body } = answers[request.url] ?? { status: 404, body: {} }
    return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  }
  const code = resolveFoundGrant(authentication, foundGrant, {}, found)
  const account = { authentication, grant: foundGrant, values: {} }
  const effects = { clientFor, clock: () => 0, scrubber }
  const result = await refreshGrant(effects, account, code, 'refresh-1').catch((thrown: unknown) => thrown)
  return { result, asked }
}

const token = { body: { access_token: 'access-2', token_type: 'Bearer' } }
const AT = `${LOGIN}/.well-known/oauth-authorization-server`
const service = {
  [`${ADDRESS}/.well-known/oauth-protected-resource`]: {
    body: { resource: ADDRESS, authorization_servers: [LOGIN] }
  }
}

const otherLogin = 'https://other.acme.example'
const both = { resource: ADDRESS, authorization_servers: [LOGIN, otherLogin] }
const otherMetadata = {
  [`${otherLogin}/.well-known/oauth-authorization-server`]: {
    body: metadataOf(otherLogin, `${otherLogin}/token`)
  }
}

test('a refresh names the resource, and needs no discovery', async () => {
  const { result, asked } = await refresh({ [`${LOGIN}/token`]: token })
  expect(result).toMatchObject({ is: 'given', tokens: { access: 'access-2' }, found })
  expect(asked).toHaveLength(1)
  expect(Object.fromEntries(new URLSearchParams(asked[0]?.body ?? ''))).toEqual({
    ...{ grant_type: 'refresh_token', refresh_token: 'refresh-1', client_id: 'me', resource: ADDRESS }
  })
})

test('a token URL that moved is discovered again, and stored with the tokens', async () => {
  const { result } = await refresh({
    ...service,
    [AT]: { body: metadataOf(LOGIN, `${LOGIN}/v2/token`) },
    [`${LOGIN}/v2/token`]: token
  })
  expect(result).toMatchObject({ is: 'given', found: { ...found, scope: '', tokenUrl: `${LOGIN}/v2/token` } })
})

test('a service that moved to another authorization server loses the authorization', async () => {
  const { result, asked } = await refresh({
    [`${ADDRESS}/.well-known/oauth-protected-resource`]: {
      body: { resource: ADDRESS, authorization_servers: [otherLogin] }
    },
    ...otherMetadata
  })
  expect(result).toMatchObject({
    is: 'lost',
    reason: 'The service now uses a different authorization server.'
  })
  expect(asked.filter(({ body }) => body?.includes('refresh-1')).map(({ url }) => url)).toEqual([
    `${LOGIN}/token`
  ])
})

test.each<[string, Record<string, { status?: number; body: object }>]>([
  [
    'a server that is down, beside another one of the service',
    { [`${ADDRESS}/.well-known/oauth-protected-resource`]: { body: both }, ...otherMetadata }
  ],
  [
    'a service whose metadata are unavailable, at an origin with a sign-in',
    {
      [`${ADDRESS}/.well-known/oauth-protected-resource`]: { status: 503, body: {} },
      [`${ADDRESS}/.well-known/oauth-authorization-server`]: {
        body: metadataOf(ADDRESS, `${ADDRESS}/token`)
      }
    }
  ],
  [
    'a service whose metadata are gone, at an origin with a sign-in',
    {
      [`${ADDRESS}/.well-known/oauth-authorization-server`]: {
        body: metadataOf(ADDRESS, `${ADDRESS}/token`)
      }
    }
  ],
  [
    'a service that finds the same token URL',
    { ...service, [AT]: { body: metadataOf(LOGIN, `${LOGIN}/token`) } }
  ],
  ['a service that is down as well', {}]
])('%s does not lose the authorization', async (_, answers) => {
  const { result } = await refresh({ ...answers, [`${LOGIN}/token`]: { status: 503, body: {} } })
  expect(result).toBeInstanceOf(Fault)
  expect(result).toMatchObject({ code: 'http.no-answer' })
})

test.each([
  ['invalid_client', 'The service no longer knows the client'],
  ['invalid_grant', 'The service refused the refresh token.']
])('a refusal with %s loses the authorization with its reason', async (error, reason) => {
  const { result } = await refresh({ [`${LOGIN}/token`]: { status: 400, body: { error } } })
  expect(result).toMatchObject({
    is: 'lost',
    reason: expect.stringContaining(reason),
    answer: ` It answered ${error}.`
  })
})
