import type { Id, Millis } from '@hookwright/model'
import type { BacklogDelivery, DueRun, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { retryUntilWritten } from '../kernel/retry-until-written.ts'
import { yieldToEventLoop } from '../kernel/yield-to-event-loop.ts'
import type { CachedSubscription, SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import type { LocalDispatcher } from './dispatcher.ts'
import { createHoldSuspects } from './hold-suspects.ts'
import type { DueWork, FinishedPrologue, ReplayWork, Task } from './queued-work.ts'
import { interruptedReplay } from './replay.ts'
import { MOST_STARTS, runInWindows } from './run-windows.ts'

interface Recovering {
  store: Store
  effects: Effects
  subscriptionCache: SubscriptionCache
  dispatcher: LocalDispatcher
}

type SpreadRow = Awaited<ReturnType<Store['runs']['spreading']>>[number]

type ReplayRow = Awaited<ReturnType<Store['runs']['interruptedReplays']>>[number]

/** Backlog of a flow: due runs, deliveries with queued records, deliveries, and replays. */
interface FlowBacklog {
  due: DueRun[]
  spreads: SpreadRow[]
  deliveries: BacklogDelivery[]
  replays: ReplayRow[]
}

const PAGE = 1_000
const WINDOW = 64

/**
 * Runs the accepted and unfinished work after a startup. Each item is a suspect, since it may have caused a
 * crash: its start is counted before it runs. After a crash it runs on probation. After three more crashes
 * during its runs it is put on hold as quarantined. Flows are recovered independently of each other and of
 * new events.
 */
export const recoverDeliveries = (params: Recovering): Promise<void> =>
  params.dispatcher.follow(recoverAll(params))

/**
 * Returns a function that retries failed writes until they succeed, so nothing is left for the next start.
 */
const writing =
  ({ effects, dispatcher }: Pick<Recovering, 'effects' | 'dispatcher'>) =>
  <Written>(act: () => Promise<Written>): Promise<Written> =>
    retryUntilWritten({ effects, stopping: dispatcher.isStopping }, act)

const recoverAll = async (params: Recovering): Promise<void> => {
  const { effects, dispatcher } = params
  const startedAt = effects.clock()
  const write = writing(params)
  await write(() => dispatcher.beginRecovery(startedAt))
  const backlog = await write(() => readBacklog(params, startedAt))
  dispatcher.recoverOnly(backlog.keys())
  const recoverOne = async (flowId: Id, left: FlowBacklog): Promise<void> => {
    try {
      await recoverFlow(params, flowId, left)
    } catch (thrown) {
      effects.log(
        'The unfinished work of a flow could not be resumed. This is retried at the next server start.',
        {
          flow: flowId,
          cause: String(thrown)
        }
      )
    } finally {
      dispatcher.flowRecovered(flowId)
    }
  }
  // The fault of one flow ends the recovery of no other: new ordered events of those still wait for their older ones.
  await Promise.all([...backlog].map(([flowId, left]) => recoverOne(flowId, left)))
}

/** Reads the backlog by flow. Excludes work that was accepted since the startup. */
const readBacklog = async (params: Recovering, startedAt: Millis): Promise<Map<Id, FlowBacklog>> => {
  const { store, effects, subscriptionCache, dispatcher } = params
  const backlog = new Map<Id, FlowBacklog>()
  const flows = new Map<Id, Id | null>()
  const of = async (subscriptionId: Id): Promise<FlowBacklog | null> => {
    const known = flows.get(subscriptionId)
    const flowId =
      known === undefined ? ((await subscriptionCache.byId(subscriptionId))?.flowId ?? null) : known
    flows.set(subscriptionId, flowId)
    if (flowId === null) return null
    const left = backlog.get(flowId) ?? { due: [], spreads: [], deliveries: [], replays: [] }
    backlog.set(flowId, left)
    return left
  }

  let behind: DueRun | undefined
  for (;;) {
    const page = await store.waits.due({ to: startedAt, limit: PAGE, ...(behind && { behind }) })
    for (const due of page) (await of(due.subscriptionId))?.due.push(due)
    behind = page.at(-1)
    if (page.length < PAGE) break
    await yieldToEventLoop(effects)
  }
  for (const spread of await store.runs.spreading({})) {
    if (!dispatcher.knows(spread.deliveryId)) (await of(spread.subscriptionId))?.spreads.push(spread)
  }
  let after: Id | undefined
  for (;;) {
    const page = await store.deliveries.backlog(
      after === undefined ? { limit: PAGE } : { limit: PAGE, after }
    )
    for (const delivery of page) {
      // Times do not tell what came since: a clock may have been set back.
      if (!dispatcher.knows(delivery.id)) (await of(delivery.subscriptionId))?.deliveries.push(delivery)
    }
    after = page.at(-1)?.id
    if (page.length < PAGE) break
    await yieldToEventLoop(effects)
  }
  for (const replay of await store.runs.interruptedReplays()) {
    const { subscriptionId, startedAt: begunAt } = replay.run
    // Somebody may have asked for it since the start.
    if (subscriptionId !== null && begunAt < startedAt) (await of(subscriptionId))?.replays.push(replay)
  }
  return backlog
}

const recoverFlow = async (params: Recovering, flowId: Id, left: FlowBacklog): Promise<void> => {
  const { store, dispatcher } = params
  const { probation } = dispatcher
  const write = writing(params)
  const subscriptionCache: Pick<SubscriptionCache, 'byId'> = {
    byId: id => write(() => params.subscriptionCache.byId(id))
  }
  const hold = createHoldSuspects({ ...params, write })

  const runWaits = async (window: DueRun[]): Promise<void> => {
    const woken: DueWork[] = []
    for (const due of window) {
      const subscription = await subscriptionCache.byId(due.subscriptionId)
      if (subscription !== null) woken.push({ subscription, due })
    }
    await write(() => dispatcher.runSuspects(woken))
  }

  const runSpreads = async (window: SpreadRow[]): Promise<void> => {
    const spreads: FinishedPrologue[] = []
    for (const { deliveryId, subscriptionId, orderKey } of window) {
      const subscription = await subscriptionCache.byId(subscriptionId)
      if (subscription !== null) spreads.push({ subscription, deliveryId, orderKey })
    }
    await write(() => dispatcher.runSuspects(spreads))
  }

  /**
   * Runs a group of deliveries, whose bodies are read only now. Skips those that were settled in the
   * meantime.
   */
  const runDeliveries = async (window: BacklogDelivery[]): Promise<void> => {
    const ids = window.map(({ id }) => id)
    const tasks: Task[] = []
    const rows = await write(() => store.deliveries.waiting({ ids, limit: ids.length }))
    for (const { delivery, arrival, hasBegun } of rows) {
      const subscription = await subscriptionCache.byId(delivery.subscriptionId)
      if (subscription !== null) tasks.push({ subscription, delivery, arrival, hasBegun })
    }
    await write(() => dispatcher.runSuspects(tasks))
  }

  const runReplays = async (window: ReplayRow[]): Promise<void> => {
    const again: ReplayWork[] = []
    for (const { run } of window) {
      const found = await interruptedReplay(params, run)
      if (found === null) await hold.replay(run)
      else again.push(found)
    }
    await write(() => dispatcher.runSuspects(again))
  }

  const acquitDelivery = (id: Id): Promise<void> => store.deliveries.clearStarts([id]).catch(() => {})

  for (const due of left.due) if (due.starts >= MOST_STARTS) await hold.wait(due)
  await runInWindows({
    suspects: left.due,
    flowId,
    idOf: ({ id }) => id,
    orderOf: () => null,
    isBounded: await isBounded(subscriptionCache, left),
    probation,
    runAll: runWaits,
    acquit: ({ id }) => store.waits.clearStarts([id]).catch(() => {})
  })
  // Records of older deliveries before newer deliveries, which an order may make wait for them.
  const spreads: SpreadRow[] = []
  for (const spread of left.spreads) {
    if (spread.starts >= MOST_STARTS) await hold.record(spread)
    spreads.push(spread.starts >= MOST_STARTS ? { ...spread, starts: 0 } : spread)
  }
  await runInWindows({
    suspects: spreads,
    flowId,
    idOf: ({ deliveryId }) => deliveryId,
    orderOf: ({ orderKey }) => orderKey,
    isBounded: await isBounded(subscriptionCache, left),
    probation,
    runAll: runSpreads,
    acquit: ({ deliveryId }) => acquitDelivery(deliveryId)
  })
  const bounded = await isBounded(subscriptionCache, left)
  const runChain = async (chain: BacklogDelivery[]): Promise<void> => {
    for (let at = 0; at < chain.length && !dispatcher.isStopping(); at += WINDOW) {
      const page = chain.slice(at, at + WINDOW)
      for (const { id } of page.filter(({ starts }) => starts >= MOST_STARTS)) await hold.delivery(id)
      await runInWindows({
        suspects: page,
        flowId,
        idOf: ({ id }) => id,
        orderOf: ({ orderKey }) => orderKey,
        isBounded: bounded,
        probation,
        runAll: runDeliveries,
        acquit: ({ id }) => acquitDelivery(id)
      })
    }
  }
  await Promise.all((bounded ? [left.deliveries] : chainsOf(left.deliveries)).map(runChain))
  for (const { run, starts } of left.replays) {
    if (starts < MOST_STARTS) continue
    await hold.replay(run)
    if (run.deliveryId !== null) await acquitDelivery(run.deliveryId)
  }
  await runInWindows({
    suspects: left.replays,
    flowId,
    idOf: ({ run }) => run.id,
    orderOf: () => null,
    isBounded: bounded,
    probation,
    runAll: runReplays,
    acquit: ({ run }) => (run.deliveryId === null ? Promise.resolve() : acquitDelivery(run.deliveryId))
  })
}

/** Maximum number of order keys that get their own chain. The keys with the longest backlogs get one. */
const MOST_CHAINS = 32

/**
 * Groups deliveries into chains that run concurrently, so that no order key delays another. Each order key
 * with a long backlog gets its own chain; all other deliveries share one.
 */
const chainsOf = (deliveries: BacklogDelivery[]): BacklogDelivery[][] => {
  const byOrder = new Map<string, BacklogDelivery[]>()
  for (const delivery of deliveries) {
    if (delivery.orderKey === null) continue
    const ofOrder = byOrder.get(delivery.orderKey)
    if (ofOrder === undefined) byOrder.set(delivery.orderKey, [delivery])
    else ofOrder.push(delivery)
  }
  const long = [...byOrder]
    .filter(([, ofOrder]) => ofOrder.length >= WINDOW)
    .toSorted(([, one], [, other]) => other.length - one.length)
    .slice(0, MOST_CHAINS)
  const chained = new Set<string | null>(long.map(([orderKey]) => orderKey))
  return [deliveries.filter(({ orderKey }) => !chained.has(orderKey)), ...long.map(([, chain]) => chain)]
}

/** Returns true when a flow limits its concurrent runs. */
const isBounded = async (
  subscriptionCache: Pick<SubscriptionCache, 'byId'>,
  left: FlowBacklog
): Promise<boolean> => {
  const [first] = [...left.deliveries, ...left.spreads, ...left.due]
  const subscription: CachedSubscription | null =
    first === undefined ? null : await subscriptionCache.byId(first.subscriptionId)
  return (subscription?.atOnce ?? null) !== null
}
