import { once } from 'node:events'
import { createServer } from 'node:http'
import { type Agent, agentScopes } from '@hookwright/model'
import express from 'express'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createByteBudget } from '../http/byte-budget.ts'
import { overHttp } from '../testing/over-http.ts'
import { createMcpEndpoint } from './mcp-endpoint.ts'

const agent: Agent = {
  ...{ memberId: 'ada', clientKey: 'key:1', connectorIds: null, scopes: new Set(agentScopes) },
  member: { id: 'ada', name: 'Ada', role: 'user', ownItemsOnly: false },
  client: { name: 'Acme Agent', host: null, kind: 'key' }
}

/** Serves an endpoint; the test can replace each of its parts. */
const open = async (over: Partial<Parameters<typeof createMcpEndpoint>[0]>): Promise<string> => {
  const unused = new Proxy({}, { get: () => () => Promise.reject(new Error('The database is gone.')) })
  const endpoint = createMcpEndpoint({
    backend: { agents: { tools: unused, events: { capability: null } } } as never,
    identify: async () => agent,
    rates: { take: () => null },
    budget: createByteBudget(1_000_000),
    url: () => new URL('http://127.0.0.1/mcp'),
    metadataUrl: () => 'http://127.0.0.1/metadata',
    version: '0',
    log: { error: () => {}, debug: () => {} },
    ...over
  })
  const server = createServer(express().all('/mcp', endpoint)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  return `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}/mcp`
}

const send = (url: string, method: string, params: object = {}) =>
  overHttp(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  })

const listTools = (url: string) => send(url, 'tools/list')

/** Creates a backend whose streams and tool calls stay open until the test calls `goOn`. */
const openOnes = () => {
  const waiting: (() => void)[] = []
  const wait = () => new Promise<void>(resolve => waiting.push(resolve))
  const agents = {
    tools: {
      ...{ extensions: {}, methods: {}, list: async () => [] },
      call: () => wait().then(() => ({ content: [] }))
    },
    events: { capability: {}, methods: { 'events/stream': () => wait().then(() => ({})) } }
  }
  const goOn = (): void => {
    for (const resolve of waiting.splice(0)) resolve()
  }
  return { backend: { agents } as never, waiting, goOn }
}

/** Creates a byte budget that reports the number of reserved bytes. */
const watchedBudget = () => {
  let held = 0
  const { isSpent, hold, release } = createByteBudget(64 * 1_048_576)
  return {
    held: () => held,
    budget: {
      isSpent,
      hold: (bytes: number) => {
        held += bytes
        return hold(bytes)
      },
      release: (bytes: number) => {
        held -= bytes
        release(bytes)
      }
    }
  }
}

const padding = (bytes: number) => ({ _meta: { padding: 'x'.repeat(bytes) } })

test('a client that sends too much is told when it may continue', async () => {
  const answer = await listTools(await open({ rates: { take: () => 40 } }))
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '40'])
  expect(JSON.parse(answer.text).error).toMatchObject({
    message: 'The client sent too many requests in a minute. Wait 40 s, then try again.',
    data: { fault: 'agents.too-many-requests' }
  })
})

test('an unexpected error is logged and tells the client nothing of its cause', async () => {
  const logged: unknown[] = []
  const log = { error: (line: unknown) => void logged.push(line), debug: () => {} }
  const inside = await listTools(await open({ log: log as never }))
  expect(inside.text).toContain('-32603')
  const identify = () => Promise.reject(new Error('The database is gone.'))
  const before = await listTools(await open({ log: log as never, identify }))
  expect([before.status, JSON.parse(before.text).error.data]).toEqual([500, { fault: 'internal' }])
  for (const { text } of [inside, before]) expect(text).not.toContain('database')
  expect(logged).toHaveLength(2)
})

test('a body finds no room while others fill it', async () => {
  const answer = await listTools(await open({ budget: createByteBudget(10) }))
  expect([answer.status, JSON.parse(answer.text).error.data]).toEqual([503, { fault: 'request.no-room' }])
})

test('a stream keeps none of the room for bodies while it is open', async () => {
  const { backend, waiting, goOn } = openOnes()
  const { budget, held } = watchedBudget()
  const answer = send(await open({ backend, budget }), 'events/stream', padding(60_000))
  await vi.waitFor(() => expect(waiting).toHaveLength(1))
  expect(held()).toBe(0)
  goOn()
  expect((await answer).status).toBe(200)
})

test.each(['events/stream', 'events/subscribe', 'tools/list', 'initialize'])(
  'a message %s is small, and a larger one is refused with its limit',
  async method => {
    const { budget, held } = watchedBudget()
    const answer = await send(await open({ budget }), method, padding(70_000))
    expect(answer.status).toBe(413)
    expect(JSON.parse(answer.text).error.message).toContain('larger than 64 KB')
    await vi.waitFor(() => expect(held()).toBe(0))
  }
)

test('the open calls of one member leave room for others, and give theirs back at their end', async () => {
  const { backend, waiting, goOn } = openOnes()
  const { budget, held } = watchedBudget()
  const url = await open({ backend, budget })
  const large = { name: 'acme_send', arguments: { text: 'x'.repeat(4_100_000) } }
  const calls = Array.from({ length: 8 }, () => send(url, 'tools/call', large))
  await vi.waitFor(() => expect(waiting).toHaveLength(8), { timeout: 10_000 })
  const refused = await send(url, 'tools/call', large)
  expect([refused.status, JSON.parse(refused.text).error.data]).toEqual([503, { fault: 'request.no-room' }])
  expect(budget.isSpent()).toBe(false)
  goOn()
  for (const call of await Promise.all(calls)) expect(call.status).toBe(200)
  await vi.waitFor(() => expect(held()).toBe(0))
})
