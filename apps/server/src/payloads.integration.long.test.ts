import { createRequire } from 'node:module'
import { Fault } from '@hookwright/model'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { z } from 'zod'
import { openServer, type TestServer } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { openDoorbell } from './testing/plain-connector.ts'
import { requestText, sendAndLeave, sendRaw } from './testing/raw-socket.ts'
import { headerOf, storedDeliveriesOf } from './testing/stored-deliveries.ts'
import { turnOff } from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'

const MEGABYTE = 1_048_576

let server: TestServer
beforeAll(async () => {
  server = await openServer()
})
afterAll(() => server?.remove())

let doorbells = 0
/** Creates an active flow with a separate connector. */
const doorbell = () => openDoorbell(server.api, `Doorbell ${++doorbells}`)

const post = (url: string, body: Uint8Array | string, headers: Record<string, string> = {}) =>
  overHttp(url, { method: 'POST', body, headers })

/** Returns the finished runs of a flow, oldest first, with their traces. */
const runsOf = async (flowId: string, count: number) => {
  const runs = await waitFor(
    async () =>
      (await server.api.runs.list.query({ flowId, limit: 200 })).rows.filter(run => run.kind === 'flow'),
    seen => seen.length >= count && seen.every(run => run.finishedAt !== null)
  )
  return Promise.all(runs.toReversed().map(run => server.api.runs.get.query({ runId: run.id })))
}

describe('payloads of GitHub', () => {
  const Examples = z.array(z.object({ name: z.string(), examples: z.array(z.unknown()) }))
  const require = createRequire(import.meta.url)
  const all = Examples.parse(require('@octokit/webhooks-examples')).flatMap(({ name, examples }) =>
    examples.map(example => ({ name, body: Buffer.from(JSON.stringify(example)) }))
  )
  // Every fifth, unless all are wanted (vitest.long.config.ts).
  const payloads = all.filter((_, index) => inject('behaviours') === 'all' || index % 5 === 0)

  // A machine that is busy with other tests takes ten times as long for so many as one that is not.
  test('they are kept and come back byte for byte', { timeout: 120_000 }, async () => {
    expect(all).toHaveLength(329)
    const { flowId, eventUrl } = await doorbell()
    const waiting = [...payloads.entries()]
    const sender = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [index, { name, body }] = next
        const headers = { 'content-type': 'application/json', 'x-github-event': name, 'x-index': `${index}` }
        const answered = await post(eventUrl, body, headers)
        expect([answered.status, answered.text]).toEqual([202, ''])
      }
    }
    await Promise.all(Array.from({ length: 16 }, sender))
    const kept = await storedDeliveriesOf(server.api, flowId, payloads.length)
    expect(kept).toHaveLength(payloads.length)
    const byIndex = new Map(kept.map(delivery => [Number(headerOf(delivery, 'x-index')), delivery]))
    for (const [index, { name, body }] of payloads.entries()) {
      const delivery = byIndex.get(index)
      expect(delivery?.body.equals(body), `payload ${index}, ${name}`).toBe(true)
      expect(delivery?.status).toEqual({ is: 'done' })
      expect(delivery && headerOf(delivery, 'x-github-event')).toBe(name)
    }
  })
})

describe('bodies', () => {
  const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte)
  const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`
  const text = (body: string): string => JSON.stringify(body)

  test.each<[string, string, string | Uint8Array, string | null]>([
    ['JSON', 'application/json', '{"a":[1,"ü",null]}', '{"a":[1,"ü",null]}'],
    ['JSON with a charset and a suffix', 'application/cloudevents+json; charset=utf-8', '[ 1 ]', '[1]'],
    ['nothing at all', 'application/json', '', 'null'],
    ['a form', 'application/x-www-form-urlencoded', 'a=1&b=%C3%BC&b=2', '{"a":"1","b":["ü","2"]}'],
    ['text', 'text/plain', 'line 1\r\nline 2\n', text('line 1\r\nline 2\n')],
    ['broken JSON', 'application/json', '{"a":', text('{"a":')],
    ['JSON 64 deep', 'application/json', deep(64), deep(64)],
    ['JSON 65 deep', 'application/json', deep(65), text(deep(65))],
    ['invalid UTF-8', 'text/plain', Uint8Array.from([0x61, 0xff, 0xfe]), text('a\ufffd\ufffd')],
    ['every byte there is', 'application/octet-stream', everyByte, null],
    ['a prototype that is asked for', 'application/json', '{"__proto__":{"x":1}}', null]
  ])('[row 93a, 93b, 93c] %s is kept as it is, and the flow sees it', async (_, contentType, body, seen) => {
    const { flowId, eventUrl } = await doorbell()
    const answered = await post(eventUrl, body, { 'content-type': contentType })
    expect(answered.status).toBe(202)
    const [kept] = await storedDeliveriesOf(server.api, flowId, 1)
    expect(kept?.body).toEqual(Buffer.from(body))
    const [run] = await runsOf(flowId, 1)
    expect(run?.status).toEqual({ is: 'succeeded' })
    if (seen !== null) expect(run?.steps?.[0]?.outputs).toEqual({ body: seen })
  })
})

describe('headers and query', () => {
  test('are kept as they came, in their order, with what comes twice', async () => {
    const { flowId, eventUrl } = await doorbell()
    const { host, pathname } = new URL(eventUrl)
    const lines = [
      'Zulu: 1',
      `Host: ${host}`,
      'X-Twice: a',
      'alpha: ü',
      'x-twice: b',
      'X-Empty:',
      'Content-Length: 2'
    ]
    const answered = await sendRaw(eventUrl, requestText('POST', `${pathname}?b=2&a=%20&b=1`, lines, 'hi'))
    expect(answered.status).toBe(202)
    const [kept] = await storedDeliveriesOf(server.api, flowId, 1)
    const latin1 = Buffer.from('ü').toString('latin1')
    expect(kept?.headers.flatMap(({ name, value }) => [name, value])).toEqual([
      ...['Zulu', '1', 'Host', host, 'X-Twice', 'a', 'alpha', latin1, 'x-twice', 'b', 'X-Empty', ''],
      ...['Content-Length', '2', 'Connection', 'close']
    ])
    expect(kept?.query).toBe('b=2&a=%20&b=1')
    expect(kept?.body.toString()).toBe('hi')
  })

  test('a session cookie of Hookwright is not kept, other cookies are', async () => {
    const { flowId, eventUrl } = await doorbell()
    await post(eventUrl, 'x', { cookie: `theirs=1; ${server.cookie}; more=2` })
    await post(eventUrl, 'x', { cookie: server.cookie })
    const [some, none] = await storedDeliveriesOf(server.api, flowId, 2)
    expect(some && headerOf(some, 'cookie')).toBe('theirs=1; more=2')
    expect(none && headerOf(none, 'cookie')).toBeNull()
  })
})

describe('methods', () => {
  test.each(['POST', 'PUT', 'PATCH'])('%s starts a run', async method => {
    const { flowId, eventUrl } = await doorbell()
    expect((await overHttp(eventUrl, { method, body: '{}' })).status).toBe(202)
    expect(await runsOf(flowId, 1)).toHaveLength(1)
  })

  test('HEAD and OPTIONS are answered and kept, but never run', async () => {
    const { flowId, eventUrl } = await doorbell()
    expect((await overHttp(eventUrl, { method: 'HEAD' })).status).toBe(200)
    const asked = await overHttp(eventUrl, { method: 'OPTIONS' })
    expect([asked.status, asked.headers.get('allow')]).toEqual([204, 'POST, PUT, PATCH, HEAD, OPTIONS'])
    await post(eventUrl, 'the last one')
    const kept = await storedDeliveriesOf(server.api, flowId, 3)
    expect(kept.map(delivery => [delivery.method, delivery.status.is])).toEqual([
      ['HEAD', 'filtered'],
      ['OPTIONS', 'filtered'],
      ['POST', 'done']
    ])
    expect(kept.slice(0, 2).map(({ status }) => status.why)).toEqual([
      'a HEAD request only checks that the Event URL exists',
      'an OPTIONS request only asks for the accepted methods'
    ])
    expect(await runsOf(flowId, 1)).toHaveLength(1)
  })

  test('others are refused with the methods that are taken', async () => {
    const { eventUrl } = await doorbell()
    for (const method of ['DELETE', 'GET']) {
      const answered = await overHttp(eventUrl, { method })
      expect(answered.status).toBe(405)
      expect(answered.headers.get('allow')).toBe('POST, PUT, PATCH, HEAD, OPTIONS')
      expect(JSON.parse(answered.text).error.code).toBe('event-url.method')
    }
    const never = await overHttp(eventUrl, { method: 'PROPFIND' })
    expect([never.status, JSON.parse(never.text).error.code]).toEqual([405, 'event-url.method'])
  })
})

describe('a request is refused', () => {
  test('[row 95a, 95b] with an unknown token and with an invalid one, by the same answer', async () => {
    const unknown = await post(`${server.url}/e/h${'A'.repeat(43)}`, '{}')
    const none = await post(`${server.url}/e/anything`, '{}')
    expect(unknown.status).toBe(404)
    expect(none).toMatchObject({ status: 404, text: unknown.text })
    expect(JSON.parse(unknown.text).error).toEqual({
      code: 'event-url.unknown',
      message: 'There is no Event URL at this address.',
      details: {}
    })
  })

  test('[row 94] with 410 after its flow was turned off', async () => {
    const { flowId, eventUrl } = await doorbell()
    await turnOff(server.api, flowId)
    const answered = await post(eventUrl, '{}')
    expect(answered.status).toBe(410)
    expect(JSON.parse(answered.text).error.code).toBe('event-url.off')
    expect(answered.headers.get('content-security-policy')).toBe('sandbox')
  })

  test('[row 96] with a body of 5 MB, announced or in chunks', async () => {
    const { flowId, eventUrl } = await doorbell()
    const { host, pathname } = new URL(eventUrl)
    const large = Buffer.alloc(5 * MEGABYTE, 'a')
    const announced = await post(eventUrl, large)
    expect(announced.status).toBe(413)
    expect(JSON.parse(announced.text).error.code).toBe('event-url.too-large')
    const chunk = Buffer.concat([Buffer.from('10000\r\n'), large.subarray(0, 0x10000), Buffer.from('\r\n')])
    const head = requestText('POST', pathname, [`Host: ${host}`, 'Transfer-Encoding: chunked'])
    const chunked = await sendRaw(eventUrl, head, ...Array.from({ length: 80 }, () => chunk), '0\r\n\r\n')
    expect(chunked.status).toBe(413)
    expect((await post(eventUrl, large.subarray(0, MEGABYTE))).status).toBe(202)
    expect((await post(eventUrl, large.subarray(0, MEGABYTE + 1))).status).toBe(413)
    expect(await storedDeliveriesOf(server.api, flowId, 1)).toHaveLength(1)
  })

  test('with a compressed body', async () => {
    const { eventUrl } = await doorbell()
    const answered = await post(eventUrl, 'x', { 'content-encoding': 'gzip' })
    expect(answered.status).toBe(415)
    expect(JSON.parse(answered.text).error.code).toBe('event-url.encoding')
    expect(JSON.parse(answered.text).error.message).toContain('“gzip”')
    expect((await post(eventUrl, 'x', { 'content-encoding': 'identity' })).status).toBe(202)
  })

  test('with two Host headers', async () => {
    const { flowId, eventUrl } = await doorbell()
    const { host, pathname } = new URL(eventUrl)
    const lines = [`Host: ${host}`, 'Host: other.example', 'Content-Length: 0']
    const answered = await sendRaw(eventUrl, `POST ${pathname} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
    expect(answered.status).toBe(400)
    expect(answered.head.toLowerCase()).toContain('connection: close')
    const { message } = new Fault('event-url.hosts')
    expect(JSON.parse(answered.body)).toEqual({ error: { code: 'event-url.hosts', message, details: {} } })
    await post(eventUrl, 'x')
    expect(await storedDeliveriesOf(server.api, flowId, 1)).toHaveLength(1)
  })

  test('and not stored when its sender disconnects in the middle', async () => {
    const { flowId, eventUrl } = await doorbell()
    const { host, pathname } = new URL(eventUrl)
    const head = requestText('POST', pathname, [`Host: ${host}`, 'Content-Length: 100'], 'half')
    await sendAndLeave(eventUrl, head)
    await post(eventUrl, 'whole')
    expect((await storedDeliveriesOf(server.api, flowId, 1)).map(({ body }) => body.toString())).toEqual([
      'whole'
    ])
  })

  test('[row 97] above the rate of its Event URL', async () => {
    const slow = await openServer({
      variables: { HOOKWRIGHT_BURST: '3', HOOKWRIGHT_RATE_PER_SECOND: '1', HOOKWRIGHT_MAX_BODY: '10' }
    })
    try {
      const one = await openDoorbell(slow.api, 'Doorbell one')
      const other = await openDoorbell(slow.api, 'Doorbell other')
      const answered = await Promise.all(Array.from({ length: 8 }, () => post(one.eventUrl, 'x')))
      const busy = answered.filter(({ status }) => status === 503)
      expect(busy.length).toBeGreaterThanOrEqual(4)
      expect(busy.map(({ headers }) => Number(headers.get('retry-after')) >= 1)).not.toContain(false)
      expect(JSON.parse(busy[0]?.text ?? '').error.code).toBe('event-url.busy')
      expect((await post(other.eventUrl, 'x')).status).toBe(202)
      expect((await post(other.eventUrl, '12345678901')).status).toBe(413)
      expect(await storedDeliveriesOf(slow.api, one.flowId, 8 - busy.length)).toHaveLength(8 - busy.length)
    } finally {
      await slow.remove()
    }
  })

  test('above the rate of its network over all Event URLs, with clients told apart behind a named proxy', async () => {
    const limited = await openServer({
      variables: {
        HOOKWRIGHT_NETWORK_BURST: '3',
        HOOKWRIGHT_NETWORK_PER_SECOND: '1',
        HOOKWRIGHT_PROXIES: '127.0.0.1'
      }
    })
    try {
      const one = await openDoorbell(limited.api, 'Doorbell one')
      const other = await openDoorbell(limited.api, 'Doorbell other')
      const send = (url: string, forwarded: string) =>
        post(url, 'x', { 'X-Forwarded-For': `192.0.2.1, ${forwarded}` })
      for (let times = 0; times < 3; times++) await send(one.eventUrl, '198.51.100.1')
      const busy = await send(other.eventUrl, '198.51.100.1')
      expect([busy.status, JSON.parse(busy.text).error.code]).toEqual([503, 'event-url.busy'])
      expect(Number(busy.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
      expect((await send(other.eventUrl, '203.0.113.9')).status).toBe(202)
      expect((await post(other.eventUrl, 'x')).status).toBe(202)
    } finally {
      await limited.remove()
    }
  })
})
