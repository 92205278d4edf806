import { isJsonObject, literal, noAuthentication } from '@hookwright/model'
import { makeDatabase } from '@hookwright/store/postgres/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawCountingConnector } from '../healing/counting-connector.ts'
import { type CountingService, openCountingService } from '../healing/counting-service.ts'
import { deployAction, postingAction } from '../testing/action-connector.ts'
import { type EventCallbacks, openEventCallbacks } from '../testing/event-callback.ts'
import { keyForAgent, type McpClient, openMcpClient } from '../testing/mcp-client.ts'
import { openServer, type TestServer } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { type StubService, startStub } from '../testing/stub-service.ts'
import { makeTempFolder } from '../testing/temp-folder.ts'
import { waitFor } from '../testing/wait-for.ts'

/** MCP clients of one agent, one client for each server. */
type Agent = [McpClient, McpClient]

const PATIENCE = 60_000
const hired = { name: 'open_hr.hired', arguments: {} }
const elsewhere = makeTempFolder()
let service: CountingService
let callbacks: EventCallbacks
let tracker: StubService
let one: TestServer
let other: TestServer
let agents: Agent[]

beforeAll(async () => {
  service = await openCountingService({ refusesDoubled: false, listsSecrets: true })
  callbacks = await openEventCallbacks()
  tracker = await startStub(async () => ({ status: 200, json: { id: 'ISSUE-1' } }))
  const variables = {
    HOOKWRIGHT_DATABASE_URL: await makeDatabase(),
    HOOKWRIGHT_SECRET_KEY: 'one key of all servers, 32 long.',
    HOOKWRIGHT_OUTBOUND_ALLOW: [service.url, callbacks.origin, tracker.url].join(',')
  }
  one = await openServer({ variables })
  const reopened = { dataFolder: elsewhere.folder, cookie: one.cookie }
  other = await openServer({ variables, reopened })
  await drawCountingConnector(one.api, 'Open HR', service.url)
  agents = []
  for (let agent = 0; agent < 10; agent += 1) {
    const token = await keyForAgent(one.api)
    agents.push([openMcpClient(one.url, token), openMcpClient(other.url, token)])
  }
}, 120_000)
afterAll(async () => {
  await other?.remove()
  await one?.remove()
  await tracker?.stop()
  await callbacks?.close()
  await service?.close()
  elsewhere.remove()
})

const agentAt = (at: number): Agent => {
  const agent = agents[at]
  if (agent === undefined) throw new Error(`There is no agent ${at}.`)
  return agent
}

const subscribe = (client: McpClient, { url, secret }: { url: string; secret: string }) =>
  client.call('events/subscribe', { ...hired, delivery: { mode: 'webhook', url, secret } })

const unsubscribe = (client: McpClient, { url }: { url: string }) =>
  client.call('events/unsubscribe', { ...hired, delivery: { url } })

const gone = () =>
  waitFor(
    () => service.hooks.size,
    size => size === 0,
    PATIENCE
  )

let sent = 0

/** Sends an event to a server. Returns the event's name. */
const sendAt = async ({ url }: TestServer): Promise<string> => {
  const name = `Person ${++sent}`
  const [hook] = [...service.hooks.values()]
  const { pathname } = new URL(hook?.url ?? '')
  const headers = { 'content-type': 'application/json' }
  const { status } = await overHttp(`${url}${pathname}`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ name })
  })
  expect(status).toBe(202)
  return name
}

const arrivedAt = (path: string): unknown[] => callbacks.eventsOf(path).map(({ data }) => data.name)

const arrival = (path: string, names: string[]) =>
  waitFor(
    () => arrivedAt(path),
    seen => names.every(name => seen.includes(name)),
    PATIENCE
  )

test('agents of two servers share a registration, and each gets the events of both once', async () => {
  const all = agents.map((agent, at) => ({ agent, at, to: callbacks.add() }))
  await Promise.all(all.map(({ agent, at, to }) => subscribe(agent[at % 2 === 0 ? 0 : 1], to)))
  expect(service.hooks.size).toBe(1)
  const names: string[] = []
  for (let event = 0; event < 20; event += 1) names.push(await sendAt(event % 2 === 0 ? one : other))
  for (const { to } of all) {
    await arrival(to.path, names)
    expect(arrivedAt(to.path).toSorted()).toEqual(names.toSorted())
  }
  // Each at the server that it did not subscribe at.
  await Promise.all(all.map(({ agent, at, to }) => unsubscribe(agent[at % 2 === 0 ? 1 : 0], to)))
  await gone()
}, 180_000)

test('an agent that subscribes at one server while the last of another leaves is registered, and stays so', async () => {
  for (let round = 0; round < 8; round += 1) {
    const [leaving, coming] = [callbacks.add(), callbacks.add()]
    await subscribe(agentAt(0)[0], leaving)
    await Promise.all([
      unsubscribe(agentAt(0)[round % 2 === 0 ? 0 : 1], leaving),
      subscribe(agentAt(1)[round % 2 === 0 ? 1 : 0], coming)
    ])
    // Longer than it takes the other server to hear of the end of a registration.
    await new Promise(resolve => setTimeout(resolve, 2_500))
    await arrival(coming.path, [await sendAt(one), await sendAt(other)])
    expect(callbacks.received.filter(({ path, body }) => path === coming.path && 'type' in body)).toEqual([])
    await unsubscribe(agentAt(1)[0], coming)
    await gone()
  }
}, 300_000)

test('a client that subscribes at both servers at once has one subscription', async () => {
  const to = callbacks.add()
  const [first, second] = await Promise.all(agentAt(2).map(client => subscribe(client, to)))
  expect(second?.id).toBe(first?.id)
  const names = [await sendAt(one), await sendAt(other)]
  await arrival(to.path, names)
  await unsubscribe(agentAt(2)[1], to)
  await gone()
  expect(arrivedAt(to.path).toSorted()).toEqual(names.toSorted())
}, 120_000)

test('polls and streams of one server find the events of the other', async () => {
  const [client] = agentAt(3)
  const { cursor } = await client.call('events/poll', hired)
  const leaving = new AbortController()
  const told: unknown[] = []
  const streaming = agentAt(4)[1].stream(
    'events/stream',
    hired,
    message => told.push(message),
    leaving.signal
  )
  await waitFor(
    () => told.length,
    count => count === 1
  )
  const name = await sendAt(one)
  const last = await sendAt(other)
  await waitFor(
    () => JSON.stringify(told),
    text => text.includes(name) && text.includes(last)
  )
  await waitFor(
    () => client.call('events/poll', { ...hired, cursor }),
    ({ events }) => JSON.stringify(events).includes(name) && JSON.stringify(events).includes(last)
  )
  leaving.abort()
  await streaming.catch(() => {})
}, 120_000)

test('a call that asks first at one server is approved at the other', async () => {
  const action = await deployAction(one.api, tracker, {
    ...{ name: 'Tracker', doc: postingAction('/issues') },
    authentication: { ...noAuthentication, baseUrl: literal(tracker.url), allowedHosts: [tracker.host] }
  })
  const { versionId, actionFlowId } = action
  const tool = await one.api.agents.expose.mutate({
    versionId,
    actionFlowId,
    connectionId: null,
    asksFirst: true
  })
  await waitFor(
    () => other.api.agents.tools.query(),
    tools => tools[0]?.isOn === true
  )
  const call = { name: tool.name, arguments: { place: 'hall', title: 'A title' } }
  for (const [caller, approver] of [
    [agentAt(5)[0], other],
    [agentAt(5)[1], one]
  ] as const) {
    const result = caller.call('tools/call', call)
    const [waiting] = await waitFor(
      () => approver.api.agents.approvals.query(),
      approvals => approvals.length === 1
    )
    await approver.api.agents.approve.mutate({ runId: waiting?.runId ?? '' })
    const { structuredContent } = await result
    expect(isJsonObject(structuredContent) && structuredContent.state).toBe('done')
  }
}, 120_000)

test('what was not delivered when the server that delivers stops is delivered by the other', async () => {
  const to = callbacks.add()
  await subscribe(agentAt(6)[1], to)
  const names = [await sendAt(one), await sendAt(other)]
  callbacks.answers(() => 503)
  names.push(await sendAt(one), await sendAt(other))
  await one.close()
  callbacks.answers(null)
  names.push(await sendAt(other))
  await arrival(to.path, names)
  const ids = callbacks.received
    .filter(({ path }) => path === to.path)
    .map(({ id, body }) => [id, body.eventId])
  expect(ids.every(([id, eventId]) => id === eventId)).toBe(true)
  await unsubscribe(agentAt(6)[1], to)
}, 180_000)
