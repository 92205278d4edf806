import type { Backend, EventAnswer, Preflight } from '@hookwright/backend'
import { Fault } from '@hookwright/model'
import { expect, onTestFinished, test } from 'vitest'
import { createByteBudget } from '../http/byte-budget.ts'
import { openHttpServer } from '../http/http-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { requestText, sendRaw, sendWhole } from '../testing/raw-socket.ts'
import { createIntake } from './intake.ts'
import { createReceiver } from './receiver.ts'

const TOKEN = `h${'a'.repeat(43)}`

const accepted: EventAnswer = { is: 'said', status: 202, headers: [], body: '', deliveryId: null }
const faultAnswer = (status: number, fault: Fault): EventAnswer => ({
  is: 'fault',
  fault,
  status,
  retryAfter: status === 503 ? 5 : null,
  deliveryId: null
})

/** Starts a receiver on a real socket, with a body limit and this answer from the backend. */
const openReceiver = async (params: {
  accept?: (body: Uint8Array) => Promise<EventAnswer>
  most?: number
  intake?: { requests: number; bytes: number }
  hasRoom?: () => boolean
  failed?: (thrown: unknown) => void
}) => {
  const most = params.most ?? 100
  const preflight: Preflight = {
    is: 'expected',
    most,
    accept: params.accept ?? (async () => accepted),
    tooLarge: () => faultAnswer(413, new Fault('event-url.too-large', { bytes: most })),
    overloaded: () => faultAnswer(503, new Fault('event-url.busy', { seconds: 5 }))
  }
  const backend = { deliveries: { preflight: () => preflight } } satisfies {
    deliveries: Pick<Backend['deliveries'], 'preflight'>
  }
  const { intake = { requests: 10, bytes: 1_000 } } = params
  const receiver = createReceiver({
    backend,
    intake: createIntake({ requests: intake.requests, budget: createByteBudget(intake.bytes) }),
    hasRoom: params.hasRoom ?? (() => true),
    networkOf: () => null,
    memberCookies: [],
    failed: params.failed ?? (() => {}),
    otherwise: (_, response) => response.writeHead(418).end()
  })
  const httpServer = await openHttpServer({ port: 0, host: '127.0.0.1', clock: () => 0 })
  onTestFinished(httpServer.close)
  httpServer.answerWith(receiver.listener, receiver.plain)
  return `${httpServer.url}/e/${TOKEN}`
}

/** Opens a receiver with a body limit and collects the accepted bodies. */
const openTaking = async (most: number) => {
  const taken: Uint8Array[] = []
  const url = await openReceiver({
    most,
    accept: async body => {
      taken.push(body)
      return accepted
    }
  })
  return { url, taken }
}

/** Sends a complete request in one piece. */
const postWhole = (url: string, body: string) => {
  const { host, pathname } = new URL(url)
  const lines = [`Host: ${host}`, `Content-Length: ${body.length}`].join('\r\n')
  return sendWhole(url, `POST ${pathname} HTTP/1.1\r\n${lines}\r\n\r\n${body}`)
}

const post = (url: string, body: string) => overHttp(url, { method: 'POST', body })

test('a request above the limit of concurrent requests gets 503, and the next one is accepted once another ends', async () => {
  let release = (): void => {}
  let holds = true
  const url = await openReceiver({
    intake: { requests: 1, bytes: 1_000 },
    accept: () =>
      holds
        ? new Promise(resolve => {
            release = () => resolve(accepted)
          })
        : Promise.resolve(accepted)
  })
  const first = post(url, 'a')
  await expect.poll(() => post(url, 'b').then(({ status }) => status)).toBe(503)
  const refused = await post(url, 'b')
  expect(refused.headers.get('retry-after')).toBe('5')
  holds = false
  release()
  expect((await first).status).toBe(202)
  expect((await post(url, 'c')).status).toBe(202)
})

test('a body above the byte budget gets 503, and gives back its bytes', async () => {
  const url = await openReceiver({ intake: { requests: 10, bytes: 50 } })
  expect((await post(url, 'a'.repeat(60))).status).toBe(503)
  expect((await post(url, 'a'.repeat(50))).status).toBe(202)
})

test('a full disk answers 503 until it has space', async () => {
  let hasRoom = false
  const url = await openReceiver({ hasRoom: () => hasRoom })
  expect((await post(url, 'a')).status).toBe(503)
  hasRoom = true
  expect((await post(url, 'a')).status).toBe(202)
})

test('a chunked body is refused as soon as it exceeds the limit', async () => {
  const { url, taken } = await openTaking(10)
  const { host, pathname } = new URL(url)
  const head = requestText('POST', pathname, [`Host: ${host}`, 'Transfer-Encoding: chunked'])
  // The end never comes: the answer does not wait for it.
  const answered = await sendRaw(url, head, 'b\r\n12345678901\r\n')
  expect(answered.status).toBe(413)
  expect(taken).toEqual([])
})

test('an answer of the receiving rules is sent with its status, headers and body', async () => {
  const url = await openReceiver({
    accept: async () => ({
      is: 'said',
      status: 200,
      headers: [
        { name: 'content-type', value: 'text/plain; charset=utf-8' },
        { name: 'x-content-type-options', value: 'nosniff' },
        { name: 'content-security-policy', value: 'sandbox' }
      ],
      body: 'échoed',
      deliveryId: null
    })
  })
  const answered = await post(url, 'a')
  expect([answered.status, answered.text]).toEqual([200, 'échoed'])
  expect(answered.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answered.headers.get('content-security-policy')).toBe('sandbox')
  expect(answered.headers.get('content-length')).toBe('7')
})

test('a request of HTTP/0.9 is refused', async () => {
  const url = await openReceiver({})
  const { status, body } = await sendRaw(url, `POST ${new URL(url).pathname}\r\n\r\n`)
  expect(status).toBe(400)
  expect(JSON.parse(body)).toMatchObject({ error: { code: 'event-url.hosts' } })
})

test.each([
  ['of as many bytes as are allowed is taken', 'a'.repeat(10), 202, 1],
  ['of a byte more is too large', 'a'.repeat(11), 413, 0]
])('a body that has come whole, %s', async (_, body, status, times) => {
  const { url, taken } = await openTaking(10)
  expect((await postWhole(url, body)).status).toBe(status)
  expect(taken).toHaveLength(times)
})

test('a body that comes in one segment gets 503 above the byte budget', async () => {
  const url = await openReceiver({ intake: { requests: 10, bytes: 50 } })
  expect((await postWhole(url, 'a'.repeat(60))).status).toBe(503)
})

test('an internal error is reported to the server, and the sender gets no details', async () => {
  const told: unknown[] = []
  const url = await openReceiver({
    accept: () => Promise.reject(new Error('a mistake of ours')),
    failed: thrown => told.push(thrown)
  })
  const response = await overHttp(url, { method: 'POST', body: '{}' })
  expect(response.status).toBe(500)
  expect(response.text).not.toContain('mistake')
  expect(told).toMatchObject([{ message: 'a mistake of ours' }])
})
