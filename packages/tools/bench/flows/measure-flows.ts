import { setTimeout as sleep } from 'node:timers/promises'
import { createTRPCClient, httpLink } from '@trpc/client'
import Database from 'better-sqlite3'
import type { Harness } from '../../harness/harness.ts'
import { median, percentile } from '../median.ts'
import { memoryOf } from '../process-figures.ts'
import type { Api } from '../product/sign-in.ts'
import { startProduct } from '../product/start-product.ts'
import type { HookService } from './hook-service.ts'
import { postEvents, startPacedEvents } from './post-events.ts'
import type { Seeded } from './seed-flows.ts'

/** Measurements of a server with many flows, with times in milliseconds and memory in megabytes. */
export interface FlowsValues {
  listenMs: number
  idleMb: number
  ownerPageMs: number
  adminPageMs: number
  /** 99th percentile of event latencies while no page is open. */
  eventP99Ms: number
  /** 99th percentile of event latencies while the admin's Flows page is open. */
  eventWithPageP99Ms: number
  upgradesMs: number
  autosaveMs: number
  /** Time to turn one flow on, without the service's response time. */
  switchOnMs: number
  /** Time to turn the first flow on after the start, when its code runs for the first time. */
  firstSwitchOnMs: number
  /** Time to turn many flows on at once, until all are on. */
  switchOnsMs: number
  eventWithSwitchOnsP99Ms: number
  /** Memory after one event to each flow. */
  ranMb: number
  /** Number of events without a 2xx response. */
  refused: number
}

/** Number of repetitions of a page load, a save or a switch-on. The median is reported. */
const repeats = 7

/**
 * Times in milliseconds: how long events are sent with and without an open page, how long the server is idle,
 * and how often the page is loaded.
 */
const times = { eventsMs: 10_000, idleMs: 5_000, pageEveryMs: 1_000 }

/** Timeout for turning flows on, in milliseconds. */
const onWithinMs = 180_000

/** Polling interval of a flow's status, in milliseconds. */
const onEveryMs = 2

/** Starts a seeded product and measures it. */
export async function measureFlows(
  { signals, say }: Harness,
  seeded: Seeded,
  service: HookService
): Promise<FlowsValues> {
  const began = performance.now()
  const product = await startProduct({
    folder: seeded.folder,
    port: seeded.port,
    isNew: false,
    signals,
    env: { HOOKWRIGHT_OUTBOUND_ALLOW: service.origin, HOOKWRIGHT_NETWORK_PER_SECOND: '0' }
  })
  const listenMs = performance.now() - began
  try {
    await sleep(times.idleMs)
    const idleMb = memoryOf(product.pid).nowMb
    const admin = callerOf(product.url, seeded.adminCookie)
    const owner = callerOf(product.url, seeded.ownerCookie)
    const urls = seeded.tokens.map(token => `${product.url}/e/${token}`)

    say('Pages and autosaves.')
    const ownerPageMs = await medianTime(() => loadFlowsPage(owner))
    const adminPageMs = await medianTime(() => loadFlowsPage(admin))
    const upgradesMs = await medianTime(() => loadUpgrades(admin))
    const autosaveMs = await measureAutosave(owner, seeded.ownFlowIds[0] ?? '')

    say('Events without and with an open page.')
    const sample = urls.slice(0, 50)
    const alone = await whileEventsCome(sample, () => sleep(times.eventsMs))
    const withPage = await whileEventsCome(sample, () => keepPageOpen(admin))

    say('Turning flows on.')
    const oneByOne = seeded.offFlowIds.slice(0, repeats)
    const rest = seeded.offFlowIds.slice(repeats)
    const { database } = seeded
    const switchOns = []
    for (const flowId of oneByOne) {
      switchOns.push(await measureSwitchOn(admin, database, flowId, service))
    }
    const [firstSwitchOnMs = Number.NaN] = switchOns
    let switchOnsMs = 0
    const withSwitchOns = await whileEventsCome(sample, async () => {
      switchOnsMs = await measureSwitchOns(admin, database, rest)
    })

    say('One event to each flow.')
    const { refused } = await postEvents(urls)
    const ranMb = memoryOf(product.pid).nowMb
    return {
      ...{ listenMs, idleMb, ownerPageMs, adminPageMs, upgradesMs, autosaveMs },
      eventP99Ms: percentile(alone.latencies, 0.99),
      eventWithPageP99Ms: percentile(withPage.latencies, 0.99),
      ...{ switchOnMs: median(switchOns), firstSwitchOnMs, switchOnsMs },
      eventWithSwitchOnsP99Ms: percentile(withSwitchOns.latencies, 0.99),
      ranMb,
      refused: refused + alone.refused + withPage.refused + withSwitchOns.refused
    }
  } finally {
    await product.stop()
  }
}

function callerOf(origin: string, cookie: string): Api {
  return createTRPCClient({ links: [httpLink({ url: `${origin}/trpc`, headers: { cookie } })] })
}

/** Fetches the initial data of the Flows page. */
async function loadFlowsPage(api: Api) {
  await Promise.all([api.flows.summaries.query({ limit: 100 }), api.flows.overview.query()])
}

/** Fetches the connectors with a newer version, and the upgrade plan of each. */
async function loadUpgrades(api: Api) {
  const { offers } = await api.subscriptions.upgrades.query()
  if (offers.length === 0) throw new Error('No flow can be upgraded, although a newer version is deployed.')
  for (const { connectorId } of offers) await api.subscriptions.upgradePlan.query({ connectorId })
}

/**
 * Measures several calls.
 *
 * @returns the median duration, in milliseconds
 */
async function medianTime(call: () => Promise<unknown>): Promise<number> {
  const taken = []
  for (let count = 0; count < repeats; count += 1) taken.push(await timeOf(call))
  return median(taken)
}

async function timeOf(call: () => Promise<unknown>) {
  const began = performance.now()
  await call()
  return performance.now() - began
}

/**
 * Saves a draft several times, with a different description each time. Returns the median duration, in
 * milliseconds.
 */
async function measureAutosave(api: Api, flowId: string): Promise<number> {
  const { flow } = await api.flows.open.query({ flowId })
  const { name, active, saveAll, doc } = flow
  let baseDraft = flow.draftNo
  let count = 0
  return medianTime(async () => {
    count += 1
    const save = { flowId, name, active, saveAll, doc, baseDraft, description: `Draft ${count}` }
    baseDraft = (await api.flows.save.mutate(save)).draftNo
  })
}

async function whileEventsCome<Result>(urls: string[], work: () => Promise<Result>) {
  const events = startPacedEvents(urls)
  try {
    await work()
  } finally {
    await events.stop()
  }
  return events
}

/** Fetches the data of the Flows page repeatedly, like an open page that is notified of changes. */
async function keepPageOpen(api: Api) {
  const until = performance.now() + times.eventsMs
  while (performance.now() < until) {
    const took = await timeOf(() => loadFlowsPage(api))
    await sleep(Math.max(0, times.pageEveryMs - took))
  }
}

/**
 * Turns a flow on and measures the duration.
 *
 * @param database database file that is polled for the flow's status, so that polling costs the server
 * nothing
 * @returns the time until the flow is on, without the service's response times, in milliseconds
 */
async function measureSwitchOn(
  api: Api,
  database: string,
  flowId: string,
  service: HookService
): Promise<number> {
  const before = service.served.length
  const took = await timeOf(async () => {
    await api.subscriptions.switchOn.mutate({ flowId })
    await untilOn(database, [flowId])
  })
  const servedMs = service.served.slice(before).reduce((total, { tookMs }) => total + tookMs, 0)
  return took - servedMs
}

/**
 * Turns flows on at once.
 *
 * @returns the time until all of them are on, in milliseconds
 */
function measureSwitchOns(api: Api, database: string, flowIds: string[]): Promise<number> {
  return timeOf(async () => {
    await Promise.all(flowIds.map(flowId => api.subscriptions.switchOn.mutate({ flowId })))
    await untilOn(database, flowIds)
  })
}

async function untilOn(database: string, flowIds: string[]) {
  const db = new Database(database, { readonly: true })
  const statusOf = db
    .prepare(
      `select status from subscriptions where flow = (select id from flows where uid = ?) order by id desc limit 1`
    )
    .pluck()
  try {
    const until = performance.now() + onWithinMs
    for (const flowId of flowIds) {
      const uid = Buffer.from(flowId.replaceAll('-', ''), 'hex')
      for (let status = statusOf.get(uid); status !== 'on'; status = statusOf.get(uid)) {
        if (status === 'ended') throw new Error(`The flow ${flowId} could not be turned on.`)
        if (performance.now() > until) throw new Error(`The flow ${flowId} was not turned on in time.`)
        await sleep(onEveryMs)
      }
    }
  } finally {
    db.close()
  }
}
