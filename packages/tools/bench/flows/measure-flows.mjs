import { setTimeout as sleep } from 'node:timers/promises'
import { createTRPCClient, httpLink } from '@trpc/client'
import Database from 'better-sqlite3'
import { median, percentile } from '../median.mjs'
import { memoryOf } from '../process-figures.mjs'
import { startProduct } from '../product/start-product.mjs'
import { postEvents, startPacedEvents } from './post-events.mjs'

/**
 * Measurements of a server with many flows, times in milliseconds and memory in megabytes.
 *
 * @typedef {object} FlowsValues
 * @property {number} listenMs
 * @property {number} idleMb
 * @property {number} ownerPageMs
 * @property {number} adminPageMs
 * @property {number} eventP99Ms while no page is open
 * @property {number} eventWithPageP99Ms while the Flows page of the admin stays open
 * @property {number} upgradesMs
 * @property {number} autosaveMs
 * @property {number} switchOnMs besides the time of the service
 * @property {number} firstSwitchOnMs the first one after the start, with code that is run for the first time
 * @property {number} switchOnsMs until all of them are on
 * @property {number} eventWithSwitchOnsP99Ms
 * @property {number} ranMb after one event to each flow
 * @property {number} refused events that were not answered with 2xx
 */

/** Number of repetitions of a page, a save or a switch-on; the median counts. */
const repeats = 7

/** Durations in milliseconds: events with and without an open page, and the idle phase. */
const times = { eventsMs: 10_000, idleMs: 5_000, pageEveryMs: 1_000 }

/** Timeout for turning flows on, in milliseconds. */
const onWithinMs = 180_000

/** Polling interval of whether a flow is on, in milliseconds. */
const onEveryMs = 2

/**
 * Starts a seeded product and measures it.
 *
 * @param {object} options
 * @param {import('./seed-flows.mjs').Seeded} options.seeded
 * @param {import('./hook-service.mjs').HookService} options.service
 * @param {ReturnType<typeof import('../../launcher/signals.mjs').passSignalsOn>} options.signals
 * @param {(text: string) => void} options.say
 * @returns {Promise<FlowsValues>}
 */
export async function measureFlows({ seeded, service, signals, say }) {
  const began = performance.now()
  const product = await startProduct({
    folder: seeded.folder,
    port: seeded.port,
    isNew: false,
    env: { HOOKWRIGHT_OUTBOUND_ALLOW: service.origin, HOOKWRIGHT_NETWORK_PER_SECOND: '0' }
  })
  const listenMs = performance.now() - began
  signals.passTo(product.child)
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
      switchOns.push(await measureSwitchOn({ api: admin, database, flowId, service }))
    }
    const [firstSwitchOnMs = Number.NaN] = switchOns
    let switchOnsMs = 0
    const withSwitchOns = await whileEventsCome(sample, async () => {
      switchOnsMs = await measureSwitchOns({ api: admin, database, flowIds: rest })
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

/**
 * @param {string} origin
 * @param {string} cookie
 * @returns {import('../product/sign-in.mjs').Api}
 */
function callerOf(origin, cookie) {
  return createTRPCClient({ links: [httpLink({ url: `${origin}/trpc`, headers: { cookie } })] })
}

/**
 * Asks for what the Flows page shows at first.
 *
 * @param {import('../product/sign-in.mjs').Api} api
 */
async function loadFlowsPage(api) {
  await Promise.all([api.flows.summaries.query({ limit: 100 }), api.flows.overview.query()])
}

/**
 * Asks which connectors have a newer version, and for the plan of each.
 *
 * @param {import('../product/sign-in.mjs').Api} api
 */
async function loadUpgrades(api) {
  const { offers } = await api.subscriptions.upgrades.query()
  if (offers.length === 0) throw new Error('No flow can be upgraded, although a newer version is deployed.')
  for (const { connectorId } of offers) await api.subscriptions.upgradePlan.query({ connectorId })
}

/**
 * @param {() => Promise<unknown>} call
 * @returns {Promise<number>} the median time of several calls
 */
async function medianTime(call) {
  const taken = []
  for (let count = 0; count < repeats; count += 1) taken.push(await timeOf(call))
  return median(taken)
}

/** @param {() => Promise<unknown>} call */
async function timeOf(call) {
  const began = performance.now()
  await call()
  return performance.now() - began
}

/**
 * Saves a draft several times, each time with another description.
 *
 * @param {import('../product/sign-in.mjs').Api} api
 * @param {string} flowId
 * @returns {Promise<number>}
 */
async function measureAutosave(api, flowId) {
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

/**
 * @template Result
 * @param {string[]} urls
 * @param {() => Promise<Result>} work
 */
async function whileEventsCome(urls, work) {
  const events = startPacedEvents(urls)
  try {
    await work()
  } finally {
    await events.stop()
  }
  return events
}

/**
 * Fetches the Flows page again and again, as a page does that is told of changes.
 *
 * @param {import('../product/sign-in.mjs').Api} api
 */
async function keepPageOpen(api) {
  const until = performance.now() + times.eventsMs
  while (performance.now() < until) {
    const took = await timeOf(() => loadFlowsPage(api))
    await sleep(Math.max(0, times.pageEveryMs - took))
  }
}

/**
 * @param {object} options
 * @param {import('../product/sign-in.mjs').Api} options.api
 * @param {string} options.database where it is looked up whether the flow is on, so that asking costs the server nothing
 * @param {string} options.flowId
 * @param {import('./hook-service.mjs').HookService} options.service
 * @returns {Promise<number>} from the call until the flow is on, without the time that the service took
 */
async function measureSwitchOn({ api, database, flowId, service }) {
  const before = service.served.length
  const took = await timeOf(async () => {
    await api.subscriptions.switchOn.mutate({ flowId })
    await untilOn(database, [flowId])
  })
  const servedMs = service.served.slice(before).reduce((total, { tookMs }) => total + tookMs, 0)
  return took - servedMs
}

/**
 * @param {{ api: import('../product/sign-in.mjs').Api, database: string, flowIds: string[] }} options
 * @returns {Promise<number>} until all of them are on
 */
async function measureSwitchOns({ api, database, flowIds }) {
  return timeOf(async () => {
    await Promise.all(flowIds.map(flowId => api.subscriptions.switchOn.mutate({ flowId })))
    await untilOn(database, flowIds)
  })
}

/**
 * @param {string} database
 * @param {string[]} flowIds
 */
async function untilOn(database, flowIds) {
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
