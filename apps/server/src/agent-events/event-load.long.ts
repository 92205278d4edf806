import { isJsonObject } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawCountingConnector } from '../healing/counting-connector.ts'
import { type CountingService, openCountingService } from '../healing/counting-service.ts'
import { bundle } from '../testing/bundle.ts'
import { type Child, startBundle } from '../testing/child.ts'
import { type EventCallbacks, openEventCallbacks } from '../testing/event-callback.ts'
import { findFreePort } from '../testing/free-port.ts'
import { keyForAgent, type McpClient, openMcpClient } from '../testing/mcp-client.ts'
import { openServer, type TestServer, variablesFor } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { waitFor } from '../testing/wait-for.ts'

/*
 * 200 events a second reach 20 subscribers, ten a second each, within a second for 95 of 100; so do ten events a second that
 * all of them listen to.
 */

const SUBSCRIBERS = 20
const RATE = 200
const SECONDS = 20

const entry = await bundle(new URL('../testing/server-process.ts', import.meta.url))

let prepared: TestServer
let callbacks: EventCallbacks
let services: CountingService[]
let child: Child
let client: McpClient

beforeAll(async () => {
  callbacks = await openEventCallbacks()
  services = []
  for (let at = 0; at < SUBSCRIBERS; at += 1) {
    services.push(await openCountingService({ refusesDoubled: false, listsSecrets: true }))
  }
  const params = {
    HOOKWRIGHT_OUTBOUND_ALLOW: [callbacks.origin, ...services.map(service => service.url)].join(',')
  }
  prepared = await openServer({ variables: params })
  const port = await findFreePort()
  client = openMcpClient(`http://127.0.0.1:${port}`, await keyForAgent(prepared.api))
  for (const [at, service] of services.entries()) {
    await drawCountingConnector(prepared.api, `HR ${at}`, service.url)
  }
  await prepared.close()
  child = startBundle(entry, { env: variablesFor(prepared.dataFolder, { ...params, PORT: String(port) }) })
  await child.firstLine
})
afterAll(async () => {
  child?.send('SIGKILL')
  await child?.ended
  await prepared?.remove()
  for (const service of services ?? []) await service.close()
  await callbacks?.close()
})

/** Subscribes to the event of a service. Returns the path of its callback. */
const subscribe = async (at: number): Promise<string> => {
  const { url, path, secret } = callbacks.add()
  const delivery = { mode: 'webhook', url, secret }
  await client.call('events/subscribe', { name: `hr_${at}.hired`, arguments: {}, delivery })
  return path
}

/**
 * Sends events at a rate, in events per second, and waits until each event has reached `each` callbacks.
 * Returns the delays.
 */
const load = async (params: { rate: number; hooks: string[]; paths: string[]; each: number }) => {
  const { rate, hooks, paths, each } = params
  const sentAt = new Map<string, number>()
  const count = rate * SECONDS
  let accepted = 0
  const sending: Promise<unknown>[] = []
  const began = performance.now()
  for (let at = 0; at < count; at += 1) {
    const wait = began + (at * 1000) / rate - performance.now()
    if (wait > 1) await new Promise(resolve => setTimeout(resolve, wait))
    const name = `Person ${at}`
    sentAt.set(name, performance.now())
    const request = { method: 'POST', headers: { 'content-type': 'application/json' } }
    sending.push(
      overHttp(hooks[at % hooks.length] ?? '', { ...request, body: JSON.stringify({ name }) }).then(
        ({ status }) => {
          if (status === 202) accepted += 1
        },
        // A connection that was closed at that moment; what was not accepted need not arrive.
        () => {}
      )
    )
  }
  await Promise.all(sending)
  await waitFor(
    () => paths.reduce((sum, path) => sum + callbacks.eventsOf(path).length, 0),
    arrived => arrived >= accepted * each,
    60_000
  )
  const delays = callbacks.received
    .filter(({ path }) => paths.includes(path))
    .flatMap(({ body, at }) => {
      const sent = isJsonObject(body.data) ? sentAt.get(String(body.data.name)) : undefined
      return sent === undefined ? [] : [at - sent]
    })
    .toSorted((one, other) => one - other)
  const quantile = (part: number): number => Math.round(delays[Math.floor(delays.length * part)] ?? 0)
  return { count, accepted, p50: quantile(0.5), p95: quantile(0.95) }
}

const hookOf = (at: number): string => [...(services[at]?.hooks.values() ?? [])][0]?.url ?? ''

test(`${RATE} events a second reach ${SUBSCRIBERS} subscribers within a second`, async () => {
  const paths: string[] = []
  for (const at of services.keys()) paths.push(await subscribe(at))
  const hooks = services.map((_, at) => hookOf(at))
  const { count, accepted, p50, p95 } = await load({ rate: RATE, hooks, paths, each: 1 })
  console.log(
    `mcp-events: ${accepted} events at ${RATE}/s to ${SUBSCRIBERS} subscribers, all delivered, p50 ${p50} ms, p95 ${p95} ms`
  )
  expect(accepted).toBeGreaterThan(count * 0.99)
  expect(p95).toBeLessThanOrEqual(1_000)
})

test(`${RATE / SUBSCRIBERS} events a second reach ${SUBSCRIBERS} subscribers of one registration`, async () => {
  const paths: string[] = []
  for (let at = 0; at < SUBSCRIBERS; at += 1) paths.push(await subscribe(0))
  expect(services[0]?.hooks.size).toBe(1)
  const rate = RATE / SUBSCRIBERS
  const { count, accepted, p50, p95 } = await load({ rate, hooks: [hookOf(0)], paths, each: SUBSCRIBERS })
  console.log(
    `mcp-events: ${accepted} events at ${rate}/s to ${SUBSCRIBERS} subscribers of each, all delivered, p50 ${p50} ms, p95 ${p95} ms`
  )
  expect(accepted).toBeGreaterThan(count * 0.99)
  expect(p95).toBeLessThanOrEqual(1_000)
})
