import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judge } from './judge.ts'
import { readKeys } from './keys.ts'
import { nodeCryptography } from './node-cryptography.ts'
import type { Condition, HandshakeRule, Receiving } from './receiving.ts'
import { readRules } from './rules.ts'
import { acceptsRequest, type Case, signatureOf } from './testing/reference.ts'
import { handshake, now, request, rulesWith, scheme } from './testing/request.ts'
import { times } from './testing/times.ts'

const secret = fc.stringMatching(/^[A-Za-z0-9]{1,12}$/)
const word = fc.stringMatching(/^[a-z0-9]{0,8}$/)

const plainCase: fc.Arbitrary<Case> = fc.record({
  hash: fc.constantFrom('sha1', 'sha256', 'sha512'),
  encoding: fc.constantFrom('hex', 'base64', 'base64url'),
  prefix: fc.constantFrom('', 'v1=', 'sha256='),
  split: fc.constantFrom('', ',', ' ', ';'),
  content: fc.array(fc.constantFrom('body', 'time', 'id', 'url', '.', 'v0:'), { minLength: 1, maxLength: 6 }),
  tolerance: fc.option(fc.constantFrom(1, 60, 300), { nil: null }),
  keys: fc.array(secret, { maxLength: 3 }),
  now: fc.constant(now),
  request: fc.record({
    signature: fc.constant(null),
    time: fc.oneof(
      fc.integer({ min: -400, max: 400 }).map(off => String(now / 1000 + off)),
      fc.constantFrom('0', '-1', 'noon', '17e8', '')
    ),
    id: word,
    url: fc.constant(request().eventUrl),
    body: fc.string({ maxLength: 40 })
  })
})

type Change = (sent: Case) => Case

const withSignature =
  (change: (text: string, sent: Case) => string): Change =>
  sent =>
    sent.request.signature === null
      ? sent
      : { ...sent, request: { ...sent.request, signature: change(sent.request.signature, sent) } }
const withRequest =
  (change: (sent: Case['request']) => Partial<Case['request']>): Change =>
  sent => ({
    ...sent,
    request: { ...sent.request, ...change(sent.request) }
  })

/** Ways to change a signed request before it is judged. Some of them keep the signature valid. */
const changes: readonly Change[] = [
  sent => sent,
  withRequest(({ body }) => ({ body: `${body} ` })),
  withRequest(({ id }) => ({ id: `${id}x` })),
  withRequest(({ time }) => ({ time: `${time}0` })),
  withRequest(() => ({ signature: null })),
  withSignature(text => text.slice(0, -1)),
  withSignature(text => `${text}=`),
  withSignature(text => text.toUpperCase()),
  withSignature(text => ` ${text}`),
  withSignature((text, { split }) => `other${split}${text}`),
  withSignature((text, { split }) => `${text}${split}${text}`),
  withSignature((text, { split }) => Array.from({ length: 17 }, () => text).join(split || ',')),
  withSignature(text => text.replaceAll('+', '-').replaceAll('/', '_')),
  sent => ({ ...sent, keys: sent.keys.slice(1) }),
  sent => ({ ...sent, keys: ['another', ...sent.keys] }),
  sent => ({ ...sent, keys: ['', ...sent.keys] })
]

/** Arbitrary request, signed by a known or unknown key and then changed in transit. */
const sentCase = fc
  .tuple(plainCase, fc.option(secret, { nil: null }), fc.array(fc.constantFrom(...changes), { maxLength: 2 }))
  .map(([sent, stranger, made]) => {
    const key = stranger ?? sent.keys[0] ?? 'stranger'
    const signed = { ...sent, request: { ...sent.request, signature: signatureOf(sent, key) } }
    return made.reduce<Case>((one, change) => change(one), signed)
  })

const atoms = {
  body: '{body}',
  time: '{header.x-time}',
  id: '{header.x-id}',
  url: '{url}',
  '.': '.',
  'v0:': 'v0:'
}

const rulesOf = (sent: Case): Receiving =>
  rulesWith({
    verify: [
      scheme({
        algorithm: `hmac-${sent.hash}`,
        content: sent.content.map(part => atoms[part]).join(''),
        signature: {
          from: 'header',
          name: 'X-Signature',
          split: sent.split,
          prefix: sent.prefix,
          encoding: sent.encoding
        },
        time:
          sent.tolerance === null
            ? null
            : { from: 'header', name: 'X-Time', unit: 's', toleranceSeconds: sent.tolerance }
      })
    ]
  })

const isAccepted = (sent: Case): boolean => {
  const receiving = rulesOf(sent)
  const { signature, time, id, body } = sent.request
  const headers: [string, string][] = [
    ['X-Time', time],
    ['X-Id', id],
    ...(signature === null ? [] : [['X-Signature', signature] satisfies [string, string]])
  ]
  const verdict = judge(readRules(receiving), request({ headers, body }), {
    keys: readKeys(receiving, { s: [...sent.keys] }),
    now,
    cryptography: nodeCryptography,
    phase: 'live',
    captured: []
  })
  return verdict.is === 'accepted'
}

test('a request is accepted exactly if a second, plain implementation accepts it', () => {
  let passed = 0
  fc.assert(
    fc.property(sentCase, sent => {
      const expected = acceptsRequest(sent)
      if (expected) passed++
      expect(isAccepted(sent)).toBe(expected)
    }),
    times(500)
  )
  expect(passed).toBeGreaterThan(0)
})

const echoed = fc.constantFrom(
  '{query.c}',
  '{header.x-c}',
  '{json.c}',
  '{body}',
  '{method}',
  '{url}',
  'ok',
  '<b>{query.c}</b>'
)
const nasty = fc.oneof(
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x>',
    '&lt;',
    '{"a":"<"}',
    "'-alert(1)-'",
    'a\r\nX-Evil: 1'
  ),
  fc.string({ maxLength: 30 })
)
const conditions: fc.Arbitrary<Condition[]> = fc.constantFrom(
  [{ of: '{query.c}', is: 'present', text: '' }],
  [{ of: '{method}', is: 'different', text: '' }],
  [{ of: '{header.x-c}', is: 'absent', text: '' }]
)
const respond: fc.Arbitrary<HandshakeRule['respond']> = fc.record({
  status: fc.constantFrom(200, 202, 204),
  headers: fc.array(fc.record({ name: fc.constantFrom('X-Echo', 'X-Other'), value: echoed }), {
    maxLength: 2
  }),
  body: fc.oneof(
    fc.constant({ is: 'empty' as const }),
    fc.record({ is: fc.constant('text' as const), text: echoed }),
    fc.record({
      is: fc.constant('json' as const),
      value: fc.oneof(
        echoed,
        fc.record({ c: echoed, '<b>': fc.constant(1) }),
        fc.array(fc.record({ deep: echoed }), { maxLength: 3 })
      )
    })
  )
})

test('the answer of a handshake contains no markup outside plain text, for any request', () => {
  fc.assert(
    fc.property(
      conditions,
      respond,
      nasty,
      fc.constantFrom('GET', 'POST', 'OPTIONS'),
      (when, answer, text, method) => {
        const receiving = rulesWith({ handshake: [handshake({ when, respond: answer })] })
        const verdict = judge(
          readRules(receiving),
          request({
            method,
            query: new URLSearchParams([['c', text]]).toString(),
            headers: [['X-C', text]],
            body: JSON.stringify({ c: text })
          }),
          { keys: new Map(), now, cryptography: nodeCryptography, phase: 'live', captured: [] }
        )
        if (verdict.is !== 'handshake' || verdict.rule === null) return
        const { headers, body } = verdict.answer
        const type = headers.find(({ name }) => name === 'content-type')?.value ?? ''
        if (!type.startsWith('text/plain')) expect(body).not.toMatch(/[<>&]/)
        expect(body).toMatch(/^[\x20-\x7e]{0,2200}$/)
        expect(headers).toContainEqual({ name: 'x-content-type-options', value: 'nosniff' })
        expect(headers).toContainEqual({ name: 'content-security-policy', value: 'sandbox' })
        for (const { name, value } of headers)
          if (name.startsWith('X-')) expect(value).toMatch(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/)
      }
    ),
    times(250)
  )
})
