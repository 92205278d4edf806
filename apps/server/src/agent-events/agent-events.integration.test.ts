import { isJsonObject } from '@hookwright/model'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { drawCountingConnector } from '../healing/counting-connector.ts'
import { type CountingService, openCountingService, sendHired } from '../healing/counting-service.ts'
import { type EmulatedGithub, startEmulatedGithub } from '../testing/emulate.ts'
import { type EventCallbacks, openEventCallbacks } from '../testing/event-callback.ts'
import { deployGithub } from '../testing/github-connector.ts'
import { keyForAgent, type McpClient, openMcpClient, type RpcMessage } from '../testing/mcp-client.ts'
import { openServer, type TestServer } from '../testing/open-server.ts'
import { waitFor } from '../testing/wait-for.ts'

let github: EmulatedGithub
let service: CountingService
let callbacks: EventCallbacks
let server: TestServer
let client: McpClient

beforeAll(async () => {
  github = await startEmulatedGithub()
  service = await openCountingService({ refusesDoubled: false, listsSecrets: true })
  callbacks = await openEventCallbacks()
  const allowed = [github.url, service.url, callbacks.origin].join(',')
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: allowed } })
  await drawCountingConnector(server.api, 'Open HR', service.url)
  client = openMcpClient(server.url, await keyForAgent(server.api))
})
afterAll(async () => {
  await server?.remove()
  await callbacks?.close()
  await service?.close()
  await github?.stop()
})

const hired = { name: 'open_hr.hired', arguments: {} }

const errorOf = async (call: Promise<unknown>): Promise<unknown> => {
  const thrown = await call.then(
    () => null,
    (reason: { rpc?: unknown }) => reason.rpc
  )
  return isJsonObject(thrown) ? { code: thrown.code, message: thrown.message, data: thrown.data } : thrown
}

test('an agent that has just subscribed receives a verified GitHub issue, and unsubscribing deletes the hook', async () => {
  await deployGithub(server.api, github)
  const { events } = await client.call('events/list')
  expect(events).toMatchObject([
    { name: 'github.issue_opened', inputSchema: { required: ['repository'] } },
    { name: 'open_hr.hired' }
  ])
  const { url, path, secret } = callbacks.add()
  const asked = { name: 'github.issue_opened', arguments: { repository: github.repository } }
  const began = performance.now()
  await client.call('events/subscribe', { ...asked, delivery: { mode: 'webhook', url, secret } })
  await github.openIssue('Grüße von Zoë')
  const [event] = await waitFor(
    () => callbacks.eventsOf(path),
    seen => seen.length > 0
  )
  const took = performance.now() - began
  expect(event).toMatchObject({ name: asked.name, data: { title: 'Grüße von Zoë' } })
  console.log(`From subscribing to the first verified event of GitHub: ${Math.round(took)} ms.`)
  await client.call('events/unsubscribe', { ...asked, delivery: { url } })
  await waitFor(github.hooks, hooks => hooks.length === 0)
})

describe('as OpenAI describes it for ChatGPT', () => {
  test('lists, subscribes with no expiry asked for, refreshes, and unsubscribes twice', async () => {
    const gpt = openMcpClient(server.url, await keyForAgent(server.api, 'admin', 'ChatGPT'), 'openai-mcp')
    const discovered = await gpt.call('server/discover')
    expect(discovered).toMatchObject({ capabilities: { events: {} } })
    const { events } = await gpt.call('events/list', {})
    expect(events).toContainEqual(
      expect.objectContaining({
        name: 'open_hr.hired',
        description: expect.any(String),
        delivery: expect.arrayContaining(['webhook']),
        inputSchema: expect.objectContaining({ type: 'object' }),
        payloadSchema: expect.objectContaining({ type: 'object' })
      })
    )
    const { url, path, secret } = callbacks.add()
    const delivery = { mode: 'webhook', url, secret }
    const first = await gpt.call('events/subscribe', { ...hired, delivery, cursor: null, ttlMs: null })
    expect(first).toMatchObject({
      id: expect.stringMatching(/^sub_/),
      refreshBefore: expect.stringMatching(/^\d{4}-/),
      truncated: false
    })
    await sendHired(service, 'Zoë')
    await waitFor(
      () => callbacks.eventsOf(path),
      ({ length }) => length === 1
    )
    const again = await gpt.call('events/subscribe', { ...hired, delivery, ttlMs: 60_000 })
    expect(again.id).toBe(first.id)
    expect(
      await errorOf(gpt.call('events/subscribe', { ...hired, name: 'open_hr.none', delivery }))
    ).toMatchObject({
      code: -32011
    })
    const lost = { ...delivery, url: 'http://127.0.0.1:1/hook' }
    expect(await errorOf(gpt.call('events/subscribe', { ...hired, delivery: lost }))).toMatchObject({
      code: -32602
    })
    const unknown = { ...delivery, url: `${callbacks.origin}/unknown` }
    expect(await errorOf(gpt.call('events/subscribe', { ...hired, delivery: unknown }))).toMatchObject({
      code: -32015,
      message: 'CallbackEndpointError',
      data: { reason: 'challenge_failed' }
    })
    const end = () => gpt.call('events/unsubscribe', { ...hired, delivery: { url } })
    await end()
    await end()
    await waitFor(
      () => service.hooks.size,
      size => size === 0
    )
    const controls = callbacks.received.filter(({ path: own, body }) => own === path && 'type' in body)
    expect(controls).toEqual([])
  })
})

test('errors have the numbers of the specification', async () => {
  const { url, secret } = callbacks.add()
  const delivery = { mode: 'webhook', url, secret }
  const subscribe = (more: object) =>
    errorOf(client.call('events/subscribe', { ...hired, delivery, ...more }))
  expect(await subscribe({ name: 'open_hr.none' })).toMatchObject({ code: -32023, data: { kind: 'event' } })
  expect(await subscribe({ arguments: { more: 1 } })).toMatchObject({ code: -32602 })
  expect(await subscribe({ delivery: { ...delivery, mode: 'push' } })).toMatchObject({
    code: -32026,
    data: { feature: 'deliveryMode', value: 'push' }
  })
  const refused = 'https://127.0.0.1/hook'
  expect(await subscribe({ delivery: { ...delivery, url: refused } })).toMatchObject({
    code: -32027,
    data: { reason: 'connection_refused' }
  })
  expect(await errorOf(client.call('events/unsubscribe', { ...hired, delivery: { url } }))).toMatchObject({
    code: -32023,
    data: { kind: 'subscription' }
  })
  await server.add('Vi', 'viewer')
  expect(service.hooks.size).toBe(0)
})

test('events are polled and streamed over HTTP, and a client that vanishes leaves nothing behind', async () => {
  const first = await client.call('events/poll', hired)
  await sendHired(service, 'Zoë')
  const polled = await waitFor(
    () => client.call('events/poll', { ...hired, cursor: first.cursor }),
    ({ events }) => Array.isArray(events) && events.length > 0
  )
  expect(polled).toMatchObject({ events: [{ data: { name: 'Zoë' } }], truncated: false })
  const told: RpcMessage[] = []
  const leaving = new AbortController()
  const streaming = client
    .stream(
      'events/stream',
      { ...hired, cursor: first.cursor },
      message => told.push(message),
      leaving.signal
    )
    .catch(() => {})
  await waitFor(
    () => told.length,
    count => count >= 2
  )
  await sendHired(service, 'Ida')
  await waitFor(
    () => told.length,
    count => count >= 3
  )
  expect(told).toMatchObject([
    { method: 'notifications/events/active', params: { truncated: false } },
    { method: 'notifications/events/event', params: { data: { name: 'Zoë' } } },
    { method: 'notifications/events/event', params: { data: { name: 'Ida' } } }
  ])
  leaving.abort()
  await streaming
})

test.each(['legacy' as const, { pin: '2026-07-28' }])(
  'the client of the protocol lists, subscribes, polls and streams as plain requests (%j)',
  async mode => {
    const sdk = new Client({ name: 'acme-agent', version: '1.0.0' }, { versionNegotiation: { mode } })
    const told: { method: string; params?: unknown }[] = []
    sdk.fallbackNotificationHandler = async notification => void told.push(notification)
    const transport = new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`), {
      requestInit: { headers: { authorization: `Bearer ${await keyForAgent(server.api)}` } }
    })
    await sdk.connect(transport)
    onTestFinished(() => sdk.close())
    const ask = (method: string, params: Record<string, unknown> = {}, signal?: AbortSignal) =>
      sdk.request({ method, params }, z.looseObject({}), { ...(signal && { signal }), timeout: 60_000 })
    expect(sdk.getServerCapabilities()).toMatchObject({
      extensions: { 'io.modelcontextprotocol/events': {} }
    })
    expect(await ask('events/list')).toMatchObject({ events: expect.arrayContaining([expect.anything()]) })
    const { url, path, secret } = callbacks.add()
    await ask('events/subscribe', { ...hired, delivery: { mode: 'webhook', url, secret } })
    const { cursor } = await ask('events/poll', hired)
    const leaving = new AbortController()
    const streaming = ask('events/stream', hired, leaving.signal).catch(() => null)
    await waitFor(
      () => told.length,
      count => count >= 1
    )
    await sendHired(service, 'Zoë')
    await waitFor(
      () => callbacks.eventsOf(path).length,
      count => count === 1
    )
    await waitFor(
      () => told.length,
      count => count >= 2
    )
    expect(told.map(({ method }) => method)).toEqual([
      'notifications/events/active',
      'notifications/events/event'
    ])
    expect(await ask('events/poll', { ...hired, cursor })).toMatchObject({
      events: [{ data: { name: 'Zoë' } }]
    })
    leaving.abort()
    await streaming
    await ask('events/unsubscribe', { ...hired, delivery: { url } })
  }
)
