import { expect, test } from 'vitest'
import type { ReceivingProblem } from './problem.ts'
import { problemsOfReceiving } from './problems.ts'
import { blankReceiving, type HandshakeRule, type Receiving, type Scheme } from './receiving.ts'
import { handshake, rulesWith, scheme } from './testing/request.ts'

const said = (receiving: Receiving, around?: Parameters<typeof problemsOfReceiving>[1]): string[] =>
  problemsOfReceiving(receiving, around).map(
    ({ path, message }: ReceivingProblem) => `${path.join('.')}: ${message}`
  )
const ofScheme = (parts: Partial<Scheme>): string[] => said(rulesWith({ verify: [scheme(parts)] }))
const ofHandshake = (parts: Partial<HandshakeRule>, rest: Partial<Receiving> = {}): string[] =>
  said(rulesWith({ handshake: [handshake(parts)], ...rest }))

test('default rules, and those of a good card, have no problem', () => {
  expect(said(blankReceiving)).toEqual([])
  expect(said(rulesWith({ verify: [scheme()], handshake: [handshake()] }))).toEqual([])
})

test('a key needs a source', () => {
  expect(ofScheme({ key: { from: 'connection', field: '', decode: 'text' } })).toEqual([
    'verify.0.key.field: Choose the field of the connection that contains the key, or another source under Key.'
  ])
  expect(ofScheme({ key: { from: 'registration', path: 'a..b', decode: 'text' } })[0]).toContain(
    'Registration Data'
  )
  expect(ofScheme({ key: { from: 'captured', name: 'x', decode: 'text' } })[0]).toContain(
    'No handshake stores'
  )
  expect(ofScheme({ algorithm: 'ed25519', key: { from: 'public', key: ' ', decode: 'pem' } })).toEqual([
    'verify.0.key.key: Paste the public key.'
  ])
  expect(ofScheme({ algorithm: 'jwt', key: { from: 'jwks', url: 'http://acme.example' } })[0]).toContain(
    'https'
  )
})

// review: services 16
test('a key in a field that the connection never had is not called lost', () => {
  const around = { connectionFields: [{ id: 'other', label: 'Other' }] }
  expect(said(rulesWith({ verify: [scheme()] }), around)).toEqual([
    'verify.0.key.field: The connection has no such field. Choose one of its fields for the key.'
  ])
})

test('hosts have to be pinned', () => {
  const hosts = (...names: string[]) =>
    ofScheme({ algorithm: 'rsa-sha256', key: { from: 'certificate', url: '{header.x-url}', hosts: names } })
  expect(hosts('*.acme.example', 'sns.*.amazonaws.com')).toEqual([])
  expect(hosts('*', '*.com', 'acme', 'https://acme.example', 'a.*')).toHaveLength(5)
})

test('a key has to fit its algorithm', () => {
  expect(ofScheme({ algorithm: 'ed25519' })).toEqual([
    'verify.0.key.decode: ed25519 needs a public key. Choose the format of the public key.'
  ])
  expect(ofScheme({ key: { from: 'connection', field: 'k', decode: 'pem' } })).toEqual([
    'verify.0.key.decode: hmac-sha256 needs a shared secret. Choose the format of the secret.'
  ])
})

test('the signed content needs a part of the request, and only existing parts', () => {
  expect(ofScheme({ content: 'constant' })[0]).toContain('verify.0.content: Enter the parts')
  expect(ofScheme({ content: '{body' })[0]).toContain('verify.0.content: There is a { without its }')
  for (const content of ['{item.id}{body}', '{key}{body}', '{jwt.sub}{body}', '{body|hmac-sha256-hex}'])
    expect(ofScheme({ content })).toHaveLength(1)
})

test('a signature needs a place and a matching encoding', () => {
  const { signature } = scheme()
  expect(ofScheme({ signature: { ...signature, name: '' } })).toEqual([
    'verify.0.signature.name: Enter the name of the header, parameter or field that contains the signature.'
  ])
  expect(ofScheme({ signature: { ...signature, from: 'json', name: 'a..b' } })).toHaveLength(1)
  expect(ofScheme({ signature: { ...signature, encoding: 'text' } })[0]).toContain(
    'a signature consists of bytes'
  )
  expect(ofScheme({ algorithm: 'jwt', signature: { ...signature, from: 'json', name: 'a.*' } })[0]).toContain(
    'Remove the *'
  )
})

test('an unsigned time proves nothing', () => {
  const time = { from: 'header', name: 'X-Time', unit: 's', toleranceSeconds: 300 } as const
  expect(ofScheme({ time })[0]).toContain('not part of the signed content')
  expect(ofScheme({ time, content: '{header.x-time}.{body}' })).toEqual([])
  expect(ofScheme({ time: { ...time, from: 'json', name: 'at' } })).toEqual([])
  expect(ofScheme({ time: { ...time, from: 'json', name: 'at' }, content: '{url}' })).toHaveLength(1)
  expect(ofScheme({ time: { ...time, from: 'signature', name: 't' }, content: '{sig.t}.{body}' })).toEqual([])
  expect(ofScheme({ time: { ...time, name: '' } })).toEqual([
    'verify.0.time.name: Enter the name of the header, parameter or field that contains the timestamp.'
  ])
})

test('a handshake has to name its requests', () => {
  expect(ofHandshake({ when: [] })[0]).toContain('handshake.0.when: Add a condition')
  expect(ofHandshake({ when: [{ of: 'GET', is: 'equal', text: 'GET' }] })[0]).toContain(
    'Enter the part to check'
  )
})

test('an answer never contains the key, and needs one for its filters', () => {
  const answering = (text: string, parts: Partial<HandshakeRule> = {}) =>
    ofHandshake({
      respond: { status: 200, headers: [], body: { is: 'json', value: [{ a: text }] } },
      ...parts
    })
  const key = { from: 'connection', field: 'k', decode: 'text' } as const
  expect(answering('{query.c|hmac-sha256-hex}', { key })).toEqual([])
  expect(answering('{query.c|hmac-sha256-hex}')[0]).toContain('This filter needs a key')
  expect(answering('{key}', { key })[0]).toContain('A response must not contain the key itself')
  expect(ofHandshake({ require: [{ left: '{query.t}', right: '{key}' }], key })).toEqual([])
  expect(ofHandshake({ require: [{ left: '{query.t}', right: '{key}' }] })[0]).toContain(
    'There is no key to compare'
  )
})

test('the key of events that are short tokens signs no handshake for strangers', () => {
  const { key } = scheme()
  const byId = scheme({ content: '{header.x-id}' })
  const parts = {
    key,
    respond: { status: 200, headers: [], body: { is: 'text', text: '{query.c|hmac-sha256-hex}' } }
  } satisfies Partial<HandshakeRule>
  expect(ofHandshake(parts, { verify: [byId] })[0]).toContain('anyone could use it to forge a signed event')
  expect(ofHandshake(parts, { verify: [scheme()] })).toEqual([])
  expect(ofHandshake({ ...parts, verified: true }, { verify: [byId] })).toEqual([])
  expect(ofHandshake({ ...parts, key: { from: 'generated', decode: 'text' } }, { verify: [byId] })).toEqual(
    []
  )
})

test('a secret is captured only during a registration, and a signature is required first', () => {
  const capture = [{ name: 'secret', value: '{header.x-secret}' }]
  expect(ofHandshake({ capture })[0]).toContain('handshake.0.phase')
  expect(ofHandshake({ capture, phase: 'registering' })).toEqual([])
  expect(ofHandshake({ verified: true })[0]).toContain('There is no signature to check.')
})

test('problems of ids, records and order are reported at their fields', () => {
  expect(said(rulesWith({ deliveryId: '{item.id}' }))[0]).toContain(
    'deliveryId: {item.id} cannot be used here'
  )
  expect(said(rulesWith({ recordId: '{json.id}' }))[0]).toContain('the same for each record')
  expect(said(rulesWith({ order: { mode: 'serial-per-key', key: '' } }))[0]).toContain(
    'order.key: Enter the order key'
  )
  expect(
    said(rulesWith({ filter: [{ when: [{ of: '{json.a}', is: 'empty', text: '' }], why: ' ' }] }))[0]
  ).toContain('filter.0.why')
  expect(said(rulesWith({ verify: [scheme(), scheme()] }))).toEqual([
    'verify.1: Two rules have the same id. Remove one of them and add it again.'
  ])
})

test('a comparison needs a part of the request', () => {
  expect(ofScheme({ also: [{ left: 'a', right: 'a' }] })[0]).toContain(
    'At least one of the two values must contain'
  )
})

test('a header that cannot arrive cannot contain a signature or a time', () => {
  const { signature } = scheme()
  const time = { from: 'header', name: 'X-Time', unit: 's', toleranceSeconds: 300 } as const
  for (const name of ['a b', 'X-Ünï', ':', '🔑', 'X-Signature:', ' X', 'a b*', `${'x'.repeat(199)} `]) {
    const [first, ...rest] = ofScheme({ signature: { ...signature, name } })
    expect(first, name).toMatch(/^verify\.0\.signature\.name: “.{1,60}” is not a valid header name/)
    expect(rest).toEqual([])
    expect(ofScheme({ time: { ...time, name } })[0], name).toMatch(
      /^verify\.0\.time\.name: “.{1,60}” is not a valid header name/
    )
  }
  for (const name of ['X-Signature', 'x-signature-*', "a!#$%&'+.^_`|~9"])
    expect(ofScheme({ signature: { ...signature, name } }), name).toEqual([])
  expect(ofScheme({ signature: { ...signature, from: 'query', name: 'a b' } })).toEqual([])
})
