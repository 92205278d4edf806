import type { Backend } from '@hookwright/backend'
import { expect, onTestFinished, test } from 'vitest'
import { createByteBudget } from '../http/byte-budget.ts'
import { openHttpServer } from '../http/http-server.ts'
import { card, drawFlow } from '../testing/draw-flow.ts'
import { openServer } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { requestText, sendRaw } from '../testing/raw-socket.ts'
import { addFlow, turnOn } from '../testing/switch.ts'
import { createCallReceiver } from './call-receiver.ts'
import { createIntake } from './intake.ts'

const TOKEN = `h${'a'.repeat(43)}`

/** A receiver of calls on a real socket, whose backend must not be asked. */
const openReceiver = async (): Promise<string> => {
  const preflight: Backend['apiEndpoints']['preflight'] = async () => {
    throw new Error('The call reached the backend.')
  }
  const door = await openHttpServer({ port: 0, host: '127.0.0.1', clock: () => 0 })
  onTestFinished(door.close)
  const listener = createCallReceiver({
    backend: { apiEndpoints: { preflight } },
    intake: createIntake({ requests: 10, budget: createByteBudget(1_000) }),
    hasRoom: () => true,
    networkOf: () => null,
    sessionCookies: [],
    otherwise: (_, response) => response.writeHead(418).end()
  })
  door.answerWith(listener, { isFor: () => false, listener: () => {} })
  return door.url
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
