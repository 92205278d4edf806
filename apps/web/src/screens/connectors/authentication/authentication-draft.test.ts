import {
  ACCESS_TOKEN,
  type Authentication,
  CONNECTION_CARD,
  literal,
  noAuthentication,
  pill,
  text
} from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { authenticationDraftOf } from './authentication-draft.ts'
import { addField, changeBaseUrl, changeField, changeKind, moveField, removeField } from './change-draft.ts'
import { authenticationOf, placeOf, validateAuthentication } from './read-draft.ts'

const blank = authenticationDraftOf(noAuthentication)

const secret = (id: string, label: string) => ({ id, label, entry: 'password', required: true }) as const

const drawn: Record<string, Authentication> = {
  none: noAuthentication,
  'an API key with a prefix': {
    kind: 'api-key',
    fields: [secret('apiKey', 'API key')],
    baseUrl: literal('https://api.acme.test'),
    allowedHosts: ['api.acme.test'],
    placement: {
      kind: 'header',
      name: 'Authorization',
      value: text('Bearer ', pill(CONNECTION_CARD, 'apiKey'))
    }
  },
  'an API key alone': {
    kind: 'api-key',
    fields: [secret('k', 'Key')],
    baseUrl: literal(''),
    allowedHosts: [],
    placement: { kind: 'header', name: 'X-Api-Key', value: pill(CONNECTION_CARD, 'k') }
  },
  basic: {
    kind: 'basic',
    fields: [{ id: 'u', label: 'User', entry: 'text', required: true, initial: 'ada' }, secret('p', 'Pass')],
    baseUrl: text('https://', pill(CONNECTION_CARD, 'u'), '.acme.test'),
    allowedHosts: ['*.acme.test'],
    placement: { kind: 'basic', username: pill(CONNECTION_CARD, 'u'), password: pill(CONNECTION_CARD, 'p') }
  },
  'client credentials': {
    kind: 'client-credentials',
    fields: [{ id: 'c', label: 'Client', entry: 'text', required: true }, secret('s', 'Secret')],
    baseUrl: literal('https://api.acme.test'),
    allowedHosts: ['api.acme.test'],
    placement: {
      kind: 'header',
      name: 'Authorization',
      value: text('Bearer ', pill(CONNECTION_CARD, ACCESS_TOKEN))
    },
    token: {
      url: text('https://login.acme.test/', pill(CONNECTION_CARD, 'c')),
      clientId: pill(CONNECTION_CARD, 'c'),
      clientSecret: pill(CONNECTION_CARD, 's'),
      scope: literal('read write'),
      sendAs: 'body',
      parameters: {
        audience: text('https://', pill(CONNECTION_CARD, 'c'), '.acme.test'),
        resource: literal('a')
      }
    }
  },
  'a JWT bearer grant': {
    kind: 'jwt-bearer',
    fields: [secret('k', 'Private key'), { id: 's', label: 'Account', entry: 'text', required: true }],
    baseUrl: literal('https://api.acme.test'),
    allowedHosts: ['api.acme.test'],
    placement: {
      kind: 'header',
      name: 'Authorization',
      value: text('Bearer ', pill(CONNECTION_CARD, ACCESS_TOKEN))
    },
    token: {
      url: literal('https://login.acme.test/token'),
      clientId: literal(''),
      clientSecret: literal(''),
      scope: literal('read'),
      sendAs: 'none',
      assertion: {
        algorithm: 'ES256',
        privateKey: pill(CONNECTION_CARD, 'k'),
        keyId: literal(''),
        issuer: pill(CONNECTION_CARD, 's'),
        subject: text(pill(CONNECTION_CARD, 's'), '@acme.test'),
        audience: literal('https://login.acme.test'),
        lifetime: 60,
        claims: { tenant: literal('acme') }
      }
    }
  },
  'custom parameters': {
    kind: 'custom',
    fields: [
      secret('t', 'Token'),
      {
        id: 'r',
        label: 'Region',
        entry: 'dropdown',
        required: false,
        rows: [
          { display: 'Europe', value: 'eu' },
          { display: 'us', value: 'us' }
        ]
      }
    ],
    baseUrl: literal('https://api.acme.test'),
    allowedHosts: ['api.acme.test'],
    placement: {
      kind: 'parameters',
      headers: { 'X-Token': text('t=', pill(CONNECTION_CARD, 't')) },
      query: { region: pill(CONNECTION_CARD, 'r') }
    }
  }
}

test.each(Object.entries(drawn))(
  '%s is unchanged after a round trip through its draft',
  (_, authentication) => {
    const draft = authenticationDraftOf(authentication)
    expect(validateAuthentication(draft)).toEqual({})
    expect(authenticationOf(draft)).toEqual(authentication)
  }
)

test('a header with more than a key is drafted as custom parameters', () => {
  const draft = authenticationDraftOf({
    ...noAuthentication,
    kind: 'api-key',
    fields: [secret('a', 'A'), secret('b', 'B')],
    placement: {
      kind: 'header',
      name: 'X-Pair',
      value: text(pill(CONNECTION_CARD, 'a'), ':', pill(CONNECTION_CARD, 'b'))
    }
  })
  expect(draft).toMatchObject({ kind: 'custom', parameters: [{ name: 'X-Pair', value: '{A}:{B}' }] })
})

describe('changing the kind', () => {
  test('adds the fields that the kind needs, and sends them', () => {
    const key = changeKind(blank, 'api-key')
    expect(authenticationOf(key)).toMatchObject({
      fields: [{ id: 'api_key', label: 'API key', entry: 'password', required: true }],
      placement: { kind: 'header', name: 'Authorization' }
    })
    const basic = changeKind(key, 'basic')
    expect(authenticationOf(basic)).toMatchObject({
      fields: [{ id: 'username' }, { id: 'password', entry: 'password' }],
      placement: { kind: 'basic' }
    })
    expect(authenticationOf(changeKind(basic, 'none'))).toEqual(noAuthentication)
  })

  test('keeps the fields that the maker added', () => {
    const own = changeField(addField(changeKind(blank, 'api-key')), 'field', { label: 'Subdomain' })
    const labels = changeKind(own, 'basic').fields.map(({ label }) => label)
    expect(labels).toEqual(['Username', 'Password', 'Subdomain'])
  })
})

test('templates follow a renamed field, and name a removed one', () => {
  const named = changeField(addField(blank), 'field', { label: 'Sub' })
  const used = changeBaseUrl(named, 'https://{Sub}.acme.test')
  const renamed = changeField(used, 'field', { label: 'Subdomain' })
  expect(renamed.baseUrl).toBe('https://{Subdomain}.acme.test')
  expect(validateAuthentication(removeField(renamed, 'field'))[placeOf.baseUrl]).toMatch(
    /no field “Subdomain”/
  )
})

test('the allowed host follows the base URL until the maker changes it', () => {
  const first = changeBaseUrl(blank, 'https://api.acme.test/v1')
  expect(first.allowedHosts).toEqual(['api.acme.test'])
  expect(changeBaseUrl(first, 'https://eu.acme.test:8443').allowedHosts).toEqual(['eu.acme.test:8443'])
  const chosen = { ...first, allowedHosts: ['*.acme.test'] }
  expect(changeBaseUrl(chosen, 'https://other.test').allowedHosts).toEqual(['*.acme.test'])
})

test('fields can be reordered within the list', () => {
  const two = changeField(addField(changeField(addField(blank), 'field', { label: 'A' })), 'field2', {
    label: 'B'
  })
  const labels = (draft: typeof two) => draft.fields.map(({ label }) => label)
  expect(labels(moveField(two, 'field2', -1))).toEqual(['B', 'A'])
  expect(labels(moveField(two, 'field', -1))).toEqual(['A', 'B'])
  expect(labels(moveField(two, 'field2', 1))).toEqual(['A', 'B'])
})

test.each<[string, Parameters<typeof changeField>[2], RegExp]>([
  ['without a label', { label: '' }, /Enter a label/],
  ['with a space at its end', { label: 'Key ' }, /no space at the start or end/],
  ['with the label of another', { label: 'api KEY' }, /Two fields are named/]
])('a field %s is refused', (_, change, error) => {
  const draft = changeField(addField(changeKind(blank, 'api-key')), 'field', change)
  expect(validateAuthentication(draft)[placeOf.fieldLabel('field')]).toMatch(error)
})

test('a dropdown without choices, a host with a path and a header with a space are refused', () => {
  const dropdown = changeField(addField(blank), 'field', { label: 'Region', entry: 'dropdown' })
  expect(validateAuthentication(dropdown)[placeOf.fieldRows('field')]).toMatch(/at least one option/)
  expect(validateAuthentication({ ...blank, allowedHosts: ['ok.test', 'a.test/x'] })).toHaveProperty([
    placeOf.host(1)
  ])
  const key = changeKind(blank, 'api-key')
  expect(validateAuthentication({ ...key, header: { ...key.header, name: 'X Key' } })).toHaveProperty(
    placeOf.headerName
  )
  expect(validateAuthentication({ ...blank, baseUrl: 'acme.test' })[placeOf.baseUrl]).toMatch(
    /begins with https/
  )
})

test('token parameters need unique names, and follow a renamed field', () => {
  const draft = changeKind(blank, 'client-credentials')
  const errorsWith = (...names: string[]) => {
    const parameters = names.map((name, index) => ({ id: `t${index}`, name, value: '{Client ID}' }))
    return validateAuthentication({
      ...draft,
      token: { ...draft.token, url: 'https://acme.test/token', parameters }
    })
  }
  expect(errorsWith('audience', 'resource')).toEqual({})
  expect(errorsWith('')[placeOf.tokenName('t0')]).toMatch(/Enter a name/)
  expect(errorsWith('a b')[placeOf.tokenName('t0')]).toMatch(/letters, digits/)
  expect(errorsWith('scope')[placeOf.tokenName('t0')]).toBe(
    'scope is sent automatically. Remove this parameter.'
  )
  expect(errorsWith('audience', 'audience')[placeOf.tokenName('t1')]).toMatch(/Two parameters/)
  const parameters = [{ id: 't1', name: 'audience', value: '{Client ID}' }]
  const renamed = changeField({ ...draft, token: { ...draft.token, parameters } }, 'client_id', {
    label: 'App'
  })
  expect(renamed.token.parameters).toEqual([{ id: 't1', name: 'audience', value: '{App}' }])
})

test('a token needs an absolute URL, or a path together with a base URL', () => {
  const draft = changeKind(blank, 'client-credentials')
  const errorAt = (url: string, baseUrl = '') =>
    validateAuthentication({ ...draft, baseUrl, token: { ...draft.token, url } })[placeOf.tokenUrl]
  expect(draft.fields.map(({ id }) => id)).toEqual(['client_id', 'client_secret'])
  expect(errorAt('')).toMatch(/Enter the token URL/)
  expect(errorAt('/token')).toMatch(/no base URL is set/)
  expect(errorAt('token')).toMatch(/begins with https/)
  expect(errorAt('https://{Nobody}.test')).toMatch(/no field “Nobody”/)
  expect(errorAt('/token', 'https://api.acme.test')).toBeUndefined()
  expect(errorAt('https://{Client ID}.acme.test/token')).toBeUndefined()
})

test('the JWT bearer grant adds the field of its key, and reports invalid values', () => {
  const draft = changeKind(blank, 'jwt-bearer')
  expect(draft.fields).toMatchObject([{ id: 'private_key', entry: 'password', required: true }])
  const wrong = {
    ...draft,
    assertion: {
      ...draft.assertion,
      lifetime: '5',
      claims: [{ id: 'c1', name: 'iss', value: '{Nothing}' }]
    }
  }
  expect(Object.keys(validateAuthentication(wrong)).toSorted()).toEqual([
    'assertion.c1.name',
    'assertion.c1.value',
    'assertion.issuer',
    'assertion.lifetime',
    placeOf.tokenUrl
  ])
  expect(changeKind(draft, 'basic').fields.map(({ label }) => label)).toEqual(['Username', 'Password'])
})
