import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { bytesOf } from '../kernel/text-bytes.ts'
import { judge } from './judge.ts'
import { nodeCryptography } from './node-cryptography.ts'
import { presets } from './presets.ts'
import { proofOf } from './proof.ts'
import { blankReceiving, type Receiving, Scheme } from './receiving.ts'
import { readRules } from './rules.ts'
import { handshake, judging, now, request, rulesWith, scheme } from './testing/request.ts'

const hmac = (key: string, content: string | Uint8Array): string =>
  createHmac('sha256', key).update(content).digest('hex')
const signature = (text: string): [string, string] => ['X-Signature', text]

const says = (
  receiving: Receiving,
  params: Parameters<typeof request>[0],
  texts?: Record<string, string[]>,
  parts?: Parameters<typeof judging>[2]
) => judge(readRules(receiving), request(params), judging(receiving, texts, parts))

const signed = rulesWith({ verify: [scheme()] })
const body = '{"a":1}'
const right = signature(`sha256=${hmac('secret', body)}`)

describe('rule 1, fail closed', () => {
  test.each([
    ['no key', { s: [] }, [right], 'no-key'],
    ['no key handed over at all', {}, [right], 'no-key'],
    ['an empty key', { s: [''] }, [signature(`sha256=${hmac('', body)}`)], 'no-key'],
    ['no header', undefined, [], 'no-signature'],
    ['an empty header', undefined, [signature('')], 'no-signature'],
    ['a header without its prefix', undefined, [signature(hmac('secret', body))], 'signature-form'],
    ['a header that is no hex', undefined, [signature('sha256=zz')], 'signature-form'],
    ['a header of more than 8 KB', undefined, [signature(`sha256=${'a'.repeat(8186)}`)], 'too-long'],
    ['a header that came twice', undefined, [right, right], 'doubled']
  ] as const)('%s is refused with 401', (_, texts, headers, reason) => {
    const verdict = says(
      signed,
      { headers: [...headers], body },
      texts && { ...texts, s: [...('s' in texts ? texts.s : [])] }
    )
    expect(verdict).toMatchObject({ is: 'refused', reason, status: 401 })
  })

  test('more than 16 signatures are refused, 16 are checked', () => {
    const several = rulesWith({
      verify: [
        scheme({
          signature: { from: 'header', name: 'X-Signature', split: ',', prefix: 'v1=', encoding: 'hex' }
        })
      ]
    })
    const list = (count: number): [string, string] =>
      signature(
        [...Array.from({ length: count - 1 }, () => 'v1=00'), `v1=${hmac('secret', body)}`].join(', ')
      )
    expect(says(several, { headers: [list(16)], body })).toMatchObject({ is: 'accepted' })
    expect(says(several, { headers: [list(17)], body })).toMatchObject({
      reason: 'too-many-signatures',
      status: 401
    })
  })

  test('an unknown algorithm is refused', () => {
    expect(Scheme.safeParse({ ...scheme(), algorithm: 'none' }).success).toBe(false)
  })

  test('an unreadable text never accepts a request', () => {
    for (const broken of ['{body', '{nothing}', '{body|rot13}'])
      expect(
        says(rulesWith({ verify: [scheme({ content: broken })] }), { headers: [right], body })
      ).toMatchObject({
        reason: 'part-missing'
      })
    const also = rulesWith({ verify: [scheme({ also: [{ left: '{x', right: '{x' }] })] })
    expect(says(also, { headers: [right], body })).toMatchObject({ reason: 'comparison' })
  })

  test('rules without a scheme prove nothing, which is visible', () => {
    expect(proofOf(blankReceiving)).toBe('none')
  })
})

describe('rule 2, raw bytes', () => {
  test('are verified as received, also if they are not text', () => {
    const bytes = Uint8Array.from([0xff, 0x00, 0xfe, 0x0a])
    const headers = [signature(`sha256=${hmac('secret', bytes)}`)]
    expect(says(signed, { headers, body: bytes })).toMatchObject({ is: 'accepted' })
  })

  test('are never rebuilt from parsed values', () => {
    const spaced = '{ "a": 1.0 }'
    expect(says(signed, { headers: [right], body: spaced })).toMatchObject({ reason: 'bad-signature' })
    expect(
      says(signed, { headers: [signature(`sha256=${hmac('secret', spaced)}`)], body: spaced })
    ).toMatchObject({
      is: 'accepted'
    })
  })

  test('a compressed body is refused', () => {
    const headers: [string, string][] = [right, ['Content-Encoding', 'br']]
    expect(says(signed, { headers, body })).toMatchObject({ reason: 'encoding', status: 415 })
  })
})

test('signed named lines are read in one way: only the first of them can contain more lines', () => {
  const lines = rulesWith({ verify: [scheme({ content: '{json.text|line(Text)}{json.id|line(Id)}' })] })
  const content = 'Text\nPaper\nId\nX\nId\n7\n'
  const told = (sent: unknown) =>
    says(lines, {
      headers: [signature(`sha256=${hmac('secret', content)}`)],
      body: JSON.stringify(sent)
    })
  expect(told({ text: 'Paper\nId\nX', id: '7' })).toMatchObject({ is: 'accepted' })
  expect(told({ text: 'Paper', id: 'X\nId\n7' })).toMatchObject({
    is: 'refused',
    reason: 'part-missing',
    facts: { part: 'json.id|line(Id)' }
  })
})

test('rule 3, each candidate is compared with each key in constant time, with any match', () => {
  const rules = rulesWith({
    verify: [
      scheme({ signature: { from: 'header', name: 'X-Signature', split: ',', prefix: '', encoding: 'hex' } })
    ]
  })
  const keys = { s: ['one', 'secret', 'three'] }
  const compared = (text: string): number => {
    let count = 0
    const cryptography = {
      ...nodeCryptography,
      sameDigest: (left: string, other: string) => {
        count++
        return nodeCryptography.sameDigest(left, other)
      }
    }
    says(rules, { headers: [signature(text)], body }, keys, { cryptography })
    return count
  }
  const good = hmac('secret', body)
  const bad = hmac('none', body)
  expect([compared(`${good},${bad}`), compared(`${bad},${good}`), compared(`${bad},${bad}`)]).toEqual([
    6, 6, 6
  ])
  expect(nodeCryptography.same('short', 'much longer than that')).toBe(false)
  expect(nodeCryptography.same('é', bytesOf('é'))).toBe(true)
  expect(nodeCryptography.sameDigest('ab', 'a\u0162')).toBe(false)
  expect(nodeCryptography.sameDigest('ab', 'abc')).toBe(false)
  expect(nodeCryptography.sameDigest('ab', 'ab')).toBe(true)
})

test('rule 4, the URL is the configured one, for any Host, and a refusal names both', () => {
  const rules = rulesWith({ verify: [scheme({ content: '{url}{body}' })] })
  const at = (url: string): [string, string] => signature(`sha256=${hmac('secret', url + body)}`)
  const host: [string, string] = ['Host', 'evil.example']
  const forwarded: [string, string] = ['X-Forwarded-Host', 'evil.example']
  const { eventUrl } = request()
  expect(
    says(rules, { headers: [host, forwarded, at(`${eventUrl}?a=1`)], query: 'a=1', body })
  ).toMatchObject({
    is: 'accepted'
  })
  expect(says(rules, { headers: [host, at('https://evil.example/e/h1234')], body })).toMatchObject({
    reason: 'bad-signature-of-url',
    facts: { ours: 'https://hooks.acme.example', theirs: 'evil.example' }
  })
})

describe('rule 5, time', () => {
  const time = { from: 'header', name: 'X-Time', unit: 's', toleranceSeconds: 300 } as const
  const rules = rulesWith({ verify: [scheme({ content: '{header.x-time}.{body}', time })] })
  const at = (text: string) => ({
    headers: [['X-Time', text], signature(`sha256=${hmac('secret', `${text}.${body}`)}`)] satisfies [
      string,
      string
    ][],
    body
  })
  const seconds = now / 1000

  test('can differ by the tolerance, in both directions', () => {
    for (const moment of [seconds, seconds - 300, seconds + 300])
      expect(says(rules, at(String(moment)))).toMatchObject({ is: 'accepted' })
    expect(says(rules, at(String(seconds - 301)))).toMatchObject({ reason: 'stale', facts: { seconds: 301 } })
    expect(says(rules, at(String(seconds + 301)))).toMatchObject({ reason: 'future' })
  })

  test('and names the difference of the clocks', () => {
    const verdict = says(rules, at(String(seconds - 412)))
    expect(verdict.is === 'refused' && verdict.sentence).toContain(
      'its time is 412 s behind the clock of this server'
    )
  })

  test.each(['', 'noon', '-1', '1e9', '99999999999999999999', `${seconds}.5`, ` ${seconds}`, '0x10'])(
    'written as “%s” is invalid',
    text => {
      expect(says(rules, at(text))).toMatchObject({ is: 'refused' })
    }
  )
})

test('rule 6, the scheme is chosen by configuration, never by the headers of a request', () => {
  const token = presets.find(({ id }) => id === 'gitlab-token')
  if (token === undefined) throw new Error('There is no such preset')
  const headers: [string, string][] = [
    ['X-Gitlab-Token', 'the token'],
    ['webhook-id', 'msg_1'],
    ['webhook-timestamp', String(now / 1000)],
    ['webhook-signature', 'v1,forged']
  ]
  expect(says(token.receiving, { headers, body }, { token: ['the token'] })).toMatchObject({ is: 'accepted' })
})

describe('rule 7, the answer', () => {
  const echo = (respond: Parameters<typeof handshake>[0]) => rulesWith({ handshake: [handshake(respond)] })
  const asText = echo({ respond: { status: 200, headers: [], body: { is: 'text', text: '{query.c}' } } })
  const asJson = echo({
    respond: { status: 200, headers: [], body: { is: 'json', value: { c: '{query.c}' } } }
  })
  const asHeader = echo({
    respond: { status: 200, headers: [{ name: 'X-Echo', value: '{query.c}' }], body: { is: 'empty' } }
  })
  const ask = (rules: Receiving, text: string) =>
    says(rules, { method: 'GET', query: `c=${encodeURIComponent(text)}` })

  test('is plain text or JSON, with nosniff and a sandbox', () => {
    for (const [rules, type] of [
      [asText, 'text/plain; charset=utf-8'],
      [asJson, 'application/json']
    ] as const)
      expect(ask(rules, 'x')).toMatchObject({
        answer: {
          headers: [
            { name: 'content-type', value: type },
            { name: 'x-content-type-options', value: 'nosniff' },
            { name: 'content-security-policy', value: 'sandbox' }
          ]
        }
      })
  })

  test('contains no markup outside plain text', () => {
    const verdict = ask(asJson, '</script><img src=x onerror=alert(1)>')
    expect(verdict).toMatchObject({ is: 'handshake' })
    if (verdict.is !== 'handshake') return
    expect(verdict.answer.body).not.toMatch(/[<>&]/)
    expect(JSON.parse(verdict.answer.body)).toEqual({ c: '</script><img src=x onerror=alert(1)>' })
  })

  test('is at most 2 KB of printable ASCII', () => {
    expect(ask(asText, 'a'.repeat(2048))).toMatchObject({ is: 'handshake' })
    for (const text of ['a'.repeat(2049), 'é', 'a\nb', '\0', '\u007f'])
      for (const rules of [asText, asJson])
        expect(ask(rules, text)).toMatchObject({ is: 'refused', reason: 'handshake-echo', status: 400 })
  })

  test('appears in a header only as a token', () => {
    expect(ask(asHeader, 'abc-123')).toMatchObject({
      answer: { headers: expect.arrayContaining([{ name: 'X-Echo', value: 'abc-123' }]) }
    })
    for (const text of ['a b', 'a\r\nSet-Cookie: x=1', 'a;b', 'a,b', 'a"b'])
      expect(ask(asHeader, text)).toMatchObject({ is: 'refused', reason: 'handshake-echo' })
  })
})

test('rule 8, a secret is captured only during a registration, and once', () => {
  const rules = rulesWith({
    verify: [scheme({ key: { from: 'captured', name: 'secret', decode: 'text' } })],
    handshake: [
      handshake({
        when: [{ of: '{header.x-hook-secret}', is: 'present', text: '' }],
        phase: 'registering',
        capture: [{ name: 'secret', value: '{header.x-hook-secret}' }]
      })
    ]
  })
  const params = { headers: [['X-Hook-Secret', 'abc']] satisfies [string, string][], body }
  expect(says(rules, params, {}, { phase: 'registering' })).toMatchObject({
    is: 'handshake',
    captures: [{ name: 'secret', value: 'abc' }]
  })
  for (const parts of [{ phase: 'registering', captured: ['secret'] }, { phase: 'live' }] as const)
    expect(says(rules, params, {}, parts)).toMatchObject({ is: 'refused', reason: 'handshake-captured' })
})

test('rule 9, a handshake is distinguished from an event, so that it is stored without a run', () => {
  const rules = rulesWith({ handshake: [handshake()] })
  expect(says(rules, { method: 'GET' })).toMatchObject({ is: 'handshake', rule: 'h' })
  expect(says(rules, { method: 'POST' })).toMatchObject({ is: 'accepted' })
})

test('rule 10, rules without a signed content are recognized', () => {
  const unsigned = presets.filter(({ receiving }) => proofOf(receiving) === 'token').map(({ id }) => id)
  expect(unsigned.sort()).toEqual([
    'auth0',
    'cloudevents',
    'gitlab-token',
    'google-watch',
    'mailgun',
    'microsoft-graph',
    'okta',
    'salesforce',
    'telegram'
  ])
})

test('rule 11, a service without a signed time has an id to recognize duplicates', () => {
  const open = presets.filter(
    ({ receiving }) =>
      receiving.verify.some(({ time }) => time === null) &&
      receiving.deliveryId === '' &&
      receiving.recordId === ''
  )
  expect(open.map(({ id }) => id)).toEqual(['dropbox'])
})

test('rule 12, several keys are valid at once, and the matching one is named', () => {
  for (const [key, index] of [
    ['new', 0],
    ['secret', 1]
  ] as const)
    expect(
      says(signed, { headers: [signature(`sha256=${hmac(key, body)}`)], body }, { s: ['new', 'secret'] })
    ).toMatchObject({ matched: { scheme: 's', key: index } })
})

test('a key that arrives with the registration is awaited: the service is asked to try again', () => {
  const rules = rulesWith({
    verify: [scheme({ key: { from: 'registration', path: 'secret', decode: 'text' } })]
  })
  const params = { headers: [right], body }
  expect(says(rules, params, {}, { phase: 'registering' })).toMatchObject({
    reason: 'key-not-yet',
    status: 503
  })
  expect(says(rules, params, {}, { phase: 'live' })).toMatchObject({
    reason: 'no-key-of-registration',
    status: 401,
    sentence: expect.stringContaining('returned no usable key at “secret”'),
    advice: expect.stringContaining(
      'return the key as “secret” from the registration flow of the event, in the format chosen in the rules'
    )
  })
})
