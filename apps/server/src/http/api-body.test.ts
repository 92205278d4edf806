import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { httpStatusOf, toFault } from '@hookwright/model'
import express, { type ErrorRequestHandler } from 'express'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openServer, type TestServer } from '../testing/open-server.ts'
import { requestText, sendRaw } from '../testing/raw-socket.ts'
import { readApiBody } from './api-body.ts'
import { createByteBudget } from './byte-budget.ts'

let server: TestServer
beforeAll(async () => {
  server = await openServer()
})
afterAll(() => server.remove())

const head = (...lines: string[]): string => {
  const { host } = new URL(server.url)
  const own = [`Host: ${host}`, 'Content-Type: application/json', ...lines]
  return `POST /trpc/flows.create HTTP/1.1\r\n${own.join('\r\n')}\r\n\r\n`
}

const MB = 1_048_576

// review: security H2
test('the session is checked before a body is read: without one 4 MB are refused at their head', async () => {
  const answer = await sendRaw(server.url, head(`Content-Length: ${4 * MB - 10}`))
  expect(answer.status).toBe(401)
  expect(answer.body).toContain('sign-in.needed')
})

test('without a session at most 64 KB are read of a body of unknown length', async () => {
  const chunk = `${(65_537).toString(16)}\r\n${' '.repeat(65_537)}\r\n`
  const answer = await sendRaw(server.url, head('Transfer-Encoding: chunked'), chunk)
  expect(answer.status).toBe(401)
})

test('with a session a body of up to 4 MB is read, and a larger one is refused at its head', async () => {
  const cookie = `Cookie: ${server.cookie}`
  const body = JSON.stringify({ name: 'x'.repeat(3 * MB) })
  const lines = [cookie, `Content-Length: ${body.length}`, 'Connection: close']
  expect((await sendRaw(server.url, head(...lines), body)).status).toBe(400)
  const refused = await sendRaw(server.url, head(cookie, `Content-Length: ${4 * MB + 1}`))
  expect(refused.status).toBe(413)
  expect(refused.body).toContain('request.too-large')
  expect(refused.body).toContain('4 MB')
})

const answerFaults: ErrorRequestHandler = (thrown, _request, response, _next) => {
  const fault = toFault(thrown)
  response.status(httpStatusOf(fault.code)).json({ error: fault.toData() })
}

// review: security H2
test('bodies share one byte budget: a body over it is refused, and accepted once another is answered', async () => {
  const budget = createByteBudget(100)
  const app = express()
  app.use(readApiBody({ budget, isMember: async () => true }))
  app.post('/', (request, response) => void response.json({ length: request.body.length }))
  app.use(answerFaults)
  const api = createServer(app).listen(0, '127.0.0.1')
  await once(api, 'listening')
  onTestFinished(() => void api.close())
  const { port } = api.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const post = (body: string) =>
    sendRaw(url, requestText('POST', '/', ['Host: acme.example', `Content-Length: ${body.length}`], body))
  budget.hold(60)
  expect(await post('x'.repeat(40))).toMatchObject({ status: 200, body: '{"length":40}' })
  expect(await post('x'.repeat(41))).toMatchObject({
    status: 503,
    body: expect.stringContaining('request.no-room')
  })
  budget.release(60)
  expect(await post('x'.repeat(100))).toMatchObject({ status: 200 })
  expect(budget.isSpent()).toBe(false)
})

test('a sender that disconnects releases its bytes', async () => {
  const budget = createByteBudget(10)
  const app = express()
  app.use(readApiBody({ budget, isMember: async () => true }))
  const api = createServer(app).listen(0, '127.0.0.1')
  await once(api, 'listening')
  onTestFinished(() => void api.close())
  const arrived = once(api, 'request')
  const socket = connect((api.address() as AddressInfo).port, '127.0.0.1')
  socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\n0123456789')
  const [, response] = await arrived
  const closed = once(response, 'close')
  socket.destroy()
  await closed
  expect(budget.isSpent()).toBe(false)
})

const answerTo = (path: string, lines: string[], method = 'POST') =>
  sendRaw(server.url, requestText(method, path, lines))

// review: security L8
test.each<[string, (port: string) => string[], number]>([
  ['its own', port => [`Host: 127.0.0.1:${port}`, `Origin: http://127.0.0.1:${port}`], 401],
  ['none, from a program', port => [`Host: 127.0.0.1:${port}`], 401],
  ['https on plain http', port => [`Host: 127.0.0.1:${port}`, `Origin: https://127.0.0.1:${port}`], 403],
  ['another port', port => [`Host: 127.0.0.1:${port}`, 'Origin: http://127.0.0.1:1'], 403],
  ['Host with another port', () => ['Host: 127.0.0.1:1', 'Origin: http://127.0.0.1:1'], 403],
  ['Host without a port', () => ['Host: localhost', 'Origin: http://localhost'], 403]
])('an Origin is compared with scheme and port, and Host with port: %s', async (_, lines, status) => {
  const { port } = new URL(server.url)
  const answer = await answerTo('/trpc/flows.create', [
    ...lines(port),
    'Content-Type: application/json',
    'Content-Length: 0'
  ])
  expect(answer.status).toBe(status)
})

// review: security L8
test.each(['/trpc/people.list', '/api/first-admin', '/api/nothing'])(
  'no answer of the API is kept by a cache: %s',
  async path => {
    const { host } = new URL(server.url)
    const answer = await answerTo(path, [`Host: ${host}`], 'GET')
    expect(answer.head.toLowerCase()).toContain('cache-control: no-store')
  }
)
