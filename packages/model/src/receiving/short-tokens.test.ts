import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { judge, type Verdict } from './judge.ts'
import { problemsOfReceiving } from './problems.ts'
import type { HandshakeRule, Receiving, Scheme } from './receiving.ts'
import { readRules } from './rules.ts'
import { handshake, judging, request, rulesWith, scheme } from './testing/request.ts'

const key = 'a secret of the service'
const hmac = (content: string): string => createHmac('sha256', key).update(content).digest('base64')

/** Returns a handshake rule that answers GET requests with a signature of their token. */
const challenge = (parts: Partial<HandshakeRule> = {}): HandshakeRule =>
  handshake({
    key: { from: 'connection', field: 'secret', decode: 'text' },
    respond: {
      status: 200,
      headers: [],
      body: { is: 'json', value: { response_token: 'sha256={query.token|hmac-sha256-base64}' } }
    },
    ...parts
  })

const rules = (of: Partial<Scheme> = {}, rule = challenge()): Receiving =>
  rulesWith({ verify: [scheme(of)], handshake: [rule] })

const ask = (receiving: Receiving, token: string, texts: Record<string, string[]>): Verdict =>
  judge(
    readRules(receiving),
    request({ method: 'GET', query: new URLSearchParams({ token }).toString() }),
    judging(receiving, texts)
  )

const reasonOf = (verdict: Verdict): string => (verdict.is === 'refused' ? verdict.reason : verdict.is)
const shared = { s: [key], h: [key] }

// review: services 2
test('a handshake that signs with the key of the events signs a short token', () => {
  for (const token of ['abc', 'A-z_0.9=+/', 'x'.repeat(128)])
    expect(ask(rules(), token, shared)).toMatchObject({
      is: 'handshake',
      answer: { body: JSON.stringify({ response_token: `sha256=${hmac(token)}` }) }
    })
})

// review: services 2
test('a handshake that signs with the key of the events signs nothing that could be an event', () => {
  for (const token of ['{"event":"user.deleted"}', 'a b', 'a&b=c', '<a/>', 'é', 'a\n', '', 'x'.repeat(129)])
    expect([token, reasonOf(ask(rules(), token, shared))]).toEqual([token, 'handshake-token'])
  const verdict = ask(rules(), '{"event":"user.deleted"}', shared)
  expect(verdict).toMatchObject({ status: 400, sentence: expect.stringContaining('short token') })
})

// review: services 2
test('the same secret in another field of the connection signs short tokens only', () => {
  const other = challenge({ key: { from: 'connection', field: 'other', decode: 'text' } })
  expect(reasonOf(ask(rules({}, other), '{"event":1}', shared))).toBe('handshake-token')
  expect(reasonOf(ask(rules({}, other), 'abc', shared))).toBe('handshake')
  // A key that signs the same way is the same key, however it is written.
  expect(reasonOf(ask(rules({}, other), '{"event":1}', { s: [key], h: [`${key}\0`] }))).toBe(
    'handshake-token'
  )
  expect(reasonOf(ask(rules({}, other), '{"event":1}', { s: ['old', key], h: [key] }))).toBe(
    'handshake-token'
  )
  // A key of its own may sign what it is asked for.
  expect(reasonOf(ask(rules({}, other), '{"event":1}', { s: ['another one'], h: [key] }))).toBe('handshake')
})

// review: services 2
test('a header of the answer contains the short token only, too', () => {
  const headers = [{ name: 'X-Answer', value: '{query.token|hmac-sha256-hex}' }]
  const rule = challenge({ respond: { status: 200, headers, body: { is: 'empty' } } })
  expect(reasonOf(ask(rules({}, rule), '{"event":1}', shared))).toBe('handshake-token')
  expect(reasonOf(ask(rules({}, rule), 'abc', shared))).toBe('handshake')
})

const jwt: Partial<Scheme> = {
  algorithm: 'jwt',
  content: '',
  signature: { from: 'header', name: 'Authorization', split: '', prefix: 'Bearer ', encoding: 'text' }
}

// review: services 2
test('a key whose events are short tokens signs no handshake', () => {
  for (const of of [jwt, { content: '{header.x-time}{header.x-nonce}' }, { content: '{body|sha256-hex}' }])
    expect(reasonOf(ask(rules(of), 'abc', shared))).toBe('handshake-key')
  expect(problemsOfReceiving(rules(jwt)).map(({ path }) => path.join('.'))).toEqual(['handshake.0.verified'])
})

// review: services 2
test('the form allows a handshake that signs with the key of the events', () => {
  expect(problemsOfReceiving(rules())).toEqual([])
  expect(problemsOfReceiving(rules({ content: '{header.x-time}.{body}' }))).toEqual([])
})
