import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { explain } from './explain.ts'
import type { KeySource } from './key-source.ts'
import type { Receiving, Scheme } from './receiving.ts'
import { readRules } from './rules.ts'
import { handshake, judging, request, rulesWith, scheme } from './testing/request.ts'

const says = (receiving: Receiving, params: Parameters<typeof request>[0]): string[] =>
  explain(readRules(receiving), request(params), judging(receiving)).map(
    saying => `${saying.path.join('.')} ${saying.is}: ${saying.says}`
  )

const body = '{"id":7,"events":[]}'
const signature = `sha256=${createHmac('sha256', 'secret').update(body).digest('hex')}`
const receiving = rulesWith({
  verify: [scheme(), scheme({ id: 'other' })],
  handshake: [handshake()],
  filter: [{ when: [{ of: '{json.events}', is: 'empty', text: '' }], why: 'it was a heartbeat' }],
  deliveryId: '{json.id}',
  order: { mode: 'serial-per-key', key: '{json.person}' }
})

test('each rule is explained for a request, with the result last', () => {
  expect(says(receiving, { headers: [['X-Signature', signature]], body })).toEqual([
    'verify.0 yes: The signature in the header X-Signature is valid; it was made with key 1.',
    'verify.1 no: No key is available to check the signature. Enter the signing key in its field above, in the format chosen in the rules.',
    'handshake.0 silent: This request is not a handshake of this kind.',
    'filter.0 yes: The request does not start the flow because it was a heartbeat.',
    'deliveryId yes: The delivery id is 7.',
    'order.key no: The request contains no order key.',
    ' yes: The request is stored but does not start the flow because it was a heartbeat.'
  ])
})

test('the answer of a handshake is shown', () => {
  expect(says(receiving, { method: 'GET' })).toContain(
    'handshake.0 yes: The request is answered with status 200 and an empty body.'
  )
  expect(says(receiving, { method: 'GET' }).at(-1)).toBe(
    ' yes: The request is a handshake, which the card answers with status 200.'
  )
})

test('HEAD and OPTIONS without a rule are not handshakes: the result is shown', () => {
  for (const rules of [receiving, rulesWith({})]) {
    expect(says(rules, { method: 'HEAD' }).at(-1)).toBe(
      ' yes: The request is answered with status 200 and an empty body, and does not start the flow because a HEAD request only checks that the Event URL exists.'
    )
    expect(says(rules, { method: 'OPTIONS' }).at(-1)).toBe(
      ' yes: The request is answered with status 204 and an empty body, and does not start the flow because an OPTIONS request only asks for the accepted methods.'
    )
  }
})

test('HEAD with a rule of the card is its handshake', () => {
  const head = rulesWith({
    handshake: [handshake({ when: [{ of: '{method}', is: 'equal', text: 'HEAD' }] })]
  })
  expect(says(head, { method: 'HEAD' }).at(-1)).toBe(
    ' yes: The request is a handshake, which the card answers with status 200.'
  )
})

test('a refusal shows its reason', () => {
  expect(says(receiving, { body: '{}' }).at(-1)).toBe(
    ' no: The request is refused with status 401. The request has no signature in the header X-Signature.'
  )
})

test('a request to rules without a scheme is shown as unsigned', () => {
  expect(says(rulesWith({}), { body })).toEqual([
    ' yes: The request is accepted without a signature: anyone who knows the Event URL can send it.'
  ])
})

test('a missing key names where to enter it: in the rules, or in its field above', () => {
  const params: Parameters<typeof request>[0] = { headers: [['X-Signature', signature]], body }
  const open = scheme({ algorithm: 'ed25519', key: { from: 'public', key: 'no key', decode: 'pem' } })
  expect(says(rulesWith({ verify: [open] }), params)[0]).toBe(
    'verify.0 no: No key is available to check the signature. Correct the public key in the rules: it does not have the format chosen there.'
  )
  const set = scheme({ algorithm: 'rsa-sha256', key: { from: 'jwks', url: 'https://acme.example/keys' } })
  expect(says(rulesWith({ verify: [set] }), params)[0]).toBe(
    'verify.0 no: For a delivery, the key is fetched from https://acme.example/keys. For this test, paste it into its field above.'
  )
})

test('a pasted text without a key asks for the whole key set or certificate; a broken certificate does not match', () => {
  const sayings = (algorithm: Scheme['algorithm'], key: KeySource, pasted: string) => {
    const rules = rulesWith({ verify: [scheme({ algorithm, key })] })
    const params = request({ headers: [['X-Signature', 'sha256=00']], body })
    return explain(readRules(rules), params, { ...judging(rules), fetched: () => [pasted] }).map(
      ({ says }) => says
    )
  }
  const set = { from: 'jwks', url: 'https://acme.example/keys' } as const
  expect(sayings('rsa-sha256', set, 'no set')).toEqual([
    'The text pasted above for https://acme.example/keys contains no valid key. Paste the whole key set: a JSON object with the list “keys”.',
    'The request is refused with status 503. The text pasted above for https://acme.example/keys contains no valid key.'
  ])
  const certificate: KeySource = {
    from: 'certificate',
    url: 'https://acme.example/key.pem',
    hosts: ['acme.example']
  }
  expect(sayings('rsa-sha256', certificate, 'no certificate')).toEqual([
    'The text pasted above for https://acme.example/key.pem contains no valid key. Paste the whole certificate, including the lines -----BEGIN CERTIFICATE----- and -----END CERTIFICATE-----.',
    'The request is refused with status 503. The text pasted above for https://acme.example/key.pem contains no valid key.'
  ])
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'
  expect(sayings('rsa-sha256', certificate, broken)[0]).toBe(
    'The signature in the header X-Signature does not match the key. Check that the certificate pasted above is complete and is the one that the request refers to.'
  )
})
