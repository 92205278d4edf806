import type { Id, Millis } from '@hookwright/model'
import type { DueRun, Store, WaitingDelivery } from '@hookwright/store'
import { parkedAlert } from '../alerts/new-alert.ts'
import type { Outside } from '../outside.ts'
import { beginRun } from '../runs/keep-run.ts'
import { untilWritten } from '../subscriptions/until-written.ts'
import type { Dispatch } from './dispatch.ts'
import type { Lives } from './lives.ts'
import type { Task } from './task.ts'
import { waitsNoMore } from './waits-no-more.ts'
import type { Spread, Woken } from './work.ts'

/** How many suspects are run side by side, and how many starts without an end park one. */
const WINDOW = 64
const MOST_STARTS = 2
const PAGE = 100

/**
 * After a start: runs what was accepted and never finished. Each is a suspect, since it may be what brought the server
 * down: its start is counted before it is run, after a second crash they are taken one at a time, and the third parks
 * it as quarantined.
 */
export const recoverDeliveries = (given: {
  store: Store
  outside: Outside
  lives: Lives
  dispatch: Dispatch
}): Promise<void> => given.dispatch.follow(recoverAll(given))

/** Nothing is left for the next start because the disk refused a write: that is tried again until it is done. */
const writing =
  ({ outside, dispatch }: Pick<Parameters<typeof recoverDeliveries>[0], 'outside' | 'dispatch'>) =>
  <Written>(act: () => Promise<Written>): Promise<Written> =>
    untilWritten({ outside, stopping: dispatch.isStopping }, act)

const recoverAll = async (given: Parameters<typeof recoverDeliveries>[0]): Promise<void> => {
  const { store, outside, lives, dispatch } = given
  const startedAt = outside.clock()
  const write = writing(given)

  const park = async ({ delivery, hasBegun }: WaitingDelivery): Promise<void> => {
    const live = await lives.byId(delivery.subscriptionId)
    if (live === null) return
    const before = hasBegun ? await store.runs.find(delivery.id) : null
    const parked = beginRun({
      id: delivery.id,
      kind: 'flow',
      flowId: live.flowId,
      subscriptionId: live.id,
      deliveryId: delivery.id,
      revisionId: before?.revisionId ?? live.terms.revisionId,
      startedAt,
      finishedAt: outside.clock(),
      status: parkedStatus('delivery')
    })
    const { why } = parkedStatus('delivery')
    const { connectorId } = live.terms
    const alert = parkedAlert(outside, parked, { why, connectorId, at: outside.clock() })
    await write(() => store.runs.finishFirst(parked, { erase: false, begun: hasBegun, alert }))
  }

  const runAll = async (window: WaitingDelivery[]): Promise<void> => {
    const tasks: Task[] = []
    for (const { delivery, arrival, hasBegun } of window) {
      const live = await lives.byId(delivery.subscriptionId)
      // Its subscription may have come on meanwhile, which brought it here on its own road.
      if (live !== null && !dispatch.knows(delivery.id)) tasks.push({ live, delivery, arrival, hasBegun })
    }
    await write(() => dispatch.runSuspects(tasks))
  }

  await write(() => dispatch.begin(startedAt))
  await recoverWaits(given, startedAt)
  // Records of older deliveries before newer deliveries, which an order may make wait for them.
  await recoverChildren(given)
  let after: Id | undefined
  while (!dispatch.isStopping()) {
    const filter = after === undefined ? { limit: PAGE } : { limit: PAGE, after }
    const page = await store.deliveries.waiting(filter)
    // What came after the start is dispatched on its own road. Times do not tell: a clock may have been set back.
    const suspects = page.filter(({ delivery }) => !dispatch.knows(delivery.id))
    for (const each of suspects.filter(suspect => suspect.starts >= MOST_STARTS)) await park(each)
    await runInWindows(suspects, ({ delivery }) => delivery.orderKey, runAll)
    after = page.at(-1)?.delivery.id
    if (page.length < PAGE || after === undefined) break
  }
}

/**
 * Those that were never started side by side, then those that were, one at a time, and behind them those that come later
 * in their order; what was started too often is left out.
 */
const runInWindows = async <Suspect extends { starts: number }>(
  suspects: Suspect[],
  orderOf: (suspect: Suspect) => string | null,
  runAll: (window: Suspect[]) => Promise<void>
): Promise<void> => {
  const fresh: Suspect[] = []
  const alone: Suspect[] = []
  const held = new Set<string>()
  for (const suspect of suspects) {
    if (suspect.starts >= MOST_STARTS) continue
    const order = orderOf(suspect)
    if (suspect.starts === 0 && (order === null || !held.has(order))) fresh.push(suspect)
    else {
      alone.push(suspect)
      if (order !== null) held.add(order)
    }
  }
  for (let at = 0; at < fresh.length; at += WINDOW) await runAll(fresh.slice(at, at + WINDOW))
  for (const each of alone) await runAll([each])
}

/**
 * Children of Run mode that were queued and never finished go on, in order within each delivery. What brought the
 * server down was the first that is left: the third crash without an end parks it, and the others go on.
 */
const recoverChildren = async (given: {
  store: Store
  outside: Outside
  lives: Lives
  dispatch: Dispatch
}): Promise<void> => {
  const { store, outside, lives, dispatch } = given
  if (dispatch.isStopping()) return
  const write = writing(given)
  const suspects: Awaited<ReturnType<Store['runs']['spreading']>> = []
  for (const spread of await store.runs.spreading({})) {
    if (dispatch.knows(spread.deliveryId)) continue
    if (spread.starts < MOST_STARTS) {
      suspects.push(spread)
      continue
    }
    const [first] = await store.runs.queued({ deliveryId: spread.deliveryId, limit: 1 })
    if (first !== undefined) {
      const at = outside.clock()
      const status = parkedStatus('record')
      const parked = { ...first.run, startedAt: at, finishedAt: at, status }
      const live = await lives.byId(spread.subscriptionId)
      const connectorId = live?.terms.connectorId ?? null
      const alert = parkedAlert(outside, parked, { why: status.why, connectorId, at })
      await write(() => store.runs.finish(parked, { erase: false, alert }))
    }
    await write(() => store.deliveries.clearStarts([spread.deliveryId]))
    suspects.push({ ...spread, starts: 0 })
  }
  const run = async (window: typeof suspects): Promise<void> => {
    const spreads: Spread[] = []
    for (const { deliveryId, subscriptionId, orderKey } of window) {
      const live = await lives.byId(subscriptionId)
      if (live !== null) spreads.push({ live, deliveryId, orderKey })
    }
    await write(() => dispatch.runSuspects(spreads))
  }
  await runInWindows(suspects, ({ orderKey }) => orderKey, run)
}

/**
 * Runs that waited and were due before the start: any of them may have brought the server down as it went on. They keep
 * their trace and the turn in their order, which a parked one gives back.
 */
const recoverWaits = async (
  given: Parameters<typeof recoverDeliveries>[0],
  startedAt: Millis
): Promise<void> => {
  const { store, outside, lives, dispatch } = given
  const write = writing(given)

  const park = async ({ id, subscriptionId, orderKey }: DueRun): Promise<void> => {
    const found = await store.waits.find(id)
    if (found === null || found.run.status.is !== 'waiting') return
    const at = outside.clock()
    const status = { ...parkedStatus('run'), at: found.run.status.at }
    const run = { ...found.run, finishedAt: at, status }
    const live = await lives.byId(subscriptionId)
    const of = { ...run, flowId: live?.flowId ?? run.flowId }
    const connectorId = live?.terms.connectorId ?? null
    const alert = parkedAlert(outside, of, { why: status.why, connectorId, at })
    const none = { draws: [], wait: null, record: null, until: null, orderKey: null }
    try {
      await write(() => store.waits.suspend(run, { ...none, woken: true, alert }))
      await dispatch.giveBack(run.flowId, orderKey)
    } catch (thrown) {
      if (!waitsNoMore(thrown)) throw thrown
    }
  }

  const runAll = async (window: DueRun[]): Promise<void> => {
    const woken: Woken[] = []
    for (const due of window) {
      const live = await lives.byId(due.subscriptionId)
      if (live !== null) woken.push({ live, due })
    }
    await write(() => dispatch.runSuspects(woken))
  }

  let behind: DueRun | undefined
  while (!dispatch.isStopping()) {
    const page = await store.waits.due({ to: startedAt, limit: PAGE, ...(behind && { behind }) })
    for (const each of page.filter(({ starts }) => starts >= MOST_STARTS)) await park(each)
    await runInWindows(page, () => null, runAll)
    behind = page.at(-1)
    if (page.length < PAGE) break
  }
}

const parkedStatus = (what: 'delivery' | 'record' | 'run') => ({
  is: 'parked' as const,
  why: `The server stopped three times while this ${what} was being run.`
})
