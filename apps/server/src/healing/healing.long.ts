import type { Id } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { card, drawFlow } from '../seed/draw-flow.ts'
import { type Api, connectApi } from '../testing/api-client.ts'
import { bundle } from '../testing/bundle.ts'
import { startBundle } from '../testing/child.ts'
import { findFreePort } from '../testing/free-port.ts'
import { openServer, type TestServer, variablesFor } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { addFlow } from '../testing/switch.ts'
import { waitFor } from '../testing/wait-for.ts'
import { drawCountingConnector } from './counting-connector.ts'
import { type CountingService, openCountingService } from './counting-service.ts'

/*
 * A server that is killed between the creation of a hook and the answer of its service, 40 times, half of them with a
 * service that refuses a second hook for a URL and lists no secrets. Nobody presses anything but the switches: afterwards
 * every flow is as its switch says and receives, and no hook is left that nobody owns. Then the services lose 20 hooks.
 */

const KILLS = 40
const LOST = 20
/** Returns true for every tenth flow, which is turned off while its registration is uncertain. */
const isTurnedOff = (index: number): boolean => index % 10 === 9
const PATIENCE = 60_000

const entry = await bundle(new URL('../testing/server-with-kill-points.ts', import.meta.url))

let prepared: TestServer
let services: CountingService[]
let flowIds: Id[]
let variables: Record<string, string>

beforeAll(async () => {
  services = [
    await openCountingService({ refusesDoubled: false, listsSecrets: true }),
    await openCountingService({ refusesDoubled: true, listsSecrets: false })
  ]
  const params = {
    HOOKWRIGHT_OUTBOUND_ALLOW: services.map(({ url }) => url).join(','),
    HOOKWRIGHT_REGISTRATION_SECONDS: '15'
  }
  prepared = await openServer({ variables: params })
  const events = [
    await drawCountingConnector(prepared.api, 'Open HR', services[0]?.url ?? ''),
    await drawCountingConnector(prepared.api, 'Strict HR', services[1]?.url ?? '')
  ]
  flowIds = []
  for (let index = 0; index < KILLS; index++) {
    const event = card('connector-event', 'event', { config: { ...events[index % 2] } })
    flowIds.push(await addFlow(prepared.api, `Welcome ${index}`, drawFlow(event)))
  }
  await prepared.close()
  variables = variablesFor(prepared.dataFolder, { ...params, PORT: String(await findFreePort()) })
})
afterAll(async () => {
  await prepared?.remove()
  for (const service of services ?? []) await service.close()
})

const start = async () => {
  const child = startBundle(entry, { args: ['capture-kept', '1'], env: variables })
  const line = await child.firstLine
  const url = typeof line === 'object' && line !== null && 'url' in line ? String(line.url) : ''
  return { child, url, api: connectApi(url, prepared.cookie) }
}

/** Lists the inconsistencies between flows and hooks, as sentences. */
const faultsNow = async (api: Api): Promise<string[]> => {
  // Looking costs the server time as well.
  await new Promise(resolve => setTimeout(resolve, 500))
  const hooks = services.flatMap(service => [...service.hooks.values()])
  const owned = new Set<string>()
  const faults: string[] = []
  for (const [index, flowId] of flowIds.entries()) {
    const rows = await api.subscriptions.list.query({ flowId })
    const wanted = rows.find(row => row.wanted && row.status.is === 'on')
    if ((wanted === undefined) !== isTurnedOff(index)) {
      faults.push(
        `flow ${index} is ${wanted ? 'on' : 'off'}: ${JSON.stringify(rows[0]?.status)}, ${rows.map(({ fault }) => fault?.code).join()}`
      )
    }
    if (wanted === undefined) continue
    const eventUrl = await api.subscriptions.eventUrl.query({ subscriptionId: wanted.id })
    if (!hooks.some(hook => hook.url === eventUrl)) faults.push(`flow ${index} is on and receives nothing`)
    owned.add(eventUrl)
  }
  for (const hook of hooks) if (!owned.has(hook.url)) faults.push(`nobody owns hook ${hook.id}`)
  if (hooks.length !== owned.size) faults.push(`${hooks.length} hooks for ${owned.size} flows`)
  return faults
}

test(`registrations survive ${KILLS} kills between creation and answer, and ${LOST} lost hooks`, async () => {
  let server = await start()
  let kills = 0
  for (const [index, flowId] of flowIds.entries()) {
    const service = services[index % 2]
    if (service === undefined) throw new Error('There are two services.')
    let asked: (url: string | null) => void = () => {}
    const own = new Promise<string | null>(resolve => {
      asked = resolve
    })
    // Repairs of other flows create hooks as well.
    service.created(async ({ url }) => {
      if (url !== (await own)) return
      kills++
      server.child.send('SIGKILL')
      await server.child.ended
    })
    const { id: subscriptionId } = await server.api.subscriptions.switchOn.mutate({ flowId })
    asked(await server.api.subscriptions.eventUrl.query({ subscriptionId }))
    expect(await server.child.ended).toMatchObject({ signal: 'SIGKILL' })
    service.created(async () => {})
    server = await start()
    if (isTurnedOff(index)) await server.api.subscriptions.switchOff.mutate({ flowId })
  }
  expect(kills).toBe(KILLS)
  const restartedAt = Date.now()
  const faults = await waitFor(
    () => faultsNow(server.api),
    ({ length }) => length === 0 || Date.now() - restartedAt > PATIENCE,
    2 * PATIENCE
  )
  const healedIn = Date.now() - restartedAt
  expect(faults).toEqual([])

  const lost = services.flatMap(service => [...service.hooks.values()].slice(0, LOST / 2))
  for (const service of services)
    for (const { id, url } of lost) {
      if (service.hooks.get(id)?.url === url) service.hooks.delete(id)
    }
  const lostAt = Date.now()
  const left = await waitFor(
    () => faultsNow(server.api),
    ({ length }) => length === 0 || Date.now() - lostAt > 3 * PATIENCE,
    4 * PATIENCE
  )
  expect(left).toEqual([])
  const noticedIn = Date.now() - lostAt
  const alerts = await server.api.alerts.list.query({})
  for (const service of services)
    for (const { url } of service.hooks.values()) {
      const answer = await overHttp(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Ada' })
      })
      expect(answer.status).toBe(202)
    }
  console.log(
    `heal: ${kills} kills, 0 flows on that receive nothing, 0 hooks nobody owns (${Math.round(healedIn / 1000)} s); ${lost.length} lost hooks registered again (${Math.round(noticedIn / 1000)} s), ${alerts.rows.length} alerts`
  )
  server.child.send('SIGKILL')
  await server.child.ended
})
