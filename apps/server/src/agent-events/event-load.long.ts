import { isJsonObject } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawCountingConnector } from '../healing/counting-connector.ts'
import { type CountingService, openCountingService } from '../healing/counting-service.ts'
import { bundle } from '../testing/bundle.ts'
import { type Child, startBundle } from '../testing/child.ts'
import { type EventCallbacks, openEventCallbacks } from '../testing/event-callback.ts'
import { findFreePort } from '../testing/free-port.ts'
import { keyForAgent, openMcpClient } from '../testing/mcp-client.ts'
import { openServer, type TestServer, variablesFor } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { waitFor } from '../testing/wait-for.ts'

/* 200 events a second reach 20 subscribers, ten a second each, within a second for 95 of 100. */

const SUBSCRIBERS = 20
const RATE = 200
const SECONDS = 20

const entry = await bundle(new URL('../testing/server-process.ts', import.meta.url))

let prepared: TestServer
let callbacks: EventCallbacks
let services: CountingService[]
let child: Child
let url: string
const paths: string[] = []

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
  url = `http://127.0.0.1:${port}`
  const client = openMcpClient(url, await keyForAgent(prepared.api))
  for (const [at, service] of services.entries()) {
    await drawCountingConnector(prepared.api, `HR ${at}`, service.url)
  }
  await prepared.close()
  child = startBundle(entry, { env: variablesFor(prepared.dataFolder, { ...params, PORT: String(port) }) })
  await child.firstLine
  for (const at of services.keys()) {
    const { url: to, path, secret } = callbacks.add()
    paths.push(path)
    await client.call('events/subscribe', {
      name: `hr_${at}.hired`,
      arguments: {},
      delivery: { mode: 'webhook', url: to, secret }
    })
  }
})
afterAll(async () => {
  child?.send('SIGKILL')
  await child?.ended
  await prepared?.remove()
  for (const service of services ?? []) await service.close()
  await callbacks?.close()
})

test(`${RATE} events a second reach ${SUBSCRIBERS} subscribers within a second`, async () => {
  const sentAt = new Map<string, number>()
  const hooks = services.map(({ hooks: own }) => [...own.values()][0]?.url ?? '')
  const count = RATE * SECONDS
  let accepted = 0
  const sending: Promise<unknown>[] = []
  const began = performance.now()
  for (let at = 0; at < count; at += 1) {
    const due = began + (at * 1000) / RATE
    const wait = due - performance.now()
    if (wait > 1) await new Promise(resolve => setTimeout(resolve, wait))
    const name = `Person ${at}`
    sentAt.set(name, performance.now())
    const request = { method: 'POST', headers: { 'content-type': 'application/json' } }
    sending.push(
      overHttp(hooks[at % SUBSCRIBERS] ?? '', { ...request, body: JSON.stringify({ name }) }).then(
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
    arrived => arrived >= accepted,
    60_000
  )
  const delays = callbacks.received
    .flatMap(({ body, at }) => {
      const sent = isJsonObject(body.data) ? sentAt.get(String(body.data.name)) : undefined
      return sent === undefined ? [] : [at - sent]
    })
    .toSorted((one, other) => one - other)
  const p95 = delays[Math.floor(delays.length * 0.95)] ?? 0
  const p50 = delays[Math.floor(delays.length * 0.5)] ?? 0
  console.log(
    `mcp-events: ${accepted} events at ${RATE}/s to ${SUBSCRIBERS} subscribers, all delivered, p50 ${Math.round(p50)} ms, p95 ${Math.round(p95)} ms`
  )
  expect(accepted).toBeGreaterThan(count * 0.99)
  expect(p95).toBeLessThanOrEqual(1_000)
})
