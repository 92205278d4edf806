import { setTimeout as sleep } from 'node:timers/promises'
import { ACCESS_TOKEN, type Authentication, CONNECTION_CARD, type Flow } from '@hookwright/model'
import { turnOn } from '../bench/product/prepare-product.ts'
import type { Api } from '../bench/product/sign-in.ts'
import { signedReceiving } from '../bench/product/signed.ts'
import { drawFlow } from '../crash/prepare-crash.ts'
import type { CountingService } from './counting-service.ts'
import type { Servers } from './start-servers.ts'

/**
 * Numbers of actions that all processes start at once: flows to turn on, pings, and limited calls. `limit` is
 * the maximum number of limited calls at the same time.
 */
const together = { flows: 50, pings: 50, calls: 30, limit: 2 }

/** Minimum age of a rejected token before it is fetched again, in milliseconds. */
const oldMs = 11_000

/** Time limit until all flows are on, in milliseconds. */
const withinMs = 60_000

type RunningServers = Pick<Servers, 'apis' | 'products'>

/**
 * Performs the same actions on all processes at once, and counts how often they take effect at a service.
 *
 * @returns a sentence for each breach
 */
export async function actTogether(
  servers: RunningServers,
  service: CountingService,
  say: (text: string) => void
): Promise<string[]> {
  return [
    ...(await turnOnTogether(servers, service, say)),
    ...(await fetchTokensTogether(servers, service, say)),
    ...(await callTogether(servers, service, say))
  ]
}

function firstOf({ apis }: RunningServers): Api {
  const [api] = apis
  if (api === undefined) throw new Error('There is no process.')
  return api
}

async function turnOnTogether(
  servers: RunningServers,
  { origin, counts }: CountingService,
  say: (text: string) => void
): Promise<string[]> {
  const api = firstOf(servers)
  const receiving = { ...signedReceiving, verify: [] }
  const first = await drawFlow(api, { name: 'Together', effect: false, origin, receiving })
  const { doc } = (await api.flows.get.query({ flowId: first })).flow
  const flowIds = [first]
  while (flowIds.length < together.flows) {
    const name = `Together ${flowIds.length + 1}`
    flowIds.push((await api.flows.create.mutate({ name, doc })).id)
  }
  const acts = flowIds.flatMap(flowId => servers.apis.map(at => at.subscriptions.switchOn.mutate({ flowId })))
  const ends = await Promise.allSettled(acts)
  const taken = ends.filter(({ status }) => status === 'fulfilled').length
  const countOn = async () => {
    const newest = await Promise.all(flowIds.map(flowId => api.subscriptions.list.query({ flowId })))
    return newest.filter(([subscription]) => subscription?.status.is === 'on').length
  }
  const started = performance.now()
  let on = await countOn()
  while (on < flowIds.length && performance.now() - started < withinMs) {
    await sleep(200)
    on = await countOn()
  }
  say(
    `${flowIds.length} flows were turned on by ${servers.apis.length} processes at once: ${taken} of ${acts.length} ` +
      `requests were taken, ${on} flows are on, ${counts.registrations} registrations.`
  )
  return on === flowIds.length && taken === on && counts.registrations === on
    ? []
    : ['Flows that are turned on by several processes at once are not registered once each.']
}

const authentication = (origin: string): Authentication => ({
  kind: 'client-credentials',
  fields: [],
  baseUrl: { kind: 'literal', value: origin },
  allowedHosts: [],
  placement: {
    kind: 'header',
    name: 'Authorization',
    value: {
      kind: 'text',
      parts: ['Bearer ', { kind: 'pill', card: CONNECTION_CARD, field: ACCESS_TOKEN, path: [] }]
    }
  },
  token: {
    url: { kind: 'literal', value: '/token' },
    clientId: { kind: 'literal', value: 'acme' },
    clientSecret: { kind: 'literal', value: 'only for this one long test' },
    scope: { kind: 'literal', value: '' },
    sendAs: 'header',
    parameters: {}
  }
})

/** Returns a flow with these cards, without blocks. */
const flowOf = (...cards: Flow['cards'][string][]): Flow => ({
  schemaVersion: 1,
  strip: cards.map(({ id }) => id),
  cards: Object.fromEntries(cards.map(card => [card.id, card]))
})

async function fetchTokensTogether(
  servers: RunningServers,
  { origin, counts, refuseTokens }: CountingService,
  say: (text: string) => void
): Promise<string[]> {
  const api = firstOf(servers)
  const { id: connectorId } = await api.connectors.create.mutate({ name: 'Acme Tokens' })
  await api.connectors.authenticate.mutate({ connectorId, authentication: authentication(origin) })
  const ping = flowOf(
    { id: 'start', type: 'authping', config: {}, inputs: {} },
    { id: 'me', type: 'raw-request', config: {}, inputs: { url: { kind: 'literal', value: '/me' } } }
  )
  await api.makerFlows.create.mutate({ connectorId, name: '_authping', doc: ping })
  const { id: connectionId } = await api.testConnections.create.mutate({
    ...{ connectorId, name: 'Mine', values: {} }
  })
  const pingAll = async () => {
    const pings = Array.from({ length: together.pings }, (_, number) =>
      servers.apis[number % servers.apis.length]?.testConnections.ping.mutate({ connectionId })
    )
    const ends = await Promise.all(pings)
    return ends.filter(end => end?.status.is === 'succeeded').length
  }
  const succeeded = await pingAll()
  const first = counts.tokens
  await sleep(oldMs)
  refuseTokens()
  const again = await pingAll()
  const second = counts.tokens - first
  say(
    `${together.pings} runs without a token fetched ${first}, ${succeeded} succeeded; after it was refused, ` +
      `${together.pings} runs fetched ${second}, ${again} succeeded.`
  )
  return [
    ...(first === 1 && second === 1 ? [] : ['Several processes do not share one fetch of a token.']),
    ...(succeeded + again === 2 * together.pings ? [] : ['Runs that share a fetch of a token failed.'])
  ]
}

async function callTogether(
  servers: RunningServers,
  { origin, counts }: CountingService,
  say: (text: string) => void
): Promise<string[]> {
  const api = firstOf(servers)
  const doc = flowOf(
    {
      id: 'start',
      type: 'api-endpoint',
      config: { security: 'open', header: '', perSecond: 100, burst: 100, atOnce: `${together.limit}` },
      inputs: {}
    },
    {
      id: 'call',
      type: 'raw-request',
      config: { method: 'POST', authenticate: false },
      inputs: { url: { kind: 'literal', value: `${origin}/limited` } }
    },
    {
      id: 'respond',
      type: 'return-raw',
      config: { bodyFormat: 'json' },
      inputs: {
        status: { kind: 'literal', value: 201 },
        headers: { kind: 'literal', value: {} },
        body: { kind: 'pill', card: 'start', field: 'body', path: [] }
      }
    }
  )
  const { id: flowId } = await api.flows.create.mutate({ name: 'Limited', doc })
  await turnOn(api, flowId)
  const { pathname } = new URL(await api.apiEndpoints.url.query({ flowId }))
  const calls = Array.from({ length: together.calls }, async (_, number) => {
    const origins = servers.products.map(({ url }) => url)
    const { status } = await fetch(`${origins[number % origins.length]}${pathname}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ number })
    })
    return status
  })
  const statuses = await Promise.all(calls)
  const answered = statuses.filter(status => status === 201).length
  say(
    `${together.calls} calls of a flow with a limit of ${together.limit}: ${answered} were answered with 201, ` +
      `${counts.calls} calls of the service, ${counts.most} at once.`
  )
  return [
    ...(counts.most <= together.limit ? [] : ['The limit of a flow was exceeded.']),
    ...(counts.calls === together.calls && answered === together.calls
      ? []
      : [`Of ${together.calls} limited calls not each ran once; the statuses are ${[...new Set(statuses)]}.`])
  ]
}
