import { type Id, runsDeliveries } from '@hookwright/model'
import type { UnderWay } from '../kernel/under-way.ts'
import type { CachedSubscription, SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import type { CrashCounter } from './crash-counter.ts'
import type { DueRuns } from './due-runs.ts'
import type { GoOn } from './go-on.ts'
import type { OrderLocks } from './order-locks.ts'
import type { Queue } from './queue.ts'
import type { QueuedWork } from './queued-work.ts'
import type { DeliveryRunner, RunResult } from './run-delivery.ts'
import type { Spreading } from './spreading.ts'

/**
 * Makes one run of a work and writes it. What cannot go on stays in the store. It `holds` when the run waits and keeps the
 * turn of its order. Throws `storage.failed`, after which it is to be made again.
 */
export type Advance = (work: QueuedWork) => Promise<'more' | 'ended' | 'holds'>

export const createAdvance = (given: {
  lives: Pick<SubscriptionCache, 'byId'>
  underWay: Pick<UnderWay, 'isStopping'>
  queue: Pick<Queue, 'heed'>
  wakes: Pick<DueRuns, 'expect'>
  runner: Pick<DeliveryRunner, 'runFirst'>
  starts: Pick<CrashCounter, 'drop'>
  turns: Pick<OrderLocks, 'keep'>
  spreading: Pick<Spreading, 'runNext'>
  goOn: Pick<GoOn, 'wakeUp' | 'replay'>
  /** Told of each delivery once its first run is written. */
  ran?: (live: CachedSubscription, deliveryId: Id) => void
}): Advance => {
  const { lives, underWay, queue, wakes, runner, starts, turns, spreading, goOn, ran } = given

  /** The subscription as it stands now, or null when that runs nothing. At once where nothing has changed. */
  const runningNow = (
    live: CachedSubscription
  ): CachedSubscription | null | Promise<CachedSubscription | null> => {
    if (live.current) return runsDeliveries(live.status) ? live : null
    return lives.byId(live.id).then(now => (now === null ? null : runningNow(now)))
  }

  /** Its first run is written. */
  const hasRunFirst = (work: QueuedWork, live: CachedSubscription, came: RunResult): void => {
    if (came.is === 'ended') work.children = came.children
    work.first = null
    // Its end has taken the count back.
    starts.drop(work)
    ran?.(live, work.deliveryId)
  }

  /** A run that waits keeps its turn in its order; one of no order lets the others pass. */
  const holds = (work: QueuedWork, came: RunResult | null): boolean => {
    if (came?.is !== 'waiting') return false
    if (work.order !== null) turns.keep(work.order)
    wakes.expect(came.until)
    return work.order !== null
  }

  const runNext = (work: QueuedWork, live: CachedSubscription): Promise<'more' | 'ended' | 'holds'> => {
    const { first } = work
    const coming: Promise<RunResult | null> =
      first === null
        ? spreading.runNext(work, live)
        : runner.runFirst(first.live === live ? first : { ...first, live })
    return coming.then(came => {
      if (first !== null && came !== null) hasRunFirst(work, live, came)
      work.failures = 0
      if (holds(work, came)) return 'holds'
      return (work.hasMore || work.next < work.children.length) && !underWay.isStopping() ? 'more' : 'ended'
    })
  }

  const advanceAs = (
    work: QueuedWork,
    live: CachedSubscription | null
  ): Promise<'more' | 'ended' | 'holds'> => {
    if (live === null) return ended
    if (live !== work.live) queue.heed(live)
    work.live = live
    return work.woken === null ? runNext(work, live) : goOn.wakeUp(work, work.woken).then(() => 'ended')
  }

  return work => {
    // What is asked for is run whatever its subscription runs.
    if (work.replay !== null) return goOn.replay(work.replay).then(() => 'ended')
    const found = runningNow(work.live)
    return found instanceof Promise ? found.then(live => advanceAs(work, live)) : advanceAs(work, found)
  }
}

const ended: Promise<'ended'> = Promise.resolve('ended')
