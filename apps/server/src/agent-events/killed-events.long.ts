import { isJsonObject, SECOND } from '@hookwright/model'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { drawCountingConnector } from '../healing/counting-connector.ts'
import { type CountingService, openCountingService } from '../healing/counting-service.ts'
import { connectApi } from '../testing/api-client.ts'
import { bundle } from '../testing/bundle.ts'
import { type Child, startBundle } from '../testing/child.ts'
import { type EventCallbacks, openEventCallbacks } from '../testing/event-callback.ts'
import { findFreePort } from '../testing/free-port.ts'
import { keyForAgent, type McpClient, openMcpClient } from '../testing/mcp-client.ts'
import { openServer, type TestServer, variablesFor } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { waitFor } from '../testing/wait-for.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Number of subscriptions to create and end, and number of server kills during that time. */
    eventCycles: { cycles: number; kills: number }
  }
}

/*
 * Agents subscribe to events of counting services, receive some, and unsubscribe or let their subscriptions lapse, while the
 * server is killed again and again. Afterwards no service has a registration left, every event that was answered with 202
 * while somebody was subscribed has reached them, and an event that came twice had the same id.
 */

const { cycles: CYCLES, kills: KILLS } = inject('eventCycles')
/** Number of concurrent agents. Each agent subscribes to a different event. */
const LANES = 10
/** Shortest lifetime of a subscription. */
const TTL = 5 * SECOND
const PATIENCE = 180_000

const entry = await bundle(new URL('../testing/server-process.ts', import.meta.url))

interface Lane {
  service: CountingService
  client: McpClient
  event: string
}

let prepared: TestServer
let callbacks: EventCallbacks
let variables: Record<string, string>
let lanes: Lane[]
let url: string
let child: Child

const start = async (): Promise<void> => {
  child = startBundle(entry, { env: variables })
  await child.firstLine
}

beforeAll(async () => {
  callbacks = await openEventCallbacks()
  const services: CountingService[] = []
  for (let lane = 0; lane < LANES; lane += 1) {
    services.push(await openCountingService({ refusesDoubled: false, listsSecrets: true }))
  }
  const params = {
    HOOKWRIGHT_OUTBOUND_ALLOW: [callbacks.origin, ...services.map(service => service.url)].join(','),
    HOOKWRIGHT_REGISTRATION_SECONDS: '15'
  }
  prepared = await openServer({ variables: params })
  const port = await findFreePort()
  url = `http://127.0.0.1:${port}`
  lanes = []
  for (const [at, service] of services.entries()) {
    await drawCountingConnector(prepared.api, `HR ${at}`, service.url)
    const client = openMcpClient(url, await keyForAgent(prepared.api))
    lanes.push({ service, client, event: `hr_${at}.hired` })
  }
  await prepared.close()
  variables = variablesFor(prepared.dataFolder, { ...params, PORT: String(port) })
  await start()
})
afterAll(async () => {
  child?.send('SIGKILL')
  await child?.ended
  await prepared?.remove()
  for (const { service } of lanes ?? []) await service.close()
  await callbacks?.close()
})

/** Retries a call until it succeeds, since the server may be down or still recovering. */
const persist = async <Result>(act: () => Promise<Result>): Promise<Result> => {
  const until = Date.now() + PATIENCE
  for (;;) {
    try {
      return await act()
    } catch (thrown) {
      if (Date.now() > until) throw thrown
      await new Promise(resolve => setTimeout(resolve, 100))
    }
  }
}

/** Names of the accepted events, by callback path. */
const accepted = new Map<string, string[]>()
let sent = 0
let cycled = 0

/** Sends an event; returns its name when it was accepted. */
const send = async (hook: string): Promise<string | null> => {
  const name = `Person ${++sent}`
  const request = { method: 'POST', headers: { 'content-type': 'application/json' } }
  const answer = await overHttp(hook, { ...request, body: JSON.stringify({ name }) }).catch(() => null)
  return answer?.status === 202 ? name : null
}

const arrivedAt = (path: string): Set<unknown> =>
  new Set(callbacks.eventsOf(path).map(({ data }) => data.name))

const missing = (path: string): string[] => {
  const arrived = arrivedAt(path)
  return (accepted.get(path) ?? []).filter(name => !arrived.has(name))
}

const cycle = async ({ service, client, event }: Lane): Promise<void> => {
  const { url: to, path, secret } = callbacks.add()
  const lapses = cycled++ % 3 === 0
  const asked = { name: event, arguments: {} }
  const { refreshBefore } = await persist(() =>
    client.call('events/subscribe', {
      ...asked,
      delivery: { mode: 'webhook', url: to, secret },
      ttlMs: lapses ? TTL : 3_600_000
    })
  )
  const names: string[] = []
  accepted.set(path, names)
  for (let at = 0; at < 3; at += 1) {
    // A repair may have registered it again meanwhile.
    for (const hook of [...service.hooks.values()]) {
      const name = await send(hook.url)
      // What arrives around the lapse may belong to either side of it.
      if (name !== null && Date.now() < Date.parse(String(refreshBefore)) - 500) names.push(name)
    }
  }
  if (!lapses) {
    await waitFor(
      () => missing(path),
      ({ length }) => length === 0,
      PATIENCE
    )
    const end = () => client.call('events/unsubscribe', { ...asked, delivery: { url: to } })
    await persist(() =>
      end().catch((thrown: { rpc?: unknown }) => {
        // An earlier try did it before the server was killed.
        if (!isJsonObject(thrown.rpc) || thrown.rpc.message !== 'NotFound') throw thrown
      })
    )
  }
  await waitFor(
    () => service.hooks.size,
    size => size === 0,
    PATIENCE
  )
  await waitFor(
    () => missing(path),
    ({ length }) => length === 0,
    PATIENCE
  )
}

test(`${CYCLES} cycles of subscribing, lapse and unsubscribing with ${KILLS} kills leave and lose nothing`, async () => {
  let left = CYCLES
  let kills = 0
  const began = Date.now()
  const run = async (lane: Lane): Promise<void> => {
    while (left > 0) {
      left -= 1
      await cycle(lane)
    }
  }
  const kill = async (): Promise<void> => {
    for (; kills < KILLS; kills += 1) {
      const done = ((kills + 1) * CYCLES) / (KILLS + 1)
      await waitFor(
        () => CYCLES - left,
        count => count >= done || left <= 0,
        10 * PATIENCE
      )
      await new Promise(resolve => setTimeout(resolve, Math.random() * 300))
      child.send('SIGKILL')
      await child.ended
      await start()
    }
  }
  await Promise.all([kill(), ...lanes.map(run)])
  expect(kills).toBe(KILLS)
  const hooks = await waitFor(
    () => lanes.reduce((sum, { service }) => sum + service.hooks.size, 0),
    count => count === 0,
    PATIENCE
  )
  const lost = [...accepted.keys()].flatMap(missing)
  const idsOf = new Map<unknown, Set<string>>()
  let doubled = 0
  for (const { id, body } of callbacks.received) {
    if (!isJsonObject(body.data)) continue
    const ids = idsOf.get(body.data.name) ?? new Set()
    if (ids.has(id)) doubled += 1
    idsOf.set(body.data.name, ids.add(id))
  }
  const withTwoIds = [...idsOf.values()].filter(ids => ids.size > 1)
  const api = connectApi(url, prepared.cookie)
  const open = (await api.subscriptions.cleanupEntries.query()).filter(({ status }) => status.is === 'open')
  expect({ hooks, lost, withTwoIds, open, refused: callbacks.refused() }).toEqual({
    hooks: 0,
    lost: [],
    withTwoIds: [],
    open: [],
    refused: 0
  })
  const total = [...accepted.values()].reduce((sum, names) => sum + names.length, 0)
  console.log(
    `mcp-events: ${CYCLES} cycles, ${kills} kills, ${total} events accepted, 0 lost, ${doubled} sent twice with the same id, 0 registrations left (${Math.round((Date.now() - began) / 1000)} s)`
  )
})
