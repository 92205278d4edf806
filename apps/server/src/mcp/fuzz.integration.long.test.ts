import { DAY, type Json, literal, noAuthentication, type Role } from '@hookwright/model'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { thisMachine } from '../effects/machine.ts'
import { drawCountingConnector } from '../healing/counting-connector.ts'
import { type CountingService, openCountingService } from '../healing/counting-service.ts'
import { deployAction, postingAction } from '../testing/action-connector.ts'
import { type Api, connectApi } from '../testing/api-client.ts'
import { connectClient } from '../testing/oauth-client.ts'
import { openServer, type TestServer } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { goodPassword, signInAs } from '../testing/sign-in.ts'
import { type StubService, startStub } from '../testing/stub-service.ts'
import { waitFor } from '../testing/wait-for.ts'

/** Number of requests in the test. The clock advances by 61 seconds after every `PER_STEP` requests. */
const REQUESTS = 10_000
const PER_STEP = 500

/** Token with its permissions. */
interface Holder {
  name: string
  token: string
  /** True if the token may call Uma's tool, which only she exposes. */
  mayCall: boolean
  /** True if the token may read connectors as files. */
  mayRead: boolean
  mayListen: boolean
}

let server: TestServer
let tracker: StubService
let service: CountingService
let toolName: string
let holders: Holder[]
let ahead = 0
const asked: string[] = []

const signedIn = async (name: string, role: Role): Promise<{ api: Api; cookie: string }> => {
  await server.api.people.add.mutate({ name, password: goodPassword, role })
  const cookie = await signInAs(server.url, name)
  return { api: connectApi(server.url, cookie), cookie }
}

const keyOf = async (api: Api, role: Role, connectorIds: string[] | null = null): Promise<string> => {
  const key = { name: `Key ${Math.random()}`, role, connectorIds, expiresAt: Date.now() + 30 * DAY }
  return (await api.apiKeys.create.mutate(key)).token
}

beforeAll(async () => {
  tracker = await startStub(async path => {
    asked.push(path)
    return { status: 200, json: { id: 'ISSUE-1' } }
  })
  service = await openCountingService({ refusesDoubled: false, listsSecrets: true })
  server = await openServer({
    variables: { HOOKWRIGHT_OUTBOUND_ALLOW: `${tracker.url},${service.url}` },
    machine: { ...thisMachine, clock: () => Date.now() + ahead }
  })
  const action = await deployAction(server.api, tracker, {
    ...{ name: 'Tracker', doc: postingAction('/issues') },
    authentication: { ...noAuthentication, baseUrl: literal(tracker.url), allowedHosts: [tracker.host] }
  })
  await drawCountingConnector(server.api, 'Open HR', service.url)
  const { id: other } = await server.api.connectors.create.mutate({ name: 'Other' })
  const uma = await signedIn('Uma Example', 'user')
  const olaf = await signedIn('Olaf Example', 'user')
  const mia = await signedIn('Mia Example', 'maker')
  const vera = await signedIn('Vera Example', 'viewer')
  const { versionId, actionFlowId } = action
  const exposure = { versionId, actionFlowId, connectionId: null, asksFirst: false }
  ;({ name: toolName } = await uma.api.agents.expose.mutate(exposure))
  await waitFor(
    () => uma.api.agents.tools.query(),
    tools => tools[0]?.isOn === true
  )
  const eventsOnly = { allow: true, scopes: ['events' as const], connectorIds: null }
  const no = { mayCall: false, mayRead: false, mayListen: false }
  holders = [
    { name: 'nobody', token: 'made-up', ...no },
    { name: 'viewer', token: await keyOf(vera.api, 'viewer'), ...no },
    { name: 'owner', token: await keyOf(uma.api, 'user'), ...no, mayCall: true, mayListen: true },
    { name: 'owner, as a viewer', token: await keyOf(uma.api, 'viewer'), ...no },
    { name: 'owner, another connector', token: await keyOf(uma.api, 'user', [other]), ...no },
    {
      ...{ name: 'owner, events only', ...no, mayListen: true },
      token: (await connectClient(server.url, uma.cookie, eventsOnly)).token
    },
    { name: 'other user', token: await keyOf(olaf.api, 'user'), ...no, mayListen: true },
    { name: 'maker', token: await keyOf(mia.api, 'maker'), ...no, mayRead: true, mayListen: true },
    { name: 'maker, as a user', token: await keyOf(mia.api, 'user'), ...no, mayListen: true },
    { name: 'admin', token: await keyOf(server.api, 'admin'), ...no, mayRead: true, mayListen: true }
  ]
}, 60_000)
afterAll(async () => {
  await server?.remove()
  await service?.close()
  await tracker?.stop()
})

const REVISION = '2026-07-28'

interface Answer {
  status: number
  result: Record<string, Json> | null
}

const send = async (token: string, method: string, params: object, isModern: boolean): Promise<Answer> => {
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': REVISION,
    'io.modelcontextprotocol/clientInfo': { name: 'fuzz', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': { extensions: { 'io.modelcontextprotocol/tasks': {} } }
  }
  const name = Reflect.get(params, 'name')
  const about = typeof name === 'string' && /^[\x21-\x7e]+$/.test(name) ? { 'mcp-name': name } : {}
  const { status, text } = await overHttp(`${server.url}/mcp`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(isModern && { 'mcp-protocol-version': REVISION, 'mcp-method': method, ...about })
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: isModern ? { ...params, _meta } : params })
  })
  const data = /^data: ?(\{.*)$/m.exec(text)?.[1] ?? text
  try {
    return { status, result: JSON.parse(data).result ?? null }
  } catch {
    return { status, result: null }
  }
}

const text = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', '', '%', '../x'),
  fc.string({ maxLength: 30 })
)
const wrongArguments = fc.oneof(
  fc.dictionary(fc.constantFrom('place', 'title', '__proto__', 'x'), fc.jsonValue({ maxDepth: 2 })),
  fc.jsonValue({ maxDepth: 1 })
)
const rightArguments = fc.constant({ place: 'hall', title: 'A title' })

/** Returns a generator of requests of all kinds. Only some of them are valid. */
const requests = (tools: string[], events: string[]) =>
  fc.oneof(
    fc.record({
      method: fc.constantFrom('tools/list', 'events/list', 'server/discover', 'ping'),
      params: fc.constant({})
    }),
    fc.record({
      method: fc.constant('tools/call'),
      params: fc.record({
        name: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...tools) }, text),
        arguments: fc.oneof(rightArguments, fc.constant({}), wrongArguments)
      })
    }),
    fc.record({
      method: fc.constantFrom('events/poll', 'events/subscribe', 'events/unsubscribe'),
      params: fc.record({
        name: fc.oneof(fc.constantFrom(...events), text),
        arguments: fc.oneof(fc.constant({}), wrongArguments),
        cursor: fc.oneof(fc.constant(null), text),
        delivery: fc.oneof(
          fc.constant({ mode: 'webhook', url: 'https://127.0.0.1/x', secret: 'whsec_AAAA' }),
          fc.jsonValue({ maxDepth: 1 })
        )
      })
    }),
    fc.record({
      method: fc.oneof(fc.constantFrom('tasks/get', 'tasks/cancel', 'tasks/update', 'resources/read'), text),
      params: fc.record({ taskId: text, uri: text })
    })
  )

const namesIn = (list: Json | undefined): string[] =>
  Array.isArray(list) ? list.map(one => String(Object(one).name)) : []

test(`${REQUESTS} requests with tokens of every role reach nothing that is above them`, async () => {
  const admin = holders.at(-1) as Holder
  const makerTools = namesIn((await send(admin.token, 'tools/list', {}, true)).result?.tools)
  const events = namesIn((await send(admin.token, 'events/list', {}, true)).result?.events)
  expect(makerTools.length).toBeGreaterThan(1)
  expect(events).toEqual(['open_hr.hired'])
  asked.length = 0
  let calls = 0
  const counts = { answered: 0, refused: 0, read: 0, heard: 0 }
  const breaches: string[] = []
  const seed = Date.now() % 1_000_000
  const drawn = fc.sample(
    fc.record({
      holder: fc.constantFrom(...holders),
      request: requests([...Array.from({ length: 6 }, () => toolName), ...makerTools], events),
      isModern: fc.boolean()
    }),
    { numRuns: REQUESTS, seed }
  )
  for (const [at, { holder, request, isModern }] of drawn.entries()) {
    // The minute goes on, so that no client is refused for its rate alone.
    if (at % PER_STEP === 0) ahead += 61_000
    const { method, params } = request
    const { status, result } = await send(holder.token, method, params, isModern)
    const breach = (what: string): void => {
      breaches.push(`${holder.name} ${what}: ${method} ${JSON.stringify(params)}`)
    }
    expect(status, `seed ${seed}`).not.toBe(429)
    if (status >= 500) breach(`got ${status}`)
    if (result === null) counts.refused++
    else counts.answered++
    if (result !== null && holder.name === 'nobody') breach('was answered')
    const name = 'name' in params ? params.name : null
    if (method === 'tools/list' && !holder.mayCall && namesIn(result?.tools).includes(toolName))
      breach('saw the tool')
    if (method === 'events/list' && !holder.mayListen && namesIn(result?.events).length > 0)
      breach('saw events')
    if (method === 'tools/call' && result !== null && result.isError !== true) {
      if (name === toolName) {
        calls++
        if (!holder.mayCall) breach('called the tool')
      } else if (typeof name === 'string' && makerTools.includes(name) && name !== 'hookwright_get_call') {
        counts.read++
        if (!holder.mayRead) breach('used a tool of makers')
      }
    }
    if ((method === 'events/poll' || method === 'events/subscribe') && result !== null) {
      counts.heard++
      if (!holder.mayListen) breach('listened')
    }
  }
  expect(breaches, `seed ${seed}`).toEqual([])
  expect(asked.length, `seed ${seed}`).toBe(calls)
  // The test would prove little if nothing were ever allowed.
  const least = Math.min(calls, counts.read, counts.heard, counts.answered)
  expect(least, JSON.stringify({ calls, ...counts })).toBeGreaterThan(20)
}, 600_000)
