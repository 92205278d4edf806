import { type Id, type Millis, runsDeliveries, toFault } from '@hookwright/model'
import type { DueRun, NewDelivery, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { Meters } from '../kernel/meters.ts'
import { createWorkInProgress } from '../kernel/work-in-progress.ts'
import type { CachedSubscription, SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import type { Callers } from './callers.ts'
import { createCrashSuspects } from './crash-suspects.ts'
import { createDueRuns } from './due-runs.ts'
import { createFetching } from './fetching.ts'
import { createFullOrders } from './full-orders.ts'
import { createOrderLocks } from './order-locks.ts'
import { createProbation } from './probation.ts'
import { createQueue } from './queue.ts'
import { type QueuedWork, type ReplayTask, type Startable, type Task, workOf } from './queued-work.ts'
import { createRecords } from './records.ts'
import { createRecoveryGate } from './recovery-gate.ts'
import { createDeliveryRunner, type RunResult } from './run-delivery.ts'
import { createWaitingRunActions } from './waiting-run-actions.ts'
import type { WatchedRuns } from './watched-runs.ts'

/** Dispatcher for a process that owns all work. Includes the recovery of work from an earlier start. */
export type LocalDispatcher = ReturnType<typeof createDispatcher>

/** Dispatcher interface for the other parts of the backend. */
export type Dispatcher = Pick<
  LocalDispatcher,
  | 'isStopping'
  | 'depth'
  | 'follow'
  | 'note'
  | 'reserve'
  | 'unreserve'
  | 'accept'
  | 'queueWaiting'
  | 'replay'
  | 'goOn'
  | 'cancel'
  | 'cancelOf'
  | 'wakeHeld'
  | 'stop'
>

/** Queue length below which a flow's queue accepts due runs again after it was full. */
const LOW = 1_000

/**
 * State of work after a step. A waiting run without an order lock counts as done, since later work may
 * overtake it.
 */
type AfterStep = 'running' | 'done' | 'waiting'

/** State of work after it ran until it ended or waited. */
type AfterRun = 'done' | 'waiting' | 'queued'

/**
 * Turns accepted deliveries into runs. It is a state machine over work: the first run of a delivery and its records, a
 * run that waited, or a replay:
 *
 *   accepted   in the store           accept, queueWaiting → queued, with room in memory, a free order, a recovered flow
 *   queued     in memory, in a lane   startQueued → running, with a slot of its flow
 *   running    step by step           step → running, done, waiting or on hold; backToQueue → queued, after a store failure
 *   waiting    in the store, with a   takeDue → queued, when it is due or resumed; meanwhile it locks its order
 *              due time
 *   on hold    in the store           goOn → waiting, due now; cancel → done
 *   done       in the store
 *
 * Parts are created in layer order, each from those above it. The queue runs work from `queue.start` on.
 */
export const createDispatcher = (params: {
  store: Store
  effects: Effects
  subscriptionCache: SubscriptionCache
  /** False when no run in progress can have caused the last crash. */
  countsStarts: boolean
  callers: Callers
  watchedRuns: Pick<WatchedRuns, 'stepListenerOf'>
  meters: Pick<Meters, 'countRun' | 'noteStarted'>
  /** Called with each delivery once its first run is written. */
  ran?: (subscription: CachedSubscription, deliveryId: Id) => void
}) => {
  const { store, effects, subscriptionCache, countsStarts, callers, watchedRuns, meters, ran } = params
  const underWay = createWorkInProgress(effects)
  const { isStopping, follow } = underWay
  const gate = createRecoveryGate()
  const locks = createOrderLocks({ store, effects, underWay })
  const fullOrders = createFullOrders({ store, effects, subscriptionCache, underWay })
  const queue = createQueue({ effects, underWay, locks, gate, fullOrders })
  const fetching = createFetching({ store, effects, subscriptionCache, queue, underWay })
  const suspects = createCrashSuspects({ store, underWay, queue, countsStarts })
  const dueRuns = createDueRuns({ store, effects, underWay })
  const probation = createProbation(effects)
  const runner = createDeliveryRunner({
    ...{ store, effects, subscriptionCache, isStopping, callers, watchedRuns, meters },
    beforeEffect: probation.waits,
    hasBegun: dueRuns.expect
  })
  const records = createRecords({ store, runner, suspects })

  // accepted → queued

  /**
   * Queues an accepted delivery for its first run. A delivery that is already queued or running is
   * ignored.
   */
  const accept = (task: Task): void => {
    gate.note(task.delivery.id)
    fetching.add(workOf(task))
  }

  /**
   * Queues all waiting work of a running subscription as memory becomes available. Ordered deliveries that
   * are accepted later run after it.
   */
  const queueWaiting = (subscriptionId: Id): void => {
    fetching.wake(subscriptionId)
    store.waits.follow(subscriptionId).then(dueRuns.look, thrown => {
      effects.log('Waiting runs could not be read. This is retried automatically.', {
        cause: String(thrown)
      })
      underWay.rest(() => queueWaiting(subscriptionId))
    })
  }

  const wakeAll = (subscriptionIds: Id[]): void => {
    for (const id of subscriptionIds) fetching.wake(id)
  }

  /**
   * Releases the lock of a run on its order key. Then queues the work that waits for the key in the store.
   * `first` is called in between and may queue other work with this key.
   */
  const releaseOrderLock = (flowId: Id, orderKey: string | null, first?: () => void): Promise<void> =>
    locks.release(flowId, orderKey, subscriptionIds => {
      first?.()
      wakeAll(subscriptionIds)
    })

  const held = createWaitingRunActions({ ...params, runner, dueRuns, releaseOrderLock })

  // waiting → queued

  /** Queues a due run. Resolves to the id of its flow if the flow's queue is full, otherwise to null. */
  const takeDue = async (due: DueRun): Promise<Id | null> => {
    const subscription = await subscriptionCache.byId(due.subscriptionId)
    return subscription === null || queue.add(workOf({ subscription, due })) ? null : subscription.flowId
  }

  // running → running, done, waiting or on hold

  /** Queues the records that a delivery's first run has found. */
  const queueRecords = (
    subscription: CachedSubscription,
    { deliveryId, orderKey }: Pick<DueRun, 'deliveryId' | 'orderKey'>,
    result: RunResult
  ): void => {
    if (result.is !== 'ended' || result.children.length === 0) return
    fetching.queueOrLeave(workOf({ subscription, deliveryId, orderKey }))
  }

  /** Resumes a waiting run. A run that has ended since has already released its order lock. */
  const resumeRun = (work: QueuedWork, due: DueRun): Promise<void> =>
    held.claimNext(due.id, async () => {
      const { subscription } = work
      const result = await runner.runWoken(subscription, due, () => records.runningOf(due.deliveryId))
      if (result.is === 'ended' && result.stopsRest) records.stopRest(due.deliveryId)
      // The store cleared the count with that write.
      suspects.drop(work)
      if (result.is === 'gone') return
      if (result.is === 'waiting') dueRuns.expect(result.until)
      else
        await releaseOrderLock(subscription.flowId, due.orderKey, () =>
          queueRecords(subscription, due, result)
        )
    })

  const runReplay = async (task: ReplayTask): Promise<void> => {
    const { subscription, delivery, run } = task
    try {
      const result = await runner.runReplay(task)
      if (result.is === 'waiting') dueRuns.expect(result.until)
      queueRecords(subscription, { deliveryId: delivery.id, orderKey: null }, result)
    } catch (thrown) {
      if (toFault(thrown).code === 'storage.failed') throw thrown
      effects.log('A replay could not be saved. The replay continues after the next server start.', {
        run: run.id,
        delivery: delivery.id,
        cause: String(thrown)
      })
    }
  }

  const hasRunFirst = (work: QueuedWork, subscription: CachedSubscription, result: RunResult): void => {
    if (result.is === 'ended') work.children = result.children
    work.first = null
    // The store cleared the count with that write.
    suspects.drop(work)
    ran?.(subscription, work.deliveryId)
  }

  /** Locks the order key of a waiting run, so that later work waits too. Returns true if it has an order key. */
  const locksOrder = (work: QueuedWork, result: RunResult | null): boolean => {
    if (result?.is !== 'waiting') return false
    if (work.order !== null) locks.lock(work.order)
    dueRuns.expect(result.until)
    return work.order !== null
  }

  /** Runs the first run of a delivery, or its next record. */
  const runNext = (work: QueuedWork, subscription: CachedSubscription): Promise<AfterStep> => {
    const { first } = work
    const running: Promise<RunResult | null> =
      first === null
        ? records.runNext(work, subscription)
        : runner.runFirst(first.subscription === subscription ? first : { ...first, subscription })
    return running.then(result => {
      if (first !== null && result !== null) hasRunFirst(work, subscription, result)
      work.failures = 0
      if (locksOrder(work, result)) return 'waiting'
      return (work.hasMore || work.next < work.children.length) && !isStopping() ? 'running' : 'done'
    })
  }

  /**
   * Returns the current subscription. Null if it does not run deliveries. Synchronous if the subscription has
   * not changed.
   */
  const runningNow = (
    subscription: CachedSubscription
  ): CachedSubscription | null | Promise<CachedSubscription | null> => {
    if (subscription.current) return runsDeliveries(subscription.status) ? subscription : null
    return subscriptionCache.byId(subscription.id).then(now => (now === null ? null : runningNow(now)))
  }

  const stepAs = (work: QueuedWork, subscription: CachedSubscription | null): Promise<AfterStep> => {
    if (subscription === null) return done
    if (subscription !== work.subscription) queue.updateLimit(subscription)
    work.subscription = subscription
    return work.woken === null ? runNext(work, subscription) : resumeRun(work, work.woken).then(() => 'done')
  }

  /**
   * Executes and writes one run of the work. A run that cannot continue stays in the store. Throws
   * `storage.failed`, after which the run must be repeated.
   */
  const step = (work: QueuedWork): Promise<AfterStep> => {
    // What is asked for is run whatever its subscription runs.
    if (work.replay !== null) return runReplay(work.replay).then(() => 'done')
    const found = runningNow(work.subscription)
    return found instanceof Promise
      ? found.then(subscription => stepAs(work, subscription))
      : stepAs(work, found)
  }

  const stepOn = async (work: QueuedWork): Promise<AfterRun> => {
    for (;;) {
      const state = await step(work)
      if (state !== 'running') return state
    }
  }

  // running → queued

  /**
   * Queues work again, with a delay, after a store failure. For any other failure, returns `failed`; the work
   * then runs after the next server start.
   */
  const backToQueue = (work: QueuedWork, thrown: unknown, inPlace: boolean): 'queued' | 'failed' => {
    const fault = toFault(thrown)
    const again = fault.code === 'storage.failed'
    const then = again ? 'is retried automatically' : 'is run after the next server start'
    effects.log(`The run of a delivery could not be executed. The delivery stays accepted and ${then}.`, {
      delivery: work.deliveryId,
      run: work.woken?.id ?? work.replay?.run.id ?? '',
      code: fault.code,
      cause: String(fault.cause ?? fault.message)
    })
    if (!again || isStopping()) return 'failed'
    if (work.first !== null) work.first = { ...work.first, hasBegun: true }
    if (!inPlace) underWay.rest(() => queue.push(work), work.failures)
    work.failures++
    return 'queued'
  }

  const release = (work: QueuedWork, state: AfterRun | 'failed'): AfterRun => {
    // What is due and cannot be run stays taken, or it would be looked up and taken over and over.
    if (state !== 'failed' || work.woken === null) queue.release(work)
    // What looked for waiting ones as the subscription changed has passed this one over, since it was taken.
    if (!work.subscription.current && !isStopping()) {
      fetching.wake(work.subscription.id)
      dueRuns.look()
    }
    return state === 'failed' ? 'done' : state
  }

  const settle = (work: QueuedWork, state: AfterRun | 'failed'): AfterRun | Promise<AfterRun> => {
    if (state === 'queued') return state
    const acquitted = suspects.acquit(work)
    return acquitted === null ? release(work, state) : acquitted.then(() => release(work, state))
  }

  /**
   * Runs claimed work until it ends or waits, then releases the claim. After a store failure, the work stays
   * claimed and is queued again, unless the caller retries it (`inPlace`). Never rejects.
   */
  const run = (work: QueuedWork, inPlace = false): Promise<AfterRun> => {
    const failed = (thrown: unknown) => settle(work, backToQueue(work, thrown, inPlace))
    return attempt(() => step(work)).then(state => {
      if (state !== 'running') return settle(work, state)
      return stepOn(work).then(last => settle(work, last), failed)
    }, failed)
  }

  // queued → running

  /** Runs work that has a slot, then releases the slot. */
  const startQueued = (work: QueuedWork): Promise<void> =>
    run(work).then(state => {
      if (state === 'waiting') queue.releaseOrder(work)
      else {
        queue.releaseSlot(work, state === 'done')
        if (work.order !== null) fullOrders.fetchBehind(work, queue.behind(work.order), queue.add)
      }
      queue.look()
      fetching.hasRoom()
      dueRuns.hasRoom(flowId => queue.isLow(flowId, LOW))
    })

  queue.start(startQueued)

  return {
    isStopping,
    /** Returns the number of works in memory that wait for a slot, and the number of running works. */
    depth: queue.depth,
    /** Makes `stop` wait for a promise. */
    follow,
    /** Registers a delivery before it is written, so that recovery does not treat it as backlog. */
    note: gate.note,
    /** Does nothing. The shared dispatcher reserves a slot for a delivery before writing it. */
    reserve: (_delivery: NewDelivery, _live: CachedSubscription): void => {},
    /** Does nothing. The shared dispatcher frees the slot of a delivery that it does not accept. */
    unreserve: (_deliveryId: Id): void => {},
    accept,
    queueWaiting,
    /** Queues a replay. Memory limits do not apply, since its row is already stored. */
    replay: (replay: ReplayTask): void => queue.push(workOf({ subscription: replay.subscription, replay })),
    releaseOrderLock,
    goOn: held.goOn,
    cancel: held.cancel,
    cancelOf: held.cancelOf,
    wakeHeld: dueRuns.wakeHeld,
    /**
     * Returns true for a delivery that was accepted between the startup and the end of reading the backlog.
     * Recovery ignores it.
     */
    knows: gate.knows,
    /**
     * Begins recovery. Loads the order locks and resumes runs that become due after `startedAt`. Recovery
     * handles earlier runs.
     */
    beginRecovery: async (startedAt: Millis): Promise<void> => {
      await dueRuns.bringForward()
      await store.waits.follow(null)
      await locks.load()
      dueRuns.start(startedAt, takeDue)
    },
    /** Starts the recovery of the given flows. New work of all other flows no longer waits. */
    recoverOnly: (flowIds: Iterable<Id>): void => wakeAll(gate.begin(flowIds)),
    /** Runs crash suspects one at a time. */
    probation,
    /** Runs backlog work that may have caused a crash. Throws the errors of `runAll` of the suspects. */
    runSuspects: (backlog: Startable[]): Promise<void> => suspects.runAll(backlog, work => run(work, true)),
    /** Ends the recovery of a flow. New work of the flow no longer waits. */
    flowRecovered: (flowId: Id): void => wakeAll(gate.open(flowId)),
    endRecovery: (): void => {
      const refused = gate.openAll()
      dueRuns.start(-1, takeDue)
      wakeAll(refused)
    },
    /** Stops accepting work. Resolves when running work has ended. */
    stop: async (): Promise<void> => {
      underWay.stop()
      dueRuns.stop()
      // An orderly stop is no crash, even when what still runs never ends.
      await suspects.acquitAll()
      await underWay.ended()
    }
  }
}

const done: Promise<'done'> = Promise.resolve('done')

/** Turns a synchronous throw into a rejected promise. */
const attempt = <Value>(act: () => Promise<Value>): Promise<Value> => {
  try {
    return act()
  } catch (thrown) {
    return Promise.reject(thrown)
  }
}
