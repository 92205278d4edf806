import {
  ASKING_TOOL_METHOD,
  CALL_AWAITS_APPROVAL,
  Fault,
  type Id,
  type Millis,
  toFault
} from '@hookwright/model'
import type { Claimed, DueRun, QueuedRun, RunRow, Store, WorkClaim } from '@hookwright/store'
import { onHoldAlert } from '../alerts/new-alert.ts'
import type { JournalRows } from '../execution/durable-journal.ts'
import type { Effects } from '../kernel/effects.ts'
import { beginRun } from '../kernel/keep-run.ts'
import type { Meters } from '../kernel/meters.ts'
import { retryUntilWritten } from '../kernel/retry-until-written.ts'
import { applyRetention } from '../retention/apply-retention.ts'
import { createRedactions } from '../retention/redactions.ts'
import type { CachedSubscription, SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import type { Callers } from './callers.ts'
import { createMakeRun, type Made, type RunInput } from './make-run.ts'
import type { ReplayTask, Task } from './queued-work.ts'
import type { WatchedRuns } from './watched-runs.ts'

/** Result of an executed and stored run. With `stopsRest`, the remaining records do not run. */
export type RunResult =
  | { is: 'ended'; children: QueuedRun[]; stopsRest?: true }
  | { is: 'waiting'; until: Millis }
  | { is: 'on-hold' }

export type DeliveryRunner = ReturnType<typeof createDeliveryRunner>

const nothingMore: RunResult = { is: 'ended', children: [] }

/**
 * Executes and writes runs. A waiting run is written together with its order lock. All methods throw
 * `storage.failed`, after which the run must be repeated.
 */
export const createDeliveryRunner = (params: {
  store: Store
  effects: Effects
  subscriptionCache: SubscriptionCache
  /** Returns true once no new work may start. */
  isStopping: () => boolean
  /** Called after runs have been created that are due at the given time. */
  hasBegun: (until: Millis) => void
  /** Called each time a run is about to wait for a service. */
  beforeEffect: (run: Pick<RunRow, 'id' | 'deliveryId'>) => void
  callers: Pick<Callers, 'has' | 'ended'>
  watchedRuns: Pick<WatchedRuns, 'stepListenerOf'>
  meters: Pick<Meters, 'countRun' | 'noteStarted'>
  /**
   * Called after the first run of a delivery was executed, but before it is written. Not called if runs for
   * the delivery's records follow.
   */
  executed?: (deliveryId: Id) => void
}) => {
  const { store, effects, subscriptionCache, callers, meters, executed = () => {} } = params
  const keptFor = createRedactions({ store, effects })
  const makeRun = createMakeRun(params)
  const write = <Written>(act: () => Promise<Written>): Promise<Written> =>
    retryUntilWritten({ effects, stopping: params.isStopping }, act)

  const setAside = async (
    { run, kept }: Exclude<Made, { is: 'ended' }>,
    orderKey: string | null,
    { claim, woken = false }: Claimed & { woken?: boolean }
  ): Promise<RunResult> => {
    await store.waits.suspend(run, { ...kept, orderKey, woken, claim, now: effects.clock() })
    meters.countRun(run)
    return kept.until === null ? { is: 'on-hold' } : { is: 'waiting', until: kept.until }
  }

  /**
   * Writes the end of a run that already has a row in the store. `but` contains the runs of other records
   * that may continue even if this run stops the rest.
   */
  const end = async (
    { run, children, last, rest }: Extract<Made, { is: 'ended' }>,
    { claim, woken = false, but = [] }: Claimed & { woken?: boolean; but?: Id[] }
  ): Promise<RunResult> => {
    if (children.length > 0) {
      const queued = await store.runs.spread(run, children, { ...last, begun: true, woken, claim })
      meters.countRun(run)
      return { is: 'ended', children: queued }
    }
    const stopped = rest !== null && { rest: { status: rest, but } }
    await store.runs.finish(run, { ...last, woken, claim, ...stopped })
    meters.countRun(run)
    return rest === null ? nothingMore : { ...nothingMore, stopsRest: true }
  }

  const writeFirst = ({ delivery, hasBegun, claim }: Task, made: Made): Promise<RunResult> => {
    if (made.is !== 'ended') return setAside(made, delivery.orderKey, { claim })
    const { run, children, last } = made
    const begun = hasBegun || made.hasBegun
    if (children.length > 0) {
      return store.runs.spread(run, children, { ...last, begun, claim }).then(queued => {
        meters.countRun(run)
        return { is: 'ended', children: queued }
      })
    }
    const { erase, redacted } = last
    const then = redacted === undefined ? { erase, begun, claim } : { erase, begun, claim, redacted }
    return store.runs.finishFirst(run, then).then(() => {
      meters.countRun(run)
      return nothingMore
    })
  }

  /** Reports the result to a waiting caller, if any, once the run is stored. */
  const tellCaller = <Written>(made: Made, written: Promise<Written>): Promise<Written> => {
    const { id, status } = made.run
    if (!callers.has(id)) return written
    return written.then(result => {
      callers.ended(id, status, (made.is === 'ended' && made.told) || null)
      return result
    })
  }

  /** Returns a failed run without steps to replace a run that cannot be serialized. */
  const unstorable = (made: Made, fault: Fault): Made => {
    effects.log('A run could not be stored with its steps. It is stored as failed, without the steps.', {
      run: made.run.id,
      delivery: made.run.deliveryId ?? '',
      cause: String(fault.cause ?? fault.message)
    })
    const why = fault.cause instanceof Error ? fault.cause.message : fault.message
    const status = { is: 'failed' as const, at: [], fault: new Fault('run.not-storable', { why }).toData() }
    const finishedAt = made.run.finishedAt ?? effects.clock()
    const run: RunRow = { ...made.run, status, finishedAt, steps: [], result: null }
    if (made.is === 'ended') return { ...made, run, children: [] }
    return { is: 'ended', run, children: [], last: { erase: false }, rest: null, hasBegun: true }
  }

  /**
   * Writes an executed run. Writes a failed run instead if it cannot be serialized; otherwise the delivery
   * would run again at each startup.
   */
  const writeMade = (made: Made, write: (made: Made) => Promise<RunResult>): Promise<RunResult> => {
    const writeInstead = (thrown: unknown): Promise<RunResult> => {
      const fault = toFault(thrown)
      if (fault.code !== 'internal') throw fault
      return write(unstorable(made, fault))
    }
    try {
      return write(made).catch(writeInstead)
    } catch (thrown) {
      return Promise.reject(thrown).catch(writeInstead)
    }
  }

  /** Puts the run of a call on hold before it starts, until a person approves it. */
  const askFirst = async ({ subscription, delivery, claim }: Task, run: RunRow): Promise<RunResult> => {
    const at = effects.clock()
    const status = { is: 'on-hold' as const, why: CALL_AWAITS_APPROVAL }
    const onHold: RunRow = { ...run, status, finishedAt: at }
    const { connectorId } = subscription.terms
    const alert = onHoldAlert(effects, onHold, { why: status.why, connectorId, at })
    const none = { draws: [], wait: null, record: null, until: null }
    await store.waits.suspend(onHold, { ...none, orderKey: delivery.orderKey, alert, claim, now: at })
    meters.countRun(onHold)
    return { is: 'on-hold' }
  }

  const makeFirst = (task: Task, revisionId: Id, rows: JournalRows): Promise<RunResult> => {
    const { subscription, delivery, claim } = task
    const run = beginRun({
      // The first run has the delivery's id: done again after a crash, its effects keep their keys.
      id: delivery.id,
      kind: 'flow',
      flowId: subscription.flowId,
      subscriptionId: subscription.id,
      deliveryId: delivery.id,
      revisionId,
      startedAt: effects.clock()
    })
    if (!task.hasBegun) meters.noteStarted(run.startedAt - delivery.receivedAt)
    if (delivery.method === ASKING_TOOL_METHOD) return askFirst(task, run)
    const made = makeRun({ subscription, run, given: task, rows, woken: null, claim })
    const writeOne = (known: Made) => tellCaller(known, writeFirst(task, known))
    const writeExecuted = (known: Made) => {
      // Records follow in the same slot.
      if (known.is !== 'ended' || known.children.length === 0) executed(delivery.id)
      return writeMade(known, writeOne)
    }
    return made instanceof Promise ? made.then(writeExecuted) : writeExecuted(made)
  }

  const makeFirstAgain = async (task: Task): Promise<RunResult> => {
    const { subscription, delivery } = task
    const before = await store.runs.find(delivery.id)
    const rows = await store.runs.journalOf(delivery.id)
    return makeFirst(task, before?.revisionId ?? subscription.terms.revisionId, rows)
  }

  /** Executes the first run of a delivery. */
  const runFirst = (task: Task): Promise<RunResult> =>
    task.hasBegun ? makeFirstAgain(task) : makeFirst(task, task.subscription.terms.revisionId, emptyRows)

  /** Executes a replay of a stored delivery. */
  const runReplay = async ({ run: asked, record, ...task }: ReplayTask): Promise<RunResult> => {
    const run = { ...asked, startedAt: effects.clock() }
    const what: RunInput = record === null ? task : { record }
    const rows = await store.runs.journalOf(run.id)
    const { subscription, claim } = task
    const made = await makeRun({ subscription, run, given: what, rows, woken: null, claim })
    let tried = 0
    return write(async () => {
      const now = (tried++ > 0 && (await made.reapplyRetention?.())) || made
      // One record that is run again by itself says nothing of the others.
      return writeMade(now, one =>
        one.is === 'ended' ? end({ ...one, rest: null }, { claim }) : setAside(one, null, { claim })
      )
    })
  }

  /** Executes a child run for one record. */
  const runChild = async (
    subscription: CachedSubscription,
    child: QueuedRun,
    orderKey: string | null,
    claim?: WorkClaim
  ): Promise<RunResult> => {
    const run = { ...child.run, startedAt: effects.clock() }
    const rows = await store.runs.journalOf(run.id)
    const made = await makeRun({ subscription, run, given: child, rows, woken: null, claim })
    return writeMade(made, one =>
      one.is === 'ended' ? end(one, { claim }) : setAside(one, orderKey, { claim })
    )
  }

  /** Returns the original input of a waiting run; null when it is not stored. */
  const givenAgain = async (run: RunRow, record: QueuedRun['record'] | null): Promise<RunInput | null> => {
    const { deliveryId } = run
    if (record !== null) return deliveryId === null ? { sealed: record } : { record }
    const found = deliveryId === null ? null : await store.deliveries.find(deliveryId)
    if (found === null || found.arrival === null) return null
    return { delivery: found.delivery, arrival: found.arrival }
  }

  /**
   * Resumes a waiting run after its last finished effect. `underWay` returns the runs for other records of
   * its delivery that are in progress. Returns `gone` if the run no longer waits; its progress is then not
   * written.
   */
  const runWoken = async (
    subscription: CachedSubscription,
    { id, orderKey }: DueRun,
    underWay: () => Id[],
    claim?: WorkClaim
  ): Promise<RunResult | { is: 'gone' }> => {
    const found = await store.waits.find(id)
    if (found === null || found.run.status.is !== 'waiting') return { is: 'gone' }
    const { at, waitsFor } = found.run.status
    const run: RunRow = { ...found.run, status: { is: 'running' } }
    // One without a trace has waited for its first turn.
    if (run.steps === null) run.startedAt = effects.clock()
    const made = await makeRun({
      subscription,
      run,
      given: await givenAgain(run, found.record),
      rows: await store.runs.journalOf(id),
      woken: { at, anew: waitsFor.is === 'asked' },
      claim
    })
    const written = writeMade(made, one =>
      tellCaller(
        one,
        one.is === 'ended'
          ? end(one, { woken: true, but: underWay(), claim })
          : setAside(one, orderKey, { woken: true, claim })
      )
    )
    return written.catch((thrown): { is: 'gone' } => {
      if (waitsNoMore(thrown)) return { is: 'gone' }
      throw thrown
    })
  }

  /**
   * Cancels a run that waits or is on hold. Returns its flow and order key. Throws the errors of the store's
   * `waits.cancel`.
   */
  const cancel = async (
    subscription: CachedSubscription,
    run: RunRow
  ): Promise<{ flowId: Id; orderKey: string | null }> => {
    const cancelled: RunRow = { ...run, status: { is: 'cancelled' }, finishedAt: effects.clock() }
    const { row, last } = applyRetention(
      cancelled,
      await keptFor(run, await subscriptionCache.keptOf(subscription)),
      effects
    )
    return tellCaller(
      { is: 'ended', run: row, children: [], last, rest: null, hasBegun: true },
      store.waits.cancel(row, last).then(order => {
        meters.countRun(row)
        return order
      })
    )
  }

  return { runFirst, runChild, runReplay, runWoken, cancel }
}

const emptyRows = new Map<string, never>()

/** Returns true if a resumed run could not be written because somebody ended it in the meantime. */
export const waitsNoMore = (thrown: unknown): boolean =>
  thrown instanceof Fault && (thrown.code === 'run.gone' || thrown.code === 'run.not-suspended')
