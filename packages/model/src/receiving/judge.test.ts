import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { judge, recordIdOf, type Verdict } from './judge.ts'
import { nodeCryptography } from './node-cryptography.ts'
import type { Receiving } from './receiving.ts'
import { readRules } from './rules.ts'
import { handshake, judging, now, request, rulesWith, scheme } from './testing/request.ts'

const hmac = (key: string, content: string): string => createHmac('sha256', key).update(content).digest('hex')
const signed = (body: string, key = 'secret'): [string, string] => [
  'X-Signature',
  `sha256=${hmac(key, body)}`
]

const says = (
  receiving: Receiving,
  params: Parameters<typeof request>[0],
  texts?: Record<string, string[]>,
  parts?: Parameters<typeof judging>[2]
): Verdict => judge(readRules(receiving), request(params), judging(receiving, texts, parts))

const reasonOf = (verdict: Verdict): string => (verdict.is === 'refused' ? verdict.reason : verdict.is)
const statusOf = (verdict: Verdict): number | null => (verdict.is === 'refused' ? verdict.status : null)

describe('rules without a scheme', () => {
  test('accept any request, with no matched scheme', () => {
    expect(says(rulesWith({}), { body: 'x' })).toEqual({
      is: 'accepted',
      matched: null,
      deliveryId: null,
      orderKey: null
    })
  })

  test('refuse other methods, and answer HEAD and OPTIONS', () => {
    expect(reasonOf(says(rulesWith({}), { method: 'GET' }))).toBe('method')
    expect(statusOf(says(rulesWith({}), { method: 'GET' }))).toBe(405)
    expect(reasonOf(says(rulesWith({ methods: ['GET'] }), { method: 'GET' }))).toBe('accepted')
    for (const [method, status] of [
      ['HEAD', 200],
      ['OPTIONS', 204]
    ] as const)
      expect(says(rulesWith({}), { method })).toMatchObject({
        is: 'handshake',
        rule: null,
        answer: { status }
      })
  })

  test('refuse a compressed body, since its signed bytes cannot be known', () => {
    const verdict = says(rulesWith({}), { headers: [['Content-Encoding', 'gzip']] })
    expect([reasonOf(verdict), statusOf(verdict)]).toEqual(['encoding', 415])
    expect(reasonOf(says(rulesWith({}), { headers: [['Content-Encoding', 'identity']] }))).toBe('accepted')
  })

  test('refuse a body that is too large, or of another type', () => {
    const limits = { maxBytes: 1024, contentTypes: ['application/json', 'text/*'], perSecond: 1, burst: 1 }
    const json: [string, string] = ['Content-Type', 'application/json; charset=utf-8']
    expect(statusOf(says(rulesWith({ limits }), { headers: [json], body: 'x'.repeat(1025) }))).toBe(413)
    expect(reasonOf(says(rulesWith({ limits }), { headers: [json], body: 'x' }))).toBe('accepted')
    expect(reasonOf(says(rulesWith({ limits }), { headers: [['content-type', 'text/xml']] }))).toBe(
      'accepted'
    )
    expect(statusOf(says(rulesWith({ limits }), { headers: [['content-type', 'image/png']] }))).toBe(415)
  })
})

describe('a signed request', () => {
  const receiving = rulesWith({ verify: [scheme()] })

  test('is accepted with its key, also if that is the second one', () => {
    expect(says(receiving, { headers: [signed('{}')], body: '{}' })).toMatchObject({
      is: 'accepted',
      matched: { scheme: 's', key: 0 }
    })
    const texts = { s: ['new', 'secret'] }
    expect(says(receiving, { headers: [signed('{}')], body: '{}' }, texts)).toMatchObject({
      matched: { scheme: 's', key: 1 }
    })
  })

  test('is refused with the reason and the fix', () => {
    const verdict = says(receiving, { headers: [signed('{}')], body: '{ }' })
    expect(verdict).toEqual({
      is: 'refused',
      reason: 'bad-signature',
      facts: { place: 'the header X-Signature', keys: 1 },
      sentence: 'The signature in the header X-Signature does not match the key.',
      advice: 'Compare the signing key of the connection or registration flow with the one at the service.',
      status: 401
    })
  })

  test('is refused with the status of the card', () => {
    const answer = { ...receiving.answer, refused: 403 }
    expect(statusOf(says({ ...receiving, answer }, { body: '{}' }))).toBe(403)
  })

  test('can match any of several schemes, and fails with the reason of the one that got furthest', () => {
    const both = rulesWith({
      verify: [
        scheme(),
        scheme({
          id: 'timed',
          signature: { from: 'header', name: 'X-New', split: '', prefix: '', encoding: 'hex' },
          content: '{header.x-time}.{body}',
          time: { from: 'header', name: 'X-Time', unit: 's', toleranceSeconds: 300 }
        })
      ]
    })
    const texts = { s: ['secret'], timed: ['secret'] }
    const at = (seconds: number): [string, string][] => [
      ['X-Time', String(seconds)],
      ['X-New', hmac('secret', `${seconds}.{}`)]
    ]
    expect(says(both, { headers: at(now / 1000), body: '{}' }, texts)).toMatchObject({
      matched: { scheme: 'timed', key: 0 }
    })
    expect(reasonOf(says(both, { headers: at(now / 1000 - 301), body: '{}' }, texts))).toBe('stale')
  })
})

describe('an accepted delivery', () => {
  test('has the id that the card names; a very long one is hashed', () => {
    const receiving = rulesWith({ deliveryId: '{header.x-id}-{json.n}' })
    const idOf = (id: string, body: string) => says(receiving, { headers: [['X-Id', id]], body })
    expect(idOf('a', '{"n":1}')).toMatchObject({ deliveryId: 'a-1' })
    expect(idOf('a', '{}')).toMatchObject({ is: 'accepted', deliveryId: null })
    const long = idOf('b'.repeat(600), '{"n":1}')
    expect(long).toMatchObject({ deliveryId: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) })
  })

  test('has the order key of the card, or none', () => {
    const keyWith = (mode: 'none' | 'serial' | 'serial-per-key') =>
      says(rulesWith({ order: { mode, key: '{json.id}' } }), { body: '{"id":"k"}' })
    expect(keyWith('none')).toMatchObject({ orderKey: null })
    expect(keyWith('serial')).toMatchObject({ orderKey: '' })
    expect(keyWith('serial-per-key')).toMatchObject({ orderKey: 'k' })
  })

  test('is filtered if all conditions of a rule hold', () => {
    const receiving = rulesWith({
      filter: [{ when: [{ of: '{json.events}', is: 'empty', text: '' }], why: 'it was a heartbeat' }]
    })
    expect(says(receiving, { body: '{"events":[]}' })).toMatchObject({
      is: 'filtered',
      why: 'it was a heartbeat'
    })
    expect(reasonOf(says(receiving, { body: '{"events":[1]}' }))).toBe('accepted')
  })

  test('has records with their own ids', () => {
    const rules = readRules(rulesWith({ recordId: '{item.id}-{item.at}' }))
    expect(recordIdOf(rules, { id: 7, at: 'noon' }, nodeCryptography)).toBe('7-noon')
    expect(recordIdOf(rules, { id: 7 }, nodeCryptography)).toBeNull()
    expect(recordIdOf(readRules(rulesWith({})), { id: 7 }, nodeCryptography)).toBeNull()
  })
})

describe('a handshake', () => {
  const echo = rulesWith({
    verify: [scheme()],
    handshake: [
      handshake({ respond: { status: 200, headers: [], body: { is: 'text', text: '{query.challenge}' } } })
    ]
  })

  test('is answered before a signature is required', () => {
    expect(says(echo, { method: 'GET', query: 'challenge=a%20b' })).toEqual({
      is: 'handshake',
      rule: 'h',
      answer: {
        status: 200,
        headers: [
          { name: 'content-type', value: 'text/plain; charset=utf-8' },
          { name: 'x-content-type-options', value: 'nosniff' },
          { name: 'content-security-policy', value: 'sandbox' }
        ],
        body: 'a b'
      },
      captures: [],
      fetch: null
    })
  })

  test('can require a signature first', () => {
    const receiving = rulesWith({
      verify: [scheme()],
      handshake: [
        handshake({
          when: [{ of: '{json.type}', is: 'equal', text: 'ping' }],
          verified: true,
          respond: { status: 200, headers: [], body: { is: 'json', value: { type: 1 } } }
        })
      ]
    })
    const body = '{"type":"ping"}'
    expect(reasonOf(says(receiving, { body }))).toBe('no-signature')
    expect(says(receiving, { headers: [signed(body)], body })).toMatchObject({
      answer: { body: '{"type":1}' }
    })
  })

  test('is refused with the status of the rule if a required part is missing', () => {
    const receiving = rulesWith({
      handshake: [
        handshake({
          key: { from: 'connection', field: 'verify', decode: 'text' },
          require: [{ left: '{query.token}', right: '{key}' }]
        })
      ]
    })
    const texts = { h: ['old', 'new'] }
    expect(reasonOf(says(receiving, { method: 'GET', query: 'token=new' }, texts))).toBe('handshake')
    const wrong = says(receiving, { method: 'GET', query: 'token=no' }, texts)
    expect([reasonOf(wrong), statusOf(wrong)]).toEqual(['handshake-unmet', 403])
    expect(reasonOf(says(receiving, { method: 'GET', query: 'token=' }, { h: [] }))).toBe('handshake-unmet')
  })

  test('can fetch an address of the request, at pinned hosts only', () => {
    const receiving = rulesWith({
      handshake: [
        handshake({
          when: [{ of: '{json.url}', is: 'present', text: '' }],
          confirm: { url: '{json.url}', hosts: ['sns.*.amazonaws.com'] }
        })
      ]
    })
    const at = (url: string) => says(receiving, { body: JSON.stringify({ url }) })
    expect(at('https://sns.eu-west-1.amazonaws.com/?a=1')).toMatchObject({
      fetch: 'https://sns.eu-west-1.amazonaws.com/?a=1'
    })
    for (const url of [
      'http://sns.eu-west-1.amazonaws.com/',
      'https://sns.eu-west-1.amazonaws.com:8443/',
      'https://a@sns.eu-west-1.amazonaws.com/',
      'https://sns.evil.example/?sns.eu.amazonaws.com',
      'https://sns.a.b.amazonaws.com/',
      'nonsense'
    ])
      expect(reasonOf(at(url)), url).toBe('key-address')
  })
})
