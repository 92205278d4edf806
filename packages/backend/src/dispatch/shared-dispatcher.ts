import { type Id, MINUTE, type Millis, toFault } from '@hookwright/model'
import type { SharedWork, Store, WaitingDelivery, WorkClaim } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { Meters } from '../kernel/meters.ts'
import { createWorkInProgress } from '../kernel/work-in-progress.ts'
import type { CachedSubscription, SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import { createAdvanceWork } from './advance-work.ts'
import { createCalledWork } from './called-work.ts'
import type { Callers } from './callers.ts'
import { createClaimLoop } from './claim-loop.ts'
import type { Dispatcher } from './dispatcher.ts'
import { createHoldSuspects } from './hold-suspects.ts'
import { createProbation } from './probation.ts'
import { createRecords } from './records.ts'
import { createDeliveryRunner } from './run-delivery.ts'
import { createSharedSuspects } from './shared-suspects.ts'
import { createWaitingRunActions } from './waiting-run-actions.ts'
import type { WatchedRuns } from './watched-runs.ts'

/** Delay before work that failed for an unknown reason is retried. */
const LATER: Millis = 10 * MINUTE

/**
 * Creates the dispatcher for processes that share work. Each process claims as much work as it has slots for.
 * The store adds work in the transaction that makes it runnable, and enforces order and limits across all
 * processes. No recovery is needed at a start.
 */
export const createSharedDispatcher = (params: {
  store: Store
  work: SharedWork
  effects: Effects
  subscriptionCache: SubscriptionCache
  callers: Callers
  watchedRuns: Pick<WatchedRuns, 'stepListenerOf'>
  meters: Pick<Meters, 'countRun' | 'noteStarted'>
  /** Maximum number of concurrent runs in this process. */
  runsAtOnce?: number
  /** Called with each delivery once its first run is written. */
  ran?: (subscription: CachedSubscription, deliveryId: Id) => void
}): Dispatcher & { begin: () => void } => {
  const {
    store,
    work,
    effects,
    subscriptionCache,
    callers,
    watchedRuns,
    meters,
    runsAtOnce = 256,
    ran = () => {}
  } = params
  const underWay = createWorkInProgress(effects)
  const { isStopping, follow } = underWay
  let bytes = 0

  const holding = async <Result>(more: number, act: () => Promise<Result>): Promise<Result> => {
    bytes += more
    try {
      return await act()
    } finally {
      bytes -= more
    }
  }

  const probation = createProbation(effects)
  const runner = createDeliveryRunner({
    ...{ store, effects, subscriptionCache, isStopping, callers, watchedRuns, meters },
    beforeEffect: probation.waits,
    // The store has told of it.
    hasBegun: () => {},
    executed: id => loop.executed(id)
  })
  const records = createRecords({ store, runner, suspects: { acquit: () => null } })
  const held = createWaitingRunActions({
    ...{ store, effects, subscriptionCache, runner },
    dueRuns: { expect: () => {} },
    releaseOrderLock: async () => {}
  })
  const hold = createHoldSuspects({
    ...{ store, effects, subscriptionCache },
    dispatcher: { releaseOrderLock: async () => {} },
    write: act => act()
  })
  const advancing = createAdvanceWork({
    ...{ store, work, effects, subscriptionCache, runner, records, held, hold, isStopping, ran, holding }
  })
  const suspects = createSharedSuspects({ work, probation, hold, advancing })

  const runOnce = (claim: WorkClaim, first?: WaitingDelivery): Promise<void> =>
    claim.losses === 0 || claim.kind === 'resume' ? advancing.advance(claim, first) : suspects.run(claim)

  /**
   * Number of calls of `wakeHeld`. If it grows while a run is in progress, blocked runs are woken again,
   * since that run may have been blocked after the call.
   */
  let wakes = 0

  /** Runs claimed work. Retries store failures while it holds the claim. Never rejects. */
  const run = async (claim: WorkClaim, first?: WaitingDelivery): Promise<void> => {
    const before = wakes
    for (let failures = 0; ; failures += 1) {
      try {
        await runOnce(claim, failures === 0 ? first : undefined)
        // A run that was just being held back when the others were woken is stored by now.
        if (wakes !== before) wakeHeld()
        return
      } catch (thrown) {
        const fault = toFault(thrown)
        const { code } = fault
        if (code === 'run.taken-over') {
          effects.log('Another process has taken over work of this process.', {
            [claim.kind]: claim.id
          })
          return forget(claim)
        }
        const again = code === 'storage.failed'
        effects.log(
          `Queued work could not be processed. This is retried ${again ? 'automatically' : 'in ten minutes'}.`,
          {
            [claim.kind]: claim.id,
            code,
            cause: String(fault.cause ?? fault.message)
          }
        )
        if (!again) return leave(claim)
        await underWay.pause(failures)
        if (isStopping()) return forget(claim)
      }
    }
  }

  /** Releases a claim. If this fails, another process takes the work over. */
  const forget = (claim: WorkClaim): Promise<void> => work.release([claim]).catch(() => {})

  const leave = (claim: WorkClaim): Promise<void> => work.settle(claim, LATER).catch(() => forget(claim))

  const loop = createClaimLoop({
    ...{ work, effects, underWay, run, slots: runsAtOnce },
    load: advancing.load,
    bytes: () => bytes
  })

  /** Flow ids by delivery id, for deliveries that are being written and already have a slot reserved. */
  const reserved = new Map<Id, Id>()

  /** Returns the claim of a delivery that was claimed while it was written. Null for any other delivery. */
  const takeReserved = (id: Id): WorkClaim | null => {
    const flowId = reserved.get(id)
    if (flowId === undefined) return null
    reserved.delete(id)
    const claim = work.takeAccepted(id)
    if (claim === null) loop.free(flowId)
    return claim
  }

  const called = createCalledWork({ work, effects, callers, isStopping, start: loop.start })

  /** Makes runs due that an open breaker blocked, in batches. */
  const wakeAll = async (): Promise<void> => {
    const at = effects.clock()
    for (let from: number | null = 0; from !== null && !isStopping(); ) {
      from = await store.waits.wakeHeld(at, from)
    }
  }

  let isWaking = false
  let wakesAgain = false

  /** Makes blocked runs due. Repeats this once if called again in the meantime. */
  const wakeHeld = (): void => {
    if (isWaking) {
      wakesAgain = true
      return
    }
    isWaking = true
    follow(wakeAll())
      .catch(thrown => {
        effects.log(
          'Runs that waited for a blocked service could not be resumed immediately. They resume at their scheduled time.',
          { cause: String(thrown) }
        )
      })
      .finally(() => {
        isWaking = false
        const again = wakesAgain
        wakesAgain = false
        if (again) wakeHeld()
      })
  }

  return {
    isStopping,
    depth: loop.depth,
    follow,
    // Nothing is recovered, so nothing has to be told from new work.
    note: () => {},
    reserve: (delivery, { flowId, atOnce }) => {
      const isFree = delivery.orderKey === null && atOnce === null
      if (!isFree || !loop.reserve(flowId)) return
      reserved.set(delivery.id, flowId)
      delivery.isClaimed = true
    },
    unreserve: id => {
      const claim = takeReserved(id)
      if (claim === null) return
      loop.free(claim.flowId)
      void forget(claim)
    },
    accept: ({ delivery, arrival, hasBegun, subscription: { flowId, atOnce } }) => {
      const { id } = delivery
      const claim = takeReserved(id)
      if (claim !== null) return loop.runReserved(claim, { delivery, arrival, hasBegun, starts: 0 })
      if (!callers.has(id)) return loop.look()
      called.add({ id, flowId, isLimited: atOnce !== null })
    },
    queueWaiting: (subscriptionId: Id) => {
      store.waits.follow(subscriptionId).then(loop.look, thrown => {
        effects.log('Waiting runs could not be read. This is retried when their flow changes.', {
          cause: String(thrown)
        })
      })
    },
    replay: loop.look,
    goOn: held.goOn,
    cancel: held.cancel,
    cancelOf: held.cancelOf,
    wakeHeld: () => {
      wakes += 1
      wakeHeld()
    },
    begin: () => {
      // A change of a flow may have been missed when a process ended.
      store.waits.follow(null).catch(thrown => {
        effects.log('Waiting runs could not be read. This is retried when their flow changes.', {
          cause: String(thrown)
        })
      })
      loop.begin()
    },
    stop: async () => {
      underWay.stop()
      loop.stop()
      await underWay.ended()
    }
  }
}
