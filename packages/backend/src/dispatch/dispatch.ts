import type { Id, Millis } from '@hookwright/model'
import type { DueRun, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { createUnderWay, type UnderWay } from '../kernel/under-way.ts'
import type { CachedSubscription, SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import { createAdvance } from './advance.ts'
import { createBringForward } from './bring-forward.ts'
import { createClaims } from './claims.ts'
import { createCrashCounter } from './crash-counter.ts'
import { type CrashSuspects, createCrashSuspects } from './crash-suspects.ts'
import { createDueRuns } from './due-runs.ts'
import { createFetching } from './fetching.ts'
import { createFullOrders } from './full-orders.ts'
import { createGoOn } from './go-on.ts'
import { createHoldRun, type HoldRun } from './hold-run.ts'
import { createOrderLocks, type OrderLocks } from './order-locks.ts'
import { createQueue, type Queue } from './queue.ts'
import { type QueuedWork, workOf } from './queued-work.ts'
import { createRecoveryGate } from './recovery-gate.ts'
import { createDeliveryRunner } from './run-delivery.ts'
import { createRunTaken } from './run-taken.ts'
import { createSpreading } from './spreading.ts'
import type { ReplayTask, Task } from './task.ts'

/** Turning accepted deliveries into runs. `follow` makes `stop` wait for something else, too. */
export interface Dispatch
  extends HoldRun,
    Pick<UnderWay, 'isStopping' | 'follow'>,
    Pick<OrderLocks, 'giveBack'> {
  /** Said of a delivery before it is written: no earlier start has left it behind. */
  comes: (deliveryId: Id) => void
  /** Queues one for its first run; one that is queued or running already is left alone. */
  add: (task: Task) => void
  /** True for a delivery that came since the start, until the backlog was read: recovery leaves it and its records alone. */
  knows: (deliveryId: Id) => boolean
  /** Only these flows are recovered: new work of all others need not wait. */
  recoverOnly: (flowIds: Iterable<Id>) => void
  /** A flow has recovered: its new work need not wait any more. */
  hasRecovered: (flowId: Id) => void
  /**
   * Said when recovery begins: learns in which orders a run keeps its turn, and wakes runs that become due after this
   * time; those that were due before are recovery's.
   */
  begin: (startedAt: Millis) => Promise<void>
  /** Said when recovery has ended. */
  recovered: () => void
  /**
   * Queues all that wait for a subscription, if it runs what comes to it, as far as there is room, and the others as there
   * comes to be. An ordered delivery that is added from now on comes behind them.
   */
  addWaiting: (subscriptionId: Id) => void
  runSuspects: CrashSuspects
  /** Goes on with a run that was begun for a kept delivery; its children, if it makes some, get their turns. */
  replay: (task: ReplayTask) => void
  /** Takes no more; resolves when what runs has ended. */
  stop: () => Promise<void>
}

/** A crowded flow gets more of its runs that are due once so few of its works wait in memory. */
const LOW = 1_000

export const createDispatch = (given: {
  store: Store
  outside: Effects
  lives: SubscriptionCache
  /** False after a start for which no run in progress is to blame. */
  countsStarts: boolean
  /** Told of each delivery once its first run is written. */
  ran?: (live: CachedSubscription, deliveryId: Id) => void
}): Dispatch => {
  const { store, outside, lives } = given

  /** The flow that has no room for it, if so. */
  const takeDue = async (due: DueRun): Promise<Id | null> => {
    const live = await lives.byId(due.subscriptionId)
    return live === null || queue.add(workOf({ live, due })) ? null : live.flowId
  }

  const hasRoom = (): void => {
    fetching.hasRoom()
    wakes.hasRoom(flowId => queue.isLow(flowId, LOW))
  }

  const hasChanged = ({ live }: QueuedWork): void => {
    fetching.wake(live.id)
    wakes.look()
  }

  /** A subscription has another status, or may have. */
  const moved = (subscriptionId: Id): void => {
    fetching.wake(subscriptionId)
    store.waits.follow(subscriptionId).then(wakes.look, thrown => {
      outside.log('Runs that wait could not be looked up; this is tried again soon.', {
        cause: String(thrown)
      })
      underWay.rest(() => moved(subscriptionId))
    })
  }

  const wakeAll = (subscriptionIds: Id[]): void => {
    for (const id of subscriptionIds) fetching.wake(id)
  }

  const underWay = createUnderWay(outside)
  const starts = createCrashCounter(store, given.countsStarts)
  const recovering = createRecoveryGate()
  const turns = createOrderLocks({ store, outside, underWay, wake: id => fetching.wake(id) })
  const fullOrders = createFullOrders({ ...given, underWay, queue: () => queue })
  const queue: Queue = createQueue({
    ...{ outside, underWay, turns, recovering, fullOrders },
    run: work => runTaken(work),
    hasRoom
  })
  const fetching = createFetching({ store, outside, lives, queue, underWay })
  const bringForward = createBringForward({ store, outside, underWay })
  const wakes = createDueRuns({ store, outside, take: takeDue, wasSetBack: bringForward })

  const { isStopping, follow } = underWay
  const runner = createDeliveryRunner({ ...given, isStopping, hasBegun: wakes.expect })
  const spreading = createSpreading({ store, runner, starts, queue: fetching.queue })
  const claims = createClaims()
  const goOn = createGoOn({ outside, wakes, runner, starts, turns, spreading, claims })
  const advance = createAdvance({ ...given, underWay, queue, wakes, runner, starts, turns, spreading, goOn })
  const runTaken = createRunTaken({ outside, underWay, starts, queue, advance, hasChanged })

  return {
    ...createHoldRun({ store, outside, lives, runner, turns, claims, wakes, underWay }),
    isStopping,
    follow,
    giveBack: turns.giveBack,
    comes: recovering.came,
    add: task => {
      recovering.came(task.delivery.id)
      fetching.add(workOf(task))
    },
    knows: recovering.knows,
    begin: async startedAt => {
      await bringForward()
      await store.waits.follow(null)
      await turns.begin()
      wakes.begin(startedAt)
    },
    recoverOnly: flowIds => wakeAll(recovering.begin(flowIds)),
    hasRecovered: flowId => wakeAll(recovering.recovered(flowId)),
    recovered: () => {
      const heldBack = recovering.end()
      wakes.recovered()
      wakeAll(heldBack)
    },
    addWaiting: moved,
    runSuspects: createCrashSuspects({ underWay, starts, queue, runTaken }),
    // Its row is there, so that it takes its place in memory, however many wait there.
    replay: replay => queue.push(workOf({ live: replay.live, replay })),
    stop: async () => {
      underWay.stop()
      wakes.stop()
      // An orderly stop is no crash, even when what still runs never ends.
      await starts.takeAllBack()
      await underWay.ended()
    }
  }
}
