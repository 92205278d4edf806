import { isJsonObject, literal } from '@hookwright/model'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { drawCountingConnector } from '../healing/counting-connector.ts'
import { type CountingService, openCountingService } from '../healing/counting-service.ts'
import { drawFlow } from '../seed/draw-flow.ts'
import { deployDraft } from '../testing/action-connector.ts'
import { type Api, connectApi } from '../testing/api-client.ts'
import { bundle } from '../testing/bundle.ts'
import { type Child, startBundle } from '../testing/child.ts'
import { findFreePort } from '../testing/free-port.ts'
import { galleryEvent } from '../testing/gallery-cards.ts'
import { importFromGallery } from '../testing/gallery-connector.ts'
import { keyForAgent, openMcpClient } from '../testing/mcp-client.ts'
import { openServer, type TestServer, variablesFor } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { listDeliveries } from '../testing/stored-deliveries.ts'
import { addFlow, turnOff, turnOn } from '../testing/switch.ts'
import { waitFor } from '../testing/wait-for.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Number of times that each server of the chain is killed. */
    chainKills: number
  }
}

/*
 * A counting service sends events to a first server, whose MCP endpoint offers them; a flow of a second server subscribes to
 * them with the ready connector “MCP server”. Both are killed again and again while events come and the subscription is renewed.
 * Afterwards each event that the first server answered with 202 has run the flow of the second one once.
 */

const KILLS = inject('chainKills')
const PATIENCE = 900_000

const entry = await bundle(new URL('../testing/server-process.ts', import.meta.url))

/** Number of concurrent senders of events. */
const LANES = 4

/** Server in a separate process, which can be killed and started again. */
interface Link {
  prepared: TestServer
  api: Api
  start: () => Promise<void>
  kill: () => Promise<void>
}

const openLink = async (port: number, allowed: string[]): Promise<Link> => {
  const own = { HOOKWRIGHT_OUTBOUND_ALLOW: allowed.join(',') }
  const prepared = await openServer({ variables: own })
  const variables = variablesFor(prepared.dataFolder, { ...own, PORT: String(port) })
  let child: Child | null = null
  return {
    prepared,
    api: connectApi(`http://127.0.0.1:${port}`, prepared.cookie),
    start: async () => {
      child = startBundle(entry, { env: variables })
      await child.firstLine
    },
    kill: async () => {
      child?.send('SIGKILL')
      await child?.ended
    }
  }
}

/** Lifetime of a brief subscription, in milliseconds. */
const BRIEF = 8_000

let service: CountingService
let first: Link
let second: Link
/**
 * Id of the flow with a subscription that lasts a day. `briefFlowId` is the flow with a brief subscription.
 */
let flowId: string
let briefFlowId: string
/** Address and API key of the first server. */
let values: { url: string; token: string }

/** Imports and deploys the connector, and adds a flow that subscribes to the event of the first server. */
const addSubscribing = async (api: Api, name: string, inFlows: [string, string][]): Promise<string> => {
  const connector = await importFromGallery(api, 'mcp-server', [], inFlows, name)
  const { connectorId } = connector
  const versionId = await deployDraft(api, connectorId)
  const { id } = await api.connections.create.mutate({ connectorId, name, values })
  const options = { name: literal('hr.hired'), arguments: literal('{}') }
  return addFlow(api, name, drawFlow(galleryEvent({ ...connector, versionId }, 'Event', id, options)))
}

beforeAll(async () => {
  service = await openCountingService({ refusesDoubled: false, listsSecrets: true })
  const [firstPort, secondPort] = [await findFreePort(), await findFreePort()]
  first = await openLink(firstPort, [service.url, `http://127.0.0.1:${secondPort}`])
  second = await openLink(secondPort, [`http://127.0.0.1:${firstPort}`])
  await drawCountingConnector(first.prepared.api, 'HR', service.url)
  const { api } = second.prepared
  values = { url: `http://127.0.0.1:${firstPort}/mcp`, token: await keyForAgent(first.prepared.api) }
  flowId = await addSubscribing(api, 'Hired at the first', [])
  briefFlowId = await addSubscribing(api, 'Hired for seconds', [['86400000', String(BRIEF)]])
  await first.prepared.close()
  await second.prepared.close()
  await first.start()
  await second.start()
})
afterAll(async () => {
  await first?.kill()
  await second?.kill()
  await first?.prepared.remove()
  await second?.prepared.remove()
  await service?.close()
})

const pause = (time: number): Promise<void> => new Promise(resolve => setTimeout(resolve, time))

test(`events pass a chain of two servers, each killed ${KILLS} times, and none is lost`, async () => {
  await turnOn(second.api, flowId)
  const began = Date.now()
  const accepted: string[] = []
  let sent = 0
  let isOver = false

  const send = async (): Promise<void> => {
    for (const { url } of [...service.hooks.values()]) {
      const name = `Person ${++sent}`
      const answer = await overHttp(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name })
      }).catch(() => null)
      if (answer?.status === 202) accepted.push(name)
    }
  }
  const sendAll = async (): Promise<void> => {
    while (!isOver) {
      await send()
      await pause(100)
    }
  }
  let renewals = 0
  const renewAll = async (): Promise<void> => {
    while (!isOver) {
      await pause(4_000)
      const isTaken = await second.api.subscriptions.renewNow.mutate({ flowId }).then(
        () => true,
        () => false
      )
      if (isTaken) renewals += 1
    }
  }
  const killAll = async (link: Link): Promise<void> => {
    for (let kills = 0; kills < KILLS; kills += 1) {
      await pause(500 + Math.random() * 3_000)
      await link.kill()
      await link.start()
    }
  }
  const working = [...Array.from({ length: LANES }, sendAll), renewAll()]
  await Promise.all([killAll(first), killAll(second)])
  await pause(2_000)
  isOver = true
  await Promise.all(working)
  for (let last = 0; last < 10; last += 1) await send()

  const arrived = openArrivals(second.api, flowId)
  const seen = await waitFor(arrived, ({ ranOf }) => accepted.every(name => ranOf.has(name)), PATIENCE).catch(
    arrived
  )
  const lost = accepted.filter(name => !seen.ranOf.has(name))
  const ranTwice = [...seen.ranOf].filter(([, ids]) => ids.length > 1)
  const attempts = (
    await Promise.all(
      (
        await second.api.subscriptions.list.query({ flowId })
      ).map(({ id }) => second.api.subscriptions.get.query({ subscriptionId: id }))
    )
  ).flatMap(({ attempts: of }) => of.map(({ kind, outcome }) => `${kind} ${outcome}`))
  const counts = [...new Set(attempts)].map(
    each => `${attempts.filter(other => other === each).length} × ${each}`
  )
  console.log(
    `mcp-chain: each server killed ${KILLS} times, ${accepted.length} events accepted, ${lost.length} lost, ${seen.doubles} doubled with the same id, ${ranTwice.length} ran twice; ${renewals} renewals asked for (${counts.join(', ')}) (${Math.round((Date.now() - began) / 1000)} s)`
  )
  expect(accepted.length).toBeGreaterThan(10 * KILLS)
  expect({ lost, ranTwice }).toEqual({ lost: [], ranTwice: [] })
  const runs = await waitFor(
    () => unfinished(second.api),
    count => count === 0,
    PATIENCE
  )
  expect(runs).toBe(0)
  await turnOff(second.api, flowId)
})

test('events that come while the second server is down and its subscription lapses are sent afterwards', async () => {
  // Somebody else listens as well; otherwise the first server would give the event up.
  const other = openMcpClient(new URL(values.url).origin, values.token)
  await other.call('events/poll', { name: 'hr.hired', arguments: {} })
  await turnOn(second.api, briefFlowId)
  await second.kill()
  await pause(BRIEF + 1_000)
  const names = ['Ada', 'Ida', 'Zoë']
  for (const name of names) {
    const [hook] = [...service.hooks.values()]
    const { status } = await overHttp(hook?.url ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name })
    })
    expect(status).toBe(202)
  }
  await second.start()
  const { ranOf } = await waitFor(
    openArrivals(second.api, briefFlowId),
    seen => names.every(name => seen.ranOf.has(name)),
    PATIENCE
  )
  expect(names.map(name => ranOf.get(name)?.length)).toEqual([1, 1, 1])
  await turnOff(second.api, briefFlowId)
})

/** Deliveries that the second server received. */
interface Arrivals {
  /** Values of the header `webhook-id` in deliveries that ran the flow, keyed by the name in the event. */
  ranOf: Map<string, string[]>
  /** Number of deliveries that were refused as duplicates by their id. */
  doubles: number
}

const nameIn = (text: string): string => {
  const read: unknown = JSON.parse(text)
  return isJsonObject(read) && isJsonObject(read.data) ? String(read.data.name) : ''
}

/** Returns a function that reads the arrived deliveries. It reads each delivery only once. */
const openArrivals = (api: Api, of: string): (() => Promise<Arrivals>) => {
  const known = new Set<string>()
  const ranOf: Arrivals['ranOf'] = new Map()
  return async () => {
    const deliveries = await listDeliveries(api, of)
    for (const { id, status } of deliveries) {
      // A replaced registration refuses what is still sent to its Event URL.
      if (['duplicate', 'refused'].includes(status.is) || known.has(id)) continue
      known.add(id)
      const { arrival } = await api.deliveries.get.query({ deliveryId: id })
      const name = nameIn(arrival?.text ?? 'null')
      const webhookId = arrival?.headers.find(header => header.name.toLowerCase() === 'webhook-id')?.value
      if (name !== '') ranOf.set(name, [...(ranOf.get(name) ?? []), webhookId ?? ''])
    }
    return { ranOf, doubles: deliveries.filter(({ status }) => status.is === 'duplicate').length }
  }
}

/** Counts the runs that did not succeed, on the newest page of the run list. */
const unfinished = async (api: Api): Promise<number> => {
  const { rows } = await api.runs.list.query({ flowId })
  return rows.filter(({ status }) => status.is !== 'succeeded').length
}
