import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { judge, type Verdict } from './judge.ts'
import { problemsOfReceiving } from './problems.ts'
import { proofOf } from './proof.ts'
import { Receiving, type Scheme } from './receiving.ts'
import { readRules } from './rules.ts'
import { signRequest } from './sign.ts'
import { handshake, judging, now, request, rulesWith, scheme } from './testing/request.ts'

const hmac = (content: string, encoding: 'hex' | 'base64url' = 'hex'): string =>
  createHmac('sha256', 'secret').update(content).digest(encoding)

const says = (receiving: Receiving, params: Parameters<typeof request>[0]): Verdict =>
  judge(readRules(receiving), request(params), judging(receiving))
const reasonOf = (verdict: Verdict): string => (verdict.is === 'refused' ? verdict.reason : verdict.is)
const only = (parts: Partial<Scheme>): Receiving => rulesWith({ verify: [scheme(parts)] })

/** Signs a request with the rules, judges it with the same rules, and returns the verdict. */
const signedAndRead = (receiving: Receiving, params: Parameters<typeof request>[0]): string => {
  const signed = signRequest(readRules(receiving), request(params), judging(receiving))
  return 'missing' in signed
    ? signed.missing
    : reasonOf(judge(readRules(receiving), signed, judging(receiving)))
}

// review: services 11
test('a signature in upper-case hex is accepted if the rules say so, and refused in lower case', () => {
  const receiving = only({
    signature: { from: 'header', name: 'X-Signature', split: '', prefix: '', encoding: 'hex-upper' }
  })
  expect(Receiving.safeParse(receiving).success).toBe(true)
  const by = (text: string) => reasonOf(says(receiving, { headers: [['X-Signature', text]], body: '{}' }))
  expect(by(hmac('{}').toUpperCase())).toBe('accepted')
  expect(by(hmac('{}'))).toBe('signature-form')
  expect(by(hmac('{ }').toUpperCase())).toBe('bad-signature')
  expect(signedAndRead(receiving, { body: '{}' })).toBe('accepted')
})

const form: [string, string] = ['Content-Type', 'application/x-www-form-urlencoded']
const inForm = { from: 'form', name: 'signature', split: '', prefix: '', encoding: 'hex' } as const

// review: services 11
test('a signature in a form field is read from there, over the other fields', () => {
  const receiving = only({
    content: '{form.timestamp}{form.token}',
    signature: inForm,
    time: { from: 'form', name: 'timestamp', unit: 's', toleranceSeconds: 300 }
  })
  expect(Receiving.safeParse(receiving).success).toBe(true)
  expect(problemsOfReceiving(receiving)).toEqual([])
  const seconds = String(now / 1000)
  const body = (time: string, signature: string) => `timestamp=${time}&token=t0k&signature=${signature}&a=1`
  const by = (text: string, headers = [form]) => reasonOf(says(receiving, { headers, body: text }))
  expect(by(body(seconds, hmac(`${seconds}t0k`)))).toBe('accepted')
  expect(by(body(seconds, hmac(`${seconds}t0k!`)))).toBe('bad-signature')
  expect(by(`timestamp=${seconds}&token=t0k`)).toBe('no-signature')
  expect(by(`${body(seconds, hmac(`${seconds}t0k`))}&signature=${hmac('x')}`)).toBe('doubled')
  const old = String(now / 1000 - 301)
  expect(by(body(old, hmac(`${old}t0k`)))).toBe('stale')
  expect(by(body(seconds, hmac(`${seconds}t0k`)), [['Content-Type', 'application/json']])).toBe(
    'no-signature'
  )
  expect(proofOf(receiving)).toBe('token')
  expect(signedAndRead(receiving, { headers: [form], body: 'token=t0k&a=1' })).toBe('accepted')
})

// review: services 11
test('the whole form is signed without the field of its signature', () => {
  const receiving = only({ content: '{form|sorted}', signature: inForm })
  const by = (signature: string) =>
    reasonOf(says(receiving, { headers: [form], body: `b=2&a=1&signature=${signature}` }))
  expect(by(hmac('a1b2'))).toBe('accepted')
  expect(by(hmac('a1b3'))).toBe('bad-signature')
  expect(proofOf(receiving)).toBe('content')
  expect(signedAndRead(receiving, { headers: [form], body: 'b=2&a=1' })).toBe('accepted')
})

const token = (claims: unknown, header: unknown = { alg: 'HS256' }): string => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part(header)}.${part(claims)}`
  return `${signed}.${hmac(signed, 'base64url')}`
}
const bodyToken = only({
  algorithm: 'jwt',
  content: '',
  signature: { from: 'body', name: '', split: '', prefix: '', encoding: 'text' }
})

// review: services 11
test('a body that is a JSON Web Token is verified, and the rules read its claims', () => {
  const receiving = {
    ...bodyToken,
    deliveryId: '{json.jti}',
    filter: [{ when: [{ of: '{json.type}', is: 'equal' as const, text: 'ping' }], why: 'it was a ping' }]
  }
  expect(Receiving.safeParse(receiving).success).toBe(true)
  expect(problemsOfReceiving(receiving)).toEqual([])
  expect(says(receiving, { body: token({ jti: 'e1', type: 'paid' }) })).toMatchObject({
    is: 'accepted',
    deliveryId: 'e1'
  })
  // Text that a file or an editor ends with a line break is the same token.
  expect(reasonOf(says(receiving, { body: `${token({ jti: 'e1' })}\n` }))).toBe('accepted')
  expect(reasonOf(says(receiving, { body: token({ type: 'ping' }) }))).toBe('filtered')
  expect(reasonOf(says(receiving, { body: token({ jti: 'x'.repeat(20_000) }) }))).toBe('accepted')
  expect(signedAndRead(receiving, { body: '{"jti":"e1"}' })).toBe('accepted')
})

// review: services 11
test('a body that is a forged or invalid JSON Web Token is refused', () => {
  const genuine = token({ amount: 1 })
  const [head, , signature] = genuine.split('.')
  const other = Buffer.from('{"amount":2}').toString('base64url')
  const by = (body: string) => reasonOf(says(bodyToken, { body }))
  expect(by(`${head}.${other}.${signature}`)).toBe('bad-signature')
  expect(by(token({ amount: 1 }, { alg: 'none' }))).toBe('bad-signature')
  expect(by(`${genuine.split('.').slice(0, 2).join('.')}.`)).toBe('bad-signature')
  expect(by(token({ exp: now / 1000 - 61 }))).toBe('token-expired')
  expect(by('{"amount":1}')).toBe('signature-form')
  expect(by('')).toBe('no-signature')
  // The claims of a long token are read only once its signature is right, so that a forged one costs little.
  const deep = Buffer.from('['.repeat(20_000)).toString('base64url')
  expect(by(`${head}.${deep}.${signature}`)).toBe('bad-signature')
})

test('only a JSON Web Token can be a whole body', () => {
  const messages = problemsOfReceiving(
    only({ signature: { from: 'body', name: '', split: '', prefix: '', encoding: 'hex' } })
  )
  expect(messages.map(({ path }) => path.join('.'))).toEqual(['verify.0.signature.from'])
})

// review: services 11
test('a wrong separator between signatures is named in the refusal', () => {
  const place = (split: Scheme['signature']['split'], prefix = 'v1=') =>
    only({ signature: { from: 'header', name: 'X-Signature', split, prefix, encoding: 'hex' } })
  const by = (receiving: Receiving, value: string) =>
    says(receiving, { headers: [['X-Signature', value]], body: '{}' })
  const two = (separator: string) => `v1=${hmac('{ }')}${separator}v1=${hmac('{}')}`
  expect(by(place(','), two(' '))).toMatchObject({
    reason: 'separator',
    sentence: 'The header X-Signature has 2 parts separated by spaces, but the rules expect commas.',
    advice: expect.stringContaining('spaces')
  })
  expect(by(place(''), two(','))).toMatchObject({
    reason: 'separator',
    sentence: 'The header X-Signature has 2 parts separated by commas, but the rules expect one signature.'
  })
  expect(by(place(' '), `t=1,v1=${hmac('{}')}`)).toMatchObject({ reason: 'separator' })
  expect(reasonOf(by(place(' '), two(' ')))).toBe('accepted')
  expect(reasonOf(by(place(','), `v1=${hmac('x')}`))).toBe('bad-signature')
  expect(reasonOf(by(place(','), 'v1=not hex at all'))).toBe('signature-form')
})

const filtered = (condition: Receiving['filter'][number]['when'][number], body: unknown): boolean =>
  says(rulesWith({ filter: [{ when: [condition], why: 'it was left out' }] }), {
    headers: [['Content-Type', 'application/json']],
    body: JSON.stringify(body)
  }).is === 'filtered'

// review: services 11
test('conditions check if a text contains, begins with, or is one of others', () => {
  const type = (is: 'contains' | 'starts-with' | 'one-of', text: string) => ({ of: '{json.type}', is, text })
  const of = { type: 'invoice.paid' }
  expect(filtered(type('contains', 'paid'), of)).toBe(true)
  expect(filtered(type('contains', 'Paid'), of)).toBe(false)
  expect(filtered(type('starts-with', 'invoice.'), of)).toBe(true)
  expect(filtered(type('starts-with', 'paid'), of)).toBe(false)
  expect(filtered(type('one-of', 'ping\ninvoice.paid\n'), of)).toBe(true)
  expect(filtered(type('one-of', ' invoice.paid \r\nping'), of)).toBe(true)
  expect(filtered(type('one-of', 'invoice'), of)).toBe(false)
  for (const is of ['contains', 'starts-with', 'one-of'] as const) {
    expect(filtered(type(is, ''), of), is).toBe(false)
    expect(filtered(type(is, 'a'), {}), is).toBe(false)
  }
  // A list contains its items.
  expect(filtered({ of: '{json.tags}', is: 'contains', text: 'vip' }, { tags: ['new', 'vip'] })).toBe(true)
  expect(filtered({ of: '{json.tags}', is: 'contains', text: 'vi' }, { tags: ['new', 'vip'] })).toBe(false)
})

test('a condition without its text is a problem', () => {
  const rule = (is: 'contains' | 'starts-with' | 'one-of') =>
    rulesWith({ handshake: [handshake({ when: [{ of: '{json.type}', is, text: ' ' }] })] })
  for (const is of ['contains', 'starts-with', 'one-of'] as const)
    expect(
      problemsOfReceiving(rule(is)).map(({ path }) => path.join('.')),
      is
    ).toEqual(['handshake.0.when.0.text'])
})
