import { type Id, MINUTE, type Millis, runsDeliveries, SECOND } from '@hookwright/model'
import type { DueRun, RunRow, SharedWork, Store, WaitingDelivery, WorkClaim } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { CachedSubscription, SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import type { HoldSuspects } from './hold-suspects.ts'
import { type QueuedWork, workOf } from './queued-work.ts'
import type { Records } from './records.ts'
import { interruptedReplay } from './replay.ts'
import type { DeliveryRunner, RunResult } from './run-delivery.ts'
import type { WaitingRunActions } from './waiting-run-actions.ts'

/** Delay before a retry of work that could not run although it was allowed to. */
const SOON: Millis = 5 * SECOND

/** Maximum delay until the next check of work that is not due yet by this process's clock. */
const LONGEST: Millis = MINUTE

/**
 * Next step of shared work, as read from the store. It is the first run of a delivery, a due run, the records
 * of a delivery, or a replay.
 */
export type NextStep = { subscription: CachedSubscription } & (
  | { is: 'first'; found: WaitingDelivery }
  | { is: 'due'; due: DueRun }
  | { is: 'records'; orderKey: string | null }
  | { is: 'replay'; run: RunRow }
)

export type AdvanceWork = ReturnType<typeof createAdvanceWork>

/**
 * Creates the executor of work that processes share. It reads each next step from the store, so any process
 * can continue interrupted work.
 */
export const createAdvanceWork = (params: {
  store: Store
  work: SharedWork
  effects: Effects
  subscriptionCache: SubscriptionCache
  runner: DeliveryRunner
  records: Records
  held: Pick<WaitingRunActions, 'claimNext'>
  hold: Pick<HoldSuspects, 'replay'>
  isStopping: () => boolean
  /** Called with each delivery once its first run is written. */
  ran: (subscription: CachedSubscription, deliveryId: Id) => void
  /** Runs a function. Until it ends, `bytes` (the size of the delivery's request) count as memory in use. */
  holding: <Result>(bytes: number, act: () => Promise<Result>) => Promise<Result>
}) => {
  const { store, work, effects, subscriptionCache, runner, records, held, hold } = params

  const runningOf = async (subscriptionId: Id | null): Promise<CachedSubscription | null> => {
    const subscription = subscriptionId === null ? null : await subscriptionCache.byId(subscriptionId)
    return subscription !== null && runsDeliveries(subscription.status) ? subscription : null
  }

  /** Returns the first run of a delivery as the next step. Null if its subscription is not running. */
  const firstStep = async (found: WaitingDelivery): Promise<NextStep | null> => {
    const subscription = await runningOf(found.delivery.subscriptionId)
    return subscription === null ? null : { is: 'first', subscription, found }
  }

  const nextReplay = async (id: Id): Promise<NextStep | null> => {
    const run = await store.runs.find(id)
    if (run === null || (run.status.is !== 'queued' && run.status.is !== 'running')) return null
    const subscription = run.subscriptionId === null ? null : await subscriptionCache.byId(run.subscriptionId)
    return subscription === null ? null : { is: 'replay', subscription, run }
  }

  /** Reads the next step of work. Null if no step can run now. */
  const nextOf = async ({ kind, id }: WorkClaim): Promise<NextStep | null> => {
    if (kind === 'replay') {
      const replay = await nextReplay(id)
      if (replay !== null) return replay
    }
    if (kind === 'delivery') {
      const [found] = await store.deliveries.waiting({ ids: [id], limit: 1 })
      const first = found === undefined ? null : await firstStep(found)
      if (first !== null) return first
    }
    const [due] = await store.waits.due({ of: id, to: Number.MAX_SAFE_INTEGER, limit: 1 })
    if (due !== undefined) {
      const subscription = await runningOf(due.subscriptionId)
      return subscription === null ? null : { is: 'due', subscription, due }
    }
    const [queued] = await store.runs.queued({ deliveryId: id, limit: 1 })
    const subscription = await runningOf(queued?.run.subscriptionId ?? null)
    if (subscription === null) return null
    const orderKey = (await store.deliveries.find(id))?.delivery.orderKey ?? null
    return { is: 'records', subscription, orderKey }
  }

  const runReplay = async (run: RunRow, claim: WorkClaim): Promise<RunResult | null> => {
    const found = await interruptedReplay({ store, subscriptionCache }, run)
    if (found !== null) return runner.runReplay({ ...found.replay, claim })
    await hold.replay(run, claim)
    return null
  }

  const runFirst = (
    subscription: CachedSubscription,
    { delivery, arrival, hasBegun }: WaitingDelivery,
    claim: WorkClaim
  ): Promise<RunResult> => {
    const task = { subscription, delivery, arrival, hasBegun, claim }
    const { bytes } = workOf(task)
    return params.holding(bytes, async () => {
      const result = await runner.runFirst(task)
      params.ran(subscription, delivery.id)
      return result
    })
  }

  const runDue = (
    subscription: CachedSubscription,
    due: DueRun,
    claim: WorkClaim
  ): Promise<RunResult | null> =>
    held.claimNext(due.id, async () => {
      const result = await runner.runWoken(subscription, due, () => records.runningOf(due.deliveryId), claim)
      if (result.is === 'ended' && result.stopsRest) records.stopRest(due.deliveryId)
      return result.is === 'gone' ? null : result
    })

  /**
   * Runs the records of a delivery, one after the other. Stops early if a run waits with its order key
   * locked, the flow is paused, or the server stops.
   */
  const runRecords = async (own: QueuedWork): Promise<RunResult | null> => {
    for (;;) {
      const result = await records.runNext(own, own.subscription)
      if (result === null || params.isStopping()) return null
      if (result.is === 'waiting' && own.orderKey !== null) return result
      // Its flow may have been paused.
      if (!own.subscription.current) return null
    }
  }

  const runStep = (step: NextStep, claim: WorkClaim): Promise<RunResult | null> => {
    const { subscription } = step
    switch (step.is) {
      case 'first':
        return runFirst(subscription, step.found, claim)
      case 'due':
        return runDue(subscription, step.due, claim)
      case 'replay':
        return runReplay(step.run, claim)
      case 'records': {
        const { orderKey } = step
        return runRecords({ ...workOf({ subscription, deliveryId: claim.id, orderKey }), claim })
      }
    }
  }

  /** Returns true if the claim has already ended because the step's result was written. */
  const hasEnded = (step: NextStep, result: RunResult | null): boolean => {
    if (result === null) return false
    if (step.is === 'first') return result.is !== 'ended' || result.children.length === 0
    return result.is === 'waiting'
  }

  /** Adds the waiting work of a resumed subscription, page by page. */
  const addWaiting = async (claim: WorkClaim): Promise<void> => {
    while (!params.isStopping()) {
      if (!(await work.addWaiting(claim))) return
    }
    await work.release([claim])
  }

  return {
    nextOf,
    /** Reads the claimed deliveries that wait for their first run, by id. */
    load: async (claims: readonly WorkClaim[]): Promise<Map<Id, WaitingDelivery>> => {
      const ids = claims.flatMap(({ kind, id }) => (kind === 'delivery' ? [id] : []))
      const rows = await store.deliveries.waiting({ ids, limit: ids.length })
      return new Map(rows.map(row => [row.delivery.id, row]))
    },
    /**
     * Runs work until it ends or waits, then ends its claim. `loaded` is the delivery of the work, if already
     * read. Throws `storage.failed`, `run.taken-over`.
     */
    advance: async (claim: WorkClaim, loaded?: WaitingDelivery): Promise<void> => {
      if (claim.kind === 'resume') return addWaiting(claim)
      for (let first = loaded; !params.isStopping(); first = undefined) {
        const step = first === undefined ? await nextOf(claim) : await firstStep(first)
        if (step === null) return work.settle(claim, SOON)
        if (step.is === 'due') {
          const early = step.due.until - effects.clock()
          // Clocks differ; a long wait is looked at now and then, since its time may be changed.
          if (early > 0) return work.settle(claim, Math.min(early, LONGEST))
        }
        const result = await runStep(step, claim)
        if (hasEnded(step, result)) return
      }
      await work.release([claim])
    }
  }
}
