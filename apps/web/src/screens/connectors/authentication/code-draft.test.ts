import {
  ACCESS_TOKEN,
  type Authentication,
  CONNECTION_CARD,
  type CodeGrant,
  literal,
  noAuthentication,
  pill,
  text
} from '@hookwright/model'
import { signInPresets } from '@hookwright/model/sign-in-presets'
import { expect, test } from 'vitest'
import { applySignInPreset } from './apply-sign-in-preset.ts'
import { authenticationDraftOf } from './authentication-draft.ts'
import { addField, changeCode, changeField, changeKind, ownFieldIds } from './change-draft.ts'
import { clientSecretIn, codePlaces } from './read-code-draft.ts'
import { authenticationOf, validateAuthentication } from './read-draft.ts'

const of = (field: string) => pill(CONNECTION_CARD, field)

const code: CodeGrant = {
  authorizeUrl: text('https://', of('sub'), '.acme.test/authorize'),
  tokenUrl: literal('/token'),
  refreshUrl: literal('https://login.acme.test/refresh'),
  issuer: 'https://login.acme.test',
  client: { ownership: 'customer', clientId: of('client_id'), clientSecret: of('client_secret') },
  sendAs: 'body',
  scopes: [
    { name: 'people.read', use: 'fixed' },
    { name: 'people.write', use: 'unselected' }
  ],
  separator: ',',
  authorizeParameters: { prompt: literal('consent') },
  tokenParameters: { audience: of('sub') },
  tokenPath: 'authed_user',
  anyTokenType: true,
  lifetime: 3_600,
  refreshes: false
}

const drawn: Authentication = {
  kind: 'authorization-code',
  fields: [
    { id: 'client_id', label: 'Client ID', entry: 'text', required: true },
    { id: 'client_secret', label: 'Client secret', entry: 'password', required: true },
    { id: 'sub', label: 'Subdomain', entry: 'text', required: true }
  ],
  baseUrl: literal('https://api.acme.test'),
  allowedHosts: ['api.acme.test'],
  placement: { kind: 'header', name: 'Authorization', value: text('Bearer ', of(ACCESS_TOKEN)) },
  code
}

const found: Authentication = {
  ...drawn,
  fields: [{ id: 'url', label: 'Server URL', entry: 'text', required: true }],
  baseUrl: of('url'),
  allowedHosts: [],
  code: {
    ...{ authorizeUrl: literal(''), tokenUrl: literal(''), issuer: '', sendAs: 'none', scopes: [] },
    ...{ separator: ' ', authorizeParameters: {}, tokenParameters: {}, tokenPath: '' },
    ...{ anyTokenType: false, lifetime: null, refreshes: true },
    client: { ownership: 'found', resource: of('url') }
  }
}

test.each([
  ['a client of each connection', drawn],
  [
    'a public client of each connection',
    { ...drawn, code: { ...code, sendAs: 'none', client: { ...code.client, clientSecret: literal('') } } }
  ],
  [
    'a client of the maker',
    { ...drawn, code: { ...code, client: { ownership: 'maker', clientId: 'hookwright' } } }
  ],
  ['a sign-in that is found at the address of a connection', found]
] as [string, Authentication][])(
  '%s is unchanged after a round trip through its draft',
  (_, authentication) => {
    const draft = authenticationDraftOf(authentication)
    expect(validateAuthentication(draft)).toEqual({})
    expect(authenticationOf(draft)).toEqual(authentication)
  }
)

test('a discovered sign-in needs only an address, and drops values entered before', () => {
  const draft = changeKind(authenticationDraftOf(noAuthentication), 'authorization-code')
  const typed = changeCode(draft, {
    authorizeUrl: 'https://acme.test/authorize',
    issuer: 'acme',
    sendAs: 'body'
  })
  const changed = changeCode(typed, { ownership: 'found' })
  expect(changed.fields).toEqual([])
  expect(validateAuthentication(changed)).toEqual({
    [codePlaces.resource]: 'Enter the address of the service, because no base URL is set.'
  })
  expect(validateAuthentication(changeCode(changed, { resource: 'mcp' }))).toEqual({
    [codePlaces.resource]: 'Enter a URL that begins with https://.'
  })
  const based = { ...changed, baseUrl: 'https://mcp.acme.test' }
  expect(validateAuthentication(based)).toEqual({})
  expect(authenticationOf(based).code).toMatchObject({
    authorizeUrl: literal(''),
    tokenUrl: literal(''),
    issuer: '',
    sendAs: 'none',
    client: { ownership: 'found', resource: literal('') }
  })
})

test('the token path of a discovered sign-in is not checked', () => {
  const draft = changeCode(authenticationDraftOf(found), { tokenPath: 'a b' })
  expect(validateAuthentication(draft)).toEqual({})
})

test('the fields of a connection’s own client are added and removed with its settings', () => {
  const draft = changeKind(authenticationDraftOf(noAuthentication), 'authorization-code')
  expect(draft.fields).toEqual([])
  const own = changeCode(draft, { ownership: 'customer' })
  expect(own.fields.map(({ label }) => label)).toEqual(['Client ID', 'Client secret'])
  expect(ownFieldIds(own)).toEqual(own.fields.map(({ id }) => id))
  const open = changeCode(own, { sendAs: 'none' })
  expect(open.fields.map(({ label }) => label)).toEqual(['Client ID'])
  expect(changeCode(open, { sendAs: 'body' }).fields).toHaveLength(2)
  expect(changeCode(open, { ownership: 'maker' }).fields).toEqual([])
  expect(changeKind(own, 'none').fields).toEqual([])
})

test('templates in URLs follow a renamed field', () => {
  const draft = changeField(authenticationDraftOf(drawn), 'sub', { label: 'Site' })
  expect(draft.code).toMatchObject({ authorizeUrl: 'https://{Site}.acme.test/authorize' })
  expect(draft.code.tokenParameters[0]?.value).toBe('{Site}')
})

test('a missing or invalid value is reported at its field', () => {
  const draft = changeKind(authenticationDraftOf(noAuthentication), 'authorization-code')
  const wrong = changeCode(addField(draft), {
    tokenUrl: '/token',
    refreshUrl: 'nonsense',
    issuer: 'acme',
    tokenPath: 'a..b',
    lifetime: '-1',
    scopes: [
      { id: 's1', name: 'a b', use: 'fixed' },
      { id: 's2', name: '', use: 'fixed' }
    ],
    authorizeParameters: [{ id: 'a1', name: 'state', value: '{Nothing}' }]
  })
  const errors = validateAuthentication(wrong)
  expect(Object.keys(errors).toSorted()).toEqual(
    [
      codePlaces.authorizeUrl,
      codePlaces.tokenUrl,
      codePlaces.refreshUrl,
      codePlaces.issuer,
      codePlaces.tokenPath,
      codePlaces.lifetime,
      codePlaces.scope('s1'),
      codePlaces.scope('s2'),
      codePlaces.parameterName('a1'),
      codePlaces.parameterValue('a1'),
      'field.field.label'
    ].toSorted()
  )
  expect(Object.values(errors).every(error => /^[A-Z“].*\.$/.test(error))).toBe(true)
})

test('the client secret of the maker is not part of the authentication', () => {
  const draft = changeCode(authenticationDraftOf(drawn), {
    ownership: 'maker',
    clientId: ' hookwright ',
    clientSecret: 's3cr3t\n'
  })
  expect(clientSecretIn(draft)).toEqual({ clientId: 'hookwright', secret: 's3cr3t' })
  expect(JSON.stringify(authenticationOf(draft))).not.toContain('s3cr3t')
  expect(clientSecretIn(changeCode(draft, { sendAs: 'none' }))).toBeNull()
  expect(clientSecretIn(changeCode(draft, { clientSecret: '' }))).toBeNull()
})

test('a client secret needs a client ID', () => {
  const errorAt = (part: Parameters<typeof changeCode>[1]) =>
    validateAuthentication(changeCode(authenticationDraftOf(drawn), { ownership: 'maker', ...part }))[
      codePlaces.clientId
    ]
  expect(errorAt({ clientId: ' ', clientSecret: 's3cr3t' })).toBe(
    'Enter the client ID that belongs to this client secret.'
  )
  expect(errorAt({ clientId: 'hookwright', clientSecret: 's3cr3t' })).toBeUndefined()
  // The service may not have given any yet, and a public client has no secret.
  expect(errorAt({ clientId: '', clientSecret: '\n' })).toBeUndefined()
  expect(errorAt({ clientId: '', clientSecret: 's3cr3t', sendAs: 'none' })).toBeUndefined()
  expect(errorAt({ clientId: '', clientSecret: 's3cr3t', ownership: 'customer' })).toBeUndefined()
})

test.each(signInPresets)('the preset of $name is enough to save a draft', preset => {
  const blank = changeKind(authenticationDraftOf(noAuthentication), 'authorization-code')
  const typed = changeCode(blank, { scopes: [{ id: 's1', name: 'own.scope', use: 'unselected' }] })
  const filled = applySignInPreset(typed, preset)
  expect(validateAuthentication(filled)).toEqual({})
  expect(filled.code.scopes.map(({ name }) => name)).toEqual(['own.scope', ...preset.scopes])
  const client = { clientId: 'mine', clientSecret: 's3cr3t' }
  const again = applySignInPreset(changeCode(filled, client), preset)
  expect(again.code).toMatchObject(client)
  expect(again.fields).toEqual(filled.fields)
  expect(authenticationOf(again).code?.sendAs).toBe(preset.sendAs)
})
