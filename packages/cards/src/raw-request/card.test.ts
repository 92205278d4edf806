import { type CardSpec, emptyCatalog } from '@hookwright/engine'
import { fakeEffects, flowOf, memoryJournal, runCardAlone, runWith } from '@hookwright/engine/testing'
import type { Binding, Card, Json, JsonObject } from '@hookwright/model'
import { literal, text } from '@hookwright/model'
import { expect, test } from 'vitest'
import { rawRequest } from './card.ts'

const cardOf = (config: JsonObject, inputs: Record<string, Json>): Card => ({
  id: 'send',
  type: 'raw-request',
  config,
  inputs: Object.fromEntries(Object.entries(inputs).map(([field, value]) => [field, literal(value)]))
})

const send = async (config: JsonObject, inputs: Record<string, Json>, spec: CardSpec = rawRequest) => {
  const fx = fakeEffects()
  const outcome = await runWith(flowOf(cardOf(config, inputs)), {}, { specs: [spec], fx })
  return { outcome, sent: fx.sent }
}

test('[row 71b, 71c, 71d] the request is sent once, as configured and mapped', async () => {
  const { sent } = await send(
    { method: 'PUT', authenticate: false, timeoutSeconds: 5 },
    {
      url: 'https://api.acme-hr.example/hooks/7',
      query: { dry: true },
      headers: { 'X-Team': 'Support' },
      body: { url: 'https://hooks.acme-hr.example/1' }
    }
  )
  expect(sent).toEqual([
    {
      method: 'PUT',
      url: 'https://api.acme-hr.example/hooks/7',
      query: { dry: 'true' },
      headers: {
        'X-Team': 'Support',
        'Content-Type': 'application/json',
        'Idempotency-Key': 'run-1/send'
      },
      body: '{"url":"https://hooks.acme-hr.example/1"}',
      authenticate: false,
      timeout: 5_000
    }
  ])
})

test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])(
  '[row 71a] a %s request is sent with that method',
  async method => {
    const { outcome, sent } = await send({ method }, { url: '/hooks/7' })
    expect(outcome.status).toEqual({ is: 'succeeded' })
    expect(sent).toMatchObject([{ method, url: '/hooks/7' }])
  }
)

test('a blank card sends a GET with the credentials, without a key or body, and waits 30 seconds', async () => {
  expect(rawRequest.blank().config).toEqual({
    method: 'GET',
    bodyFormat: 'auto',
    errorAt: '',
    eventStream: 'none',
    parameterIn: 'query',
    asFile: false,
    form: [],
    encodeUrl: true,
    authenticate: true,
    failOnError: true,
    expectJson: true,
    retry: 'when-safe',
    timeoutSeconds: 30,
    pages: 'none',
    recordsAt: '',
    nextAt: '',
    pageParameter: '',
    firstPage: 1,
    maxPages: 100,
    maxRecords: 10_000
  })
  const { sent } = await send(rawRequest.blank().config, { url: '/me' })
  expect(sent).toEqual([
    { method: 'GET', url: '/me', query: {}, headers: {}, body: null, authenticate: true, timeout: 30_000 }
  ])
})

test('text is sent unchanged, without a content type', async () => {
  const { sent } = await send({ method: 'POST' }, { url: '/hooks', body: 'a=1&b=2' })
  expect(sent[0]?.body).toBe('a=1&b=2')
  expect(sent[0]?.headers).toEqual({ 'Idempotency-Key': 'run-1/send' })
})

test('text that is JSON is sent unchanged, as JSON', async () => {
  const { sent } = await send({ method: 'POST' }, { url: '/hooks', body: '{ "a": 1 }' })
  expect(sent[0]).toMatchObject({ body: '{ "a": 1 }', headers: { 'Content-Type': 'application/json' } })
})

test('a mapped content type and idempotency key are kept', async () => {
  const headers = { 'content-type': 'application/merge-patch+json', 'idempotency-key': 'mine' }
  const { sent } = await send({ method: 'PATCH' }, { url: '/hooks/7', headers, body: { a: 1 } })
  expect(sent[0]?.headers).toEqual(headers)
})

test.each([
  ['GET', { body: 'x' }, 'card.failed'],
  ['POST', { headers: { 'X-A': 'a\r\nHost: evil.example' } }, 'http.header'],
  ['POST', { query: { a: {} } }, 'card.input-type']
])('a %s with %j is not sent', async (method, inputs, code) => {
  const { outcome, sent } = await send({ method }, { url: '/hooks', ...inputs })
  expect(outcome.steps[0]?.fault?.code).toBe(code)
  expect(sent).toEqual([])
})

test('a 404 answer fails the card, and the fault is kept in the journal', async () => {
  const fx = fakeEffects(() => ({ status: 404, headers: {}, body: 'no such hook' }))
  const flow = flowOf(cardOf({ method: 'DELETE' }, { url: '/hooks/7' }))
  const journal = memoryJournal()
  const first = await runWith(flow, {}, { specs: [rawRequest], fx, journal })
  const again = await runWith(flow, {}, { specs: [rawRequest], fx, journal })
  expect(first.steps[0]?.fault).toEqual({
    code: 'http.status',
    message: 'DELETE /hooks/7 was answered with 404: no such hook',
    details: { method: 'DELETE', url: '/hooks/7', status: 404, body: 'no such hook' }
  })
  expect(again.steps[0]?.fault).toEqual(first.steps[0]?.fault)
  expect(fx.sent).toHaveLength(1)
})

test.each([
  ['{"error":{"message":"The plan does not allow webhooks."}}', 'The plan does not allow webhooks.'],
  ['{"errors":[{"message":"Hook\\nexists"},{"message":"Other"}]}', 'Hook exists'],
  [`{"detail":"Too long","documentation":"${'x'.repeat(400)}"}`, 'Too long']
])(
  'a failed answer with a message in JSON is quoted by its message, and kept unchanged: %s',
  async (body, said) => {
    const fx = fakeEffects(() => ({ status: 422, headers: {}, body }))
    const flow = flowOf(cardOf({ method: 'POST' }, { url: '/hooks' }))
    const journal = memoryJournal()
    for (const journaled of [1, 2]) {
      const { steps } = await runWith(flow, {}, { specs: [rawRequest], fx, journal })
      expect(steps[0]?.fault, `${journaled}`).toEqual({
        code: 'http.status',
        message: `POST /hooks was answered with 422: ${said}`,
        details: { method: 'POST', url: '/hooks', status: 422, body: body.slice(0, 300), said }
      })
    }
  }
)

test('an answer without a body has all four outputs', async () => {
  expect(await runCardAlone(rawRequest, { method: 'POST' }, { url: '/ping' })).toEqual({
    statusCode: 200,
    headers: {},
    body: '',
    json: null
  })
})

test.each<[string, Binding, string[]]>([
  ['GET', text('x'), ['A GET request has no body. Choose another method, or clear Body.']],
  ['GET', literal(''), []],
  ['GET', literal(null), []],
  ['POST', text('x'), []]
])('on the canvas, a %s with the body %j has the problems %j', (method, body, messages) => {
  const card = { id: 'send', type: 'raw-request', config: { method }, inputs: { body } }
  expect(rawRequest.check(card, emptyCatalog).map(problem => problem.message)).toEqual(messages)
})

test.each([0, 61, 1.5])('a timeout of %d seconds is refused with a sentence', timeoutSeconds => {
  expect(rawRequest.readConfig({ timeoutSeconds })).toEqual({
    ok: false,
    problems: [{ message: 'The timeout must be a whole number of seconds from 1 to 60. Change it.' }]
  })
})

test('pagination with a file response names the setting to change', () => {
  const messages = (asFile: boolean) =>
    rawRequest
      .check(cardOf({ ...rawRequest.blank().config, pages: 'link', asFile }, { url: '/users' }), emptyCatalog)
      .map(({ message }) => message)
  expect(messages(false)).toEqual([])
  expect(messages(true)).toEqual([
    'Pagination collects records from JSON, not from a file. Change “Response as a file”, or choose no pagination.'
  ])
})
