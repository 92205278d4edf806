import type { Backend } from '@hookwright/backend'
import { Fault } from '@hookwright/model'
import { expect, onTestFinished, test } from 'vitest'
import { createByteBudget } from '../http/byte-budget.ts'
import { openHttpServer } from '../http/http-server.ts'
import { card, drawFlow } from '../seed/draw-flow.ts'
import { openServer } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { requestText, sendRaw } from '../testing/raw-socket.ts'
import { addFlow, turnOn } from '../testing/switch.ts'
import { createCallReceiver } from './call-receiver.ts'
import { createIntake } from './intake.ts'

type Preflight = Backend['apiEndpoints']['preflight']

const TOKEN = `h${'a'.repeat(43)}`

const unasked = async (): Promise<never> => {
  throw new Error('The call reached the backend.')
}

/** Opens a call receiver on a real socket with room for 1,000 bytes. By default its backend must not be called. */
const openReceiver = async (
  preflight: Preflight = unasked,
  failed: (thrown: unknown) => void = () => {}
): Promise<string> => {
  const httpServer = await openHttpServer({ port: 0, host: '127.0.0.1', clock: () => 0 })
  onTestFinished(httpServer.close)
  const listener = createCallReceiver({
    backend: { apiEndpoints: { preflight } },
    intake: createIntake({ requests: 10, budget: createByteBudget(1_000) }),
    hasRoom: () => true,
    networkOf: () => null,
    memberCookies: [],
    failed,
    otherwise: (_, response) => response.writeHead(418).end()
  })
  httpServer.answerWith(listener, { isFor: () => false, listener: () => {} })
  return httpServer.url
}

test('an address without a token is unknown', async () => {
  const response = await overHttp(`${await openReceiver()}/a/short`, { method: 'POST', body: '{}' })
  expect(response.status).toBe(404)
  expect(JSON.parse(response.text)).toMatchObject({ error: { code: 'endpoint.unknown' } })
})

test('a method other than GET and POST is refused with those that are allowed', async () => {
  const response = await overHttp(`${await openReceiver()}/a/${TOKEN}`, { method: 'PUT', body: '{}' })
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST'])
  expect(JSON.parse(response.text)).toMatchObject({ error: { code: 'endpoint.method' } })
})

test('a request with two Host headers is refused', async () => {
  const url = await openReceiver()
  const head = requestText('GET', `/a/${TOKEN}`, ['Host: a.example', 'Host: b.example'])
  const { status, body } = await sendRaw(url, head)
  expect(status).toBe(400)
  expect(JSON.parse(body)).toMatchObject({ error: { code: 'endpoint.hosts' } })
})

test('a call above the budget is answered, and its connection closes before the rest of its body comes', async () => {
  const url = await openReceiver(async () => ({
    is: 'expected',
    most: 10_000,
    accept: unasked,
    tooLarge: () => ({
      is: 'fault',
      fault: new Fault('endpoint.too-large', { bytes: 10_000 }),
      retryAfter: null
    }),
    overloaded: () => ({
      is: 'fault',
      fault: new Fault('endpoint.overloaded', { seconds: 5 }),
      retryAfter: 5
    })
  }))
  const head = [`POST /a/${TOKEN} HTTP/1.1`, `Host: ${new URL(url).host}`, 'Transfer-Encoding: chunked']
  const part = `7d0\r\n${'a'.repeat(2_000)}\r\n`
  // The end of the body never comes.
  const { status, head: answered, body } = await sendRaw(url, `${head.join('\r\n')}\r\n\r\n${part}`)
  expect(status).toBe(503)
  expect(answered).toMatch(/^connection: close$/im)
  expect(JSON.parse(body)).toMatchObject({ error: { code: 'endpoint.overloaded' } })
})

test('a call without its secret, and one with a compressed body, are refused', async () => {
  const server = await openServer()
  onTestFinished(() => server.remove())
  const uma = await server.add('Uma Example', 'user')
  const config = { security: 'secret', header: '', perSecond: 10, burst: 100, atOnce: 'any' }
  const flowId = await addFlow(uma, 'Secret', drawFlow(card('api-endpoint', 'start', { config })))
  await turnOn(uma, flowId)
  const url = await uma.apiEndpoints.url.query({ flowId })
  const secret = await uma.apiEndpoints.secret.query({ flowId })
  const call = async (headers: Record<string, string>) => {
    const { status, text } = await overHttp(url, { method: 'POST', body: '{}', headers })
    return { status, code: JSON.parse(text).error?.code }
  }
  expect(await call({})).toEqual({ status: 401, code: 'endpoint.refused' })
  expect(await call({ 'x-api-key': secret, 'content-encoding': 'gzip' })).toEqual({
    status: 415,
    code: 'endpoint.encoding'
  })
})

test('an internal error is reported to the server, and the caller gets no details', async () => {
  const told: unknown[] = []
  const url = await openReceiver(unasked, thrown => told.push(thrown))
  const response = await overHttp(`${url}/a/${TOKEN}`, { method: 'POST', body: '{}' })
  expect(response.status).toBe(500)
  expect(JSON.parse(response.text)).toMatchObject({ error: { code: 'internal' } })
  expect(response.text).not.toContain('reached the backend')
  expect(told).toMatchObject([{ message: 'The call reached the backend.' }])
})
