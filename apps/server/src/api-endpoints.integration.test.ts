import { createHmac } from 'node:crypto'
import { type Id, literal, pill } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { card, drawFlow } from './seed/draw-flow.ts'
import type { Api } from './testing/api-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { addFlow, turnOff, turnOn } from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'

let server: TestServer
let uma: Api
beforeAll(async () => {
  server = await openServer()
  uma = await server.add('Uma Example', 'user')
})
afterAll(() => server?.remove())

const endpoint = (config: Record<string, string | number> = {}) =>
  card('api-endpoint', 'start', {
    config: { security: 'open', header: '', perSecond: 10, burst: 100, atOnce: 'any', ...config }
  })

/** Card that responds with the body of the call. */
const echo = card('return-raw', 'respond', {
  config: { bodyFormat: 'json' },
  inputs: {
    status: literal(201),
    headers: literal({ 'X-Answer': 'yes' }),
    body: pill('start', 'body')
  }
})

const open = async (
  name: string,
  ...cards: Parameters<typeof drawFlow>
): Promise<{ flowId: Id; url: string }> => {
  const flowId = await addFlow(uma, name, drawFlow(...cards))
  await turnOn(uma, flowId)
  return { flowId, url: await uma.apiEndpoints.url.query({ flowId }) }
}

const post = (url: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })

const errorOf = async (response: Response): Promise<{ code: string; message: string; details: object }> =>
  ((await response.json()) as { error: { code: string; message: string; details: object } }).error

const listed = (flowId: Id) => uma.deliveries.list.query({ flowId })

test('a call is stored, run, and answered with what Return Raw returns', async () => {
  const { flowId, url } = await open('Echo', endpoint(), echo)
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/a\/h[\w-]{43}$/)
  const response = await post(`${url}?a=1`, '{"name":"Zoë"}', { cookie: 'a=1' })
  expect(response.status).toBe(201)
  expect(await response.json()).toEqual({ name: 'Zoë' })
  expect(Object.fromEntries(response.headers)).toMatchObject({
    ...{ 'content-type': 'application/json', 'x-answer': 'yes', 'cache-control': 'no-store' },
    ...{ 'x-content-type-options': 'nosniff', 'content-security-policy': 'sandbox' }
  })
  const runId = response.headers.get('hookwright-run-id') ?? ''
  const { run } = await uma.runs.open.query({ runId })
  expect(run.status).toEqual({ is: 'succeeded' })
  expect(run.steps?.[0]?.outputs).toMatchObject({
    ...{ method: 'POST', body: { name: 'Zoë' }, query: { a: '1' } },
    headers: { 'content-type': 'application/json', cookie: 'a=1' }
  })
  const { rows } = await listed(flowId)
  expect(rows).toMatchObject([{ id: runId, method: 'POST', status: { is: 'done' }, signed: 'none' }])
  expect((await uma.flows.why.query({ flowId })).map(({ what }) => what)).toContain(
    'The last call was accepted and the flow ran.'
  )
  const got = await fetch(`${url}?b=2`)
  expect([got.status, await got.text()]).toEqual([201, ''])
})

test('a replay runs the flow again without a caller', async () => {
  const { flowId, url } = await open('Replayed', endpoint(), echo)
  const first = (await post(url, '{"n":1}')).headers.get('hookwright-run-id') ?? ''
  await uma.deliveries.replay.mutate({ deliveryId: first })
  const runs = await waitFor(
    () => uma.runs.list.query({ flowId }),
    ({ rows }) => rows.length === 2 && rows.every(({ status }) => status.is === 'succeeded')
  )
  expect(runs.rows.map(({ replayOf }) => replayOf)).toContain(first)
})

test('a flow without Return Raw answers 202 with the id of the run', async () => {
  const { url } = await open('No answer', endpoint())
  const response = await post(url, 'plain', { 'content-type': 'text/plain' })
  expect(response.status).toBe(202)
  const { runId } = (await response.json()) as { runId: Id }
  const opened = await waitFor(
    () => uma.runs.open.query({ runId }).catch(() => null),
    found => found?.run.status.is === 'succeeded'
  )
  expect(opened?.run.steps?.[0]?.outputs).toMatchObject({ body: 'plain' })
})

test('a failed run answers 502 with its id and nothing else of it', async () => {
  const failing = card('return-error', 'fail', { inputs: { message: literal('The secret plan failed.') } })
  const { url } = await open('Failing', endpoint(), failing, echo)
  const response = await post(url, '{}')
  expect(response.status).toBe(502)
  const { code, message, details } = await errorOf(response)
  expect({ code, details }).toEqual({
    code: 'endpoint.failed',
    details: { runId: response.headers.get('hookwright-run-id') }
  })
  expect(message).not.toContain('secret plan')
})

test('a response with a header that is not allowed fails the run', async () => {
  const bad = card('return-raw', 'respond', {
    config: { bodyFormat: 'text' },
    inputs: { status: literal(200), headers: pill('start', 'body'), body: literal('hi') }
  })
  const { url } = await open('Cookies', endpoint(), bad)
  const response = await post(url, '{"Set-Cookie":"a=1"}')
  expect(response.status).toBe(502)
  const runId = response.headers.get('hookwright-run-id') ?? ''
  const { run } = await uma.runs.open.query({ runId })
  expect(run.status).toMatchObject({
    is: 'failed',
    fault: {
      code: 'response.refused',
      message: expect.stringContaining('the header “Set-Cookie” is set by the server')
    }
  })
  const fine = await post(url, '{"X-Fine":"a"}')
  expect([fine.status, fine.headers.get('x-fine'), await fine.text()]).toEqual([200, 'a', 'hi'])
})

test('an unknown address, other methods and large bodies are refused with a sentence', async () => {
  const { url } = await open('Strict', endpoint(), echo)
  expect((await post(`${url.slice(0, -4)}AAAA`, '{}')).status).toBe(404)
  expect((await post(url.replace(/\/a\/.*/, '/a/nonsense'), '{}')).status).toBe(404)
  for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH', 'HEAD']) {
    const response = await fetch(url, { method })
    expect([method, response.status, response.headers.get('allow')]).toEqual([method, 405, 'GET, POST'])
  }
  const large = await post(url, JSON.stringify('x'.repeat(1_100_000)))
  expect([large.status, (await errorOf(large)).code]).toEqual([413, 'endpoint.too-large'])
})

test('a secret is taken from its header alone, is kept out of what is stored, and can be replaced', async () => {
  const { flowId, url } = await open('Secret', endpoint({ security: 'secret' }), echo)
  const secret = await uma.apiEndpoints.secret.query({ flowId })
  expect(await uma.apiEndpoints.summary.query({ flowId })).toMatchObject({
    security: { is: 'secret', header: 'X-API-Key', prefix: '' },
    tail: url.slice(-4),
    lastCall: null
  })
  expect((await post(url, '{}')).status).toBe(401)
  expect((await post(`${url}?X-API-Key=${encodeURIComponent(secret)}`, '{}')).status).toBe(401)
  expect((await post(url, '{}', { 'x-api-key': `${secret}x` })).status).toBe(401)
  const response = await post(url, '{"a":1}', { 'x-api-key': secret })
  expect(response.status).toBe(201)
  const { run } = await uma.runs.open.query({ runId: response.headers.get('hookwright-run-id') ?? '' })
  expect(JSON.stringify(run)).not.toContain(secret)
  const { rows } = await listed(flowId)
  expect(rows.filter(({ status }) => status.is === 'refused')).toHaveLength(3)
  const opened = await uma.deliveries.get.query({ deliveryId: run.id })
  expect(JSON.stringify(opened)).not.toContain(secret)

  await uma.apiEndpoints.renewSecret.mutate({ flowId })
  expect((await post(url, '{}', { 'x-api-key': secret })).status).toBe(401)
  const next = await uma.apiEndpoints.secret.query({ flowId })
  expect((await post(url, '{}', { 'x-api-key': next })).status).toBe(201)
})

test('a signed call is checked, is POST alone, and a repeated one starts nothing', async () => {
  const { flowId, url } = await open('Signed', endpoint({ security: 'standard-webhooks' }), echo)
  const secret = await uma.apiEndpoints.secret.query({ flowId })
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const signed = (id: string, body: string): Record<string, string> => {
    const at = String(Math.floor(Date.now() / 1000))
    const signature = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')
    return { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': `v1,${signature}` }
  }
  const first = await post(url, '{"a":1}', signed('one', '{"a":1}'))
  expect(first.status).toBe(201)
  const again = await post(url, '{"a":1}', signed('one', '{"a":1}'))
  expect(again.status).toBe(202)
  expect(await again.json()).toEqual({ runId: first.headers.get('hookwright-run-id') })
  expect((await post(url, '{"a":2}', signed('two', '{"a":1}'))).status).toBe(401)
  const got = await fetch(url)
  expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST'])

  const hmac = await open('HMAC', endpoint({ security: 'hmac', header: 'X-Sign' }), echo)
  const hmacSecret = await uma.apiEndpoints.secret.query({ flowId: hmac.flowId })
  const signature = createHmac('sha256', hmacSecret).update('{"b":1}').digest('hex')
  expect((await post(hmac.url, '{"b":1}', { 'x-sign': `sha256=${signature}` })).status).toBe(201)
  expect((await post(hmac.url, '{"b":2}', { 'x-sign': `sha256=${signature}` })).status).toBe(401)
})

test('the address stays while the flow is off and on, and is another one once it is renewed', async () => {
  const { flowId, url } = await open('Switched', endpoint(), echo)
  await uma.subscriptions.pause.mutate({ flowId, paused: true })
  const paused = await post(url, '{}')
  expect([paused.status, paused.headers.get('retry-after'), (await errorOf(paused)).code]).toEqual([
    ...[503, '60', 'endpoint.paused']
  ])
  await turnOff(uma, flowId)
  const off = await post(url, '{}')
  expect([off.status, (await errorOf(off)).code]).toEqual([404, 'endpoint.off'])
  await turnOn(uma, flowId)
  expect(await uma.apiEndpoints.url.query({ flowId })).toBe(url)
  expect((await post(url, '{}')).status).toBe(201)
  await uma.apiEndpoints.renewAddress.mutate({ flowId })
  const next = await uma.apiEndpoints.url.query({ flowId })
  expect((await post(url, '{}')).status).toBe(404)
  expect((await post(next, '{}')).status).toBe(201)
})

test('Return Raw in a block of If/Else responds for that case; in a flow of another start it is a problem', async () => {
  const no = card('return-raw', 'no', {
    config: { bodyFormat: 'text' },
    inputs: { status: literal(400), body: literal('Use POST.') }
  })
  const branch = card('if-else', 'branch', {
    config: { operator: 'equal', joins: [] },
    inputs: { left: pill('start', 'method'), right: literal('POST') },
    blocks: Object.fromEntries([
      ['then', { cards: [] }],
      ['else', { cards: [no] }]
    ])
  })
  const flowId = await addFlow(uma, 'Branching', drawFlow(endpoint(), branch, echo))
  await turnOn(uma, flowId)
  const url = await uma.apiEndpoints.url.query({ flowId })
  const got = await fetch(url)
  expect([got.status, await got.text()]).toEqual([400, 'Use POST.'])
  expect((await post(url, '[1]')).status).toBe(201)

  const manual = card('manual-start', 'start', { config: { inputs: [], shared: false, atOnce: 'any' } })
  const wrong = await addFlow(uma, 'Wrong', drawFlow(manual, no))
  expect(JSON.stringify(await uma.flows.blockers.query({ flowId: wrong }))).toContain(
    'responds to a caller, but a flow that starts with'
  )
})
