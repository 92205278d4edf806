import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Arriving } from './arriving.ts'
import { freshRequest } from './fresh-request.ts'
import { judge } from './judge.ts'
import { freshText, type Preset, presets, type SampleHandshake } from './presets.ts'
import { readRules } from './rules.ts'
import { now, request } from './testing/request.ts'
import { judgingOf, signedRequestOf, textsOf } from './testing/speak.ts'

const renewed = { id: 'abc-123', number: 77, now }
const rows = presets.flatMap(preset =>
  preset.handshakes.map(handshake => ({ name: `${preset.id}: ${handshake.name}`, preset, handshake }))
)

/** Returns the sample handshake request, signed if the rules require a signature. */
const asked = (preset: Preset, { request: sample }: SampleHandshake): Arriving => {
  const unsigned = freshRequest(sample, request().eventUrl, renewed)
  const [scheme] = preset.receiving.verify
  return scheme !== undefined && preset.receiving.handshake.some(({ verified }) => verified)
    ? signedRequestOf(preset, scheme, { request: unsigned })
    : unsigned
}

describe.each(rows)('$name', ({ preset, handshake }) => {
  const verdict = judge(
    readRules(preset.receiving),
    asked(preset, handshake),
    judgingOf(preset, ['first'], { phase: 'registering' })
  )

  test('is answered during a registration, as the service requires', () => {
    expect(verdict).toMatchObject({ is: 'handshake', answer: { status: handshake.answer.status } })
    if (verdict.is !== 'handshake') return
    if (handshake.answer.body !== null)
      expect(verdict.answer.body).toBe(freshText(handshake.answer.body, renewed))
    for (const { name, value } of handshake.answer.headers)
      expect(verdict.answer.headers).toContainEqual({ name, value: freshText(value, renewed) })
  })

  test('is never answered with a page', () => {
    if (verdict.is !== 'handshake' || verdict.rule === null) return
    expect(verdict.answer.headers).toContainEqual({ name: 'x-content-type-options', value: 'nosniff' })
    expect(verdict.answer.headers).toContainEqual({ name: 'content-security-policy', value: 'sandbox' })
  })
})

const presetOf = (id: string): Preset => {
  const found = presets.find(preset => preset.id === id)
  if (found === undefined) throw new Error(`There is no preset ${id}`)
  return found
}

const handshakeOf = (preset: Preset): SampleHandshake => {
  const [first] = preset.handshakes
  if (first === undefined) throw new Error(`${preset.id} has no handshake`)
  return first
}

test('Zoom receives its signed token only for its handshake', () => {
  const zoom = presetOf('zoom')
  const question = asked(zoom, handshakeOf(zoom))
  const [, key = ''] = textsOf(zoom, ['first']).validation ?? []
  const params = judgingOf(zoom, ['first'])
  const rules = readRules(zoom.receiving)
  const verdict = judge(rules, question, { ...params, keys: new Map([...params.keys]) })
  const [secret = ''] = textsOf(zoom, ['first']).validation ?? []
  expect(key).not.toBe('')
  expect(verdict).toMatchObject({
    is: 'handshake',
    answer: {
      body: JSON.stringify({
        plainToken: 'abc-123',
        encryptedToken: createHmac('sha256', secret).update('abc-123').digest('hex')
      })
    }
  })
  const forged = { ...question, headers: question.headers.filter(line => !line.startsWith('v0=')) }
  expect(judge(rules, forged, params).is).toBe('refused')
})

test('Asana’s secret is stored once, during the registration, and then verifies its events', () => {
  const asana = presetOf('asana')
  const rules = readRules(asana.receiving)
  const question = asked(asana, handshakeOf(asana))
  const judgingAt = (parts: Parameters<typeof judgingOf>[2]) =>
    judge(rules, question, judgingOf(asana, [], parts))
  expect(judgingAt({ phase: 'registering' })).toMatchObject({
    captures: [{ name: 'hook_secret', value: 'abc-123' }]
  })
  for (const parts of [{ phase: 'registering', captured: ['hook_secret'] }, { phase: 'live' }] as const)
    expect(judgingAt(parts)).toMatchObject({ is: 'refused', reason: 'handshake-captured' })
})

test('SNS has its address fetched only when the confirmation is signed', () => {
  const sns = presetOf('aws-sns')
  const rules = readRules(sns.receiving)
  const question = asked(sns, handshakeOf(sns))
  expect(judge(rules, question, judgingOf(sns))).toMatchObject({
    is: 'handshake',
    fetch: 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=abc-123'
  })
  expect(judge(rules, question, judgingOf(sns, ['other'])).is).toBe('refused')
})

test('a key at an address is fetched first, at pinned hosts only', () => {
  const sns = presetOf('aws-sns')
  const [scheme] = sns.receiving.verify
  if (scheme === undefined) throw new Error('SNS has no scheme')
  const params = judgingOf(sns, ['first'], { fetched: () => undefined })
  const genuine = signedRequestOf(sns, scheme)
  expect(judge(readRules(sns.receiving), genuine, params)).toEqual({
    is: 'fetch',
    url: 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem'
  })
  const failed = judgingOf(sns, ['first'], { fetched: () => [] })
  expect(judge(readRules(sns.receiving), genuine, failed)).toMatchObject({
    reason: 'key-not-found',
    status: 503
  })
  const elsewhere = sns.sample.body.replace('sns.eu-west-1.amazonaws.com', 'sns.evil.example')
  const forged = freshRequest({ ...sns.sample, body: elsewhere }, genuine.eventUrl, renewed)
  expect(
    judge(readRules(sns.receiving), signedRequestOf(sns, scheme, { request: forged }), params)
  ).toMatchObject({
    is: 'refused',
    reason: 'key-address'
  })
})

test('Graph is accepted only if every item of a notification has the token', () => {
  const graph = presetOf('microsoft-graph')
  const [scheme] = graph.receiving.verify
  if (scheme === undefined) throw new Error('Graph has no scheme')
  const two = { ...graph.sample, body: '{"value":[{"clientState":"a"},{"clientState":"b"}]}' }
  const signed = signedRequestOf(graph, scheme, { request: freshRequest(two, request().eventUrl, renewed) })
  expect(judge(readRules(graph.receiving), signed, judgingOf(graph)).is).toBe('accepted')
  const [token = ''] = textsOf(graph, ['first']).clientState ?? []
  for (const value of [[{ clientState: token }, { clientState: 'b' }], [{ clientState: token }, {}], []])
    expect(
      judge(
        readRules(graph.receiving),
        freshRequest({ ...two, body: JSON.stringify({ value }) }, signed.eventUrl, renewed),
        judgingOf(graph)
      ).is
    ).toBe('refused')
})

test.each([
  ['github', 'X-GitHub-Event', 'ping'],
  ['google-watch', 'X-Goog-Resource-State', 'sync']
])('the first requests of %s start no run', (id, name, value) => {
  const preset = presetOf(id)
  const [scheme] = preset.receiving.verify
  if (scheme === undefined) throw new Error(`${id} has no scheme`)
  const headers = preset.sample.headers.map(line => (line.name === name ? { name, value } : line))
  const first = freshRequest({ ...preset.sample, headers }, request().eventUrl, renewed)
  expect(
    judge(readRules(preset.receiving), signedRequestOf(preset, scheme, { request: first }), judgingOf(preset))
      .is
  ).toBe('filtered')
})
