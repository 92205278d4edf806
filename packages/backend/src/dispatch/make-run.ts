import { setMaxListeners } from 'node:events'
import {
  type Answers,
  type Patience,
  type RunEnvironment,
  runPatiently,
  type SuspendedRun
} from '@hookwright/engine'
import {
  catchMaybe,
  type Delivery,
  Fault,
  type IncomingRequest,
  isToolCall,
  isUnwritten,
  type Json,
  type Millis,
  type RunOutcome,
  type RunStatus,
  thenMaybe,
  toFault
} from '@hookwright/model'
import type {
  AfterLast,
  FinishedRun,
  KeyedRun,
  QueuedRun,
  RunRow,
  Store,
  StoredWait,
  WorkClaim
} from '@hookwright/store'
import { onHoldAlert } from '../alerts/new-alert.ts'
import { answersFor, refuse, withoutRequests } from '../execution/answers-for.ts'
import { begunRunRow, mostCalls, startValuesOfBegun } from '../execution/begun-runs.ts'
import {
  type DurableJournal,
  type JournalKeeping,
  type JournalRows,
  openJournal
} from '../execution/durable-journal.ts'
import { recordOf } from '../execution/runs-for-records.ts'
import { createValueRooms } from '../execution/value-rooms.ts'
import type { Effects } from '../kernel/effects.ts'
import { endRun, FUEL } from '../kernel/keep-run.ts'
import { retryUntilWritten } from '../kernel/retry-until-written.ts'
import type { RunTrace, Tracing } from '../kernel/tracing.ts'
import { redactDelivery } from '../payloads/redact-delivery.ts'
import { startValuesOf } from '../payloads/start-values.ts'
import { applyRetention, type RetentionMode, retentionModeOf } from '../retention/apply-retention.ts'
import { createRedactions } from '../retention/redactions.ts'
import type { RetentionOf } from '../revisions/rules-in-force.ts'
import type {
  CachedSubscription,
  RunReady,
  SubscriptionCache
} from '../subscription-cache/subscription-cache.ts'
import type { Callers } from './callers.ts'
import type { Task } from './queued-work.ts'
import { cancelledBehind, createRunsOfRecords } from './runs-of-records.ts'
import type { WatchedRuns } from './watched-runs.ts'

/** Input of a run: a delivery, one of its records, or the sealed start values from a calling run. */
export type RunInput =
  | { delivery: Delivery; arrival: IncomingRequest }
  | { record: Record<string, Json> }
  | { sealed: Record<string, Json> }

/** Run to execute, with its initial row, its journal, and the step at which it resumes. */
export interface ToMake {
  subscription: CachedSubscription
  run: RunRow
  /** Input of the run. Null if it is no longer stored; the run then fails. */
  given: RunInput | null
  rows: JournalRows
  woken: Patience['woken']
  /** Tracing span of the run; absent unless tracing is on. */
  trace?: RunTrace
  claim: WorkClaim | undefined
}

/** Run in preparation, with the objects that it needs. */
interface Making {
  toMake: ToMake
  ready: RunReady
  journal: DurableJournal
}

/** Executed run with its result, to be written. */
export type Made = ExecutedRun & {
  /**
   * Applies the retention rules to a replay again, before a repeated write. The rules may have changed since
   * the run ended. Other runs are executed again instead.
   */
  reapplyRetention?: () => Made | Promise<Made>
}

type ExecutedRun =
  | {
      is: 'ended'
      run: RunRow
      /** Runs to queue in the transaction that writes the end of this run. */
      children: KeyedRun[]
      /** Erasure or redaction of the delivery's values, applied once none of its runs is in progress. */
      last: AfterLast
      /** Status for the delivery's records whose runs have not begun. Null if this run does not stop them. */
      rest: RunStatus | null
      /** True if an effect has already written the run's row. */
      hasBegun: boolean
      /** Unredacted result, set only where a caller waits for it. */
      told?: Record<string, unknown>
    }
  | { is: 'waiting' | 'on-hold'; run: RunRow; kept: Omit<StoredWait, 'orderKey'> }

/**
 * Executes a run. Fails the run if it cannot be prepared, for example because its connection or version is
 * gone or a sealed value cannot be opened. Throws `storage.failed`, after which the run must be repeated.
 * Synchronous if no step is asynchronous.
 */
export type MakeRun = (toMake: ToMake) => Made | Promise<Made>

export const createMakeRun = (params: {
  store: Store
  effects: Effects
  subscriptionCache: SubscriptionCache
  /** Returns true once no new work may start. */
  isStopping: () => boolean
  /** Called when a run has started other runs, with the time at which they are due. */
  hasBegun: (until: Millis) => void
  /** Called each time a run is about to wait for a service. */
  beforeEffect: (run: Pick<RunRow, 'id' | 'deliveryId'>) => void
  callers: Pick<Callers, 'has'>
  watchedRuns: Pick<WatchedRuns, 'stepListenerOf'>
}): MakeRun => {
  const { store, effects, subscriptionCache, isStopping, hasBegun, callers, watchedRuns } = params
  const keptFor = createRedactions({ store, effects })
  const roomOf = createValueRooms({ effects })
  const childrenOf = createRunsOfRecords(params)
  /**
   * Writes the result of an effect and retries until it is durable. Without the stored result, the effect
   * would be repeated.
   */
  const record: Store['runs']['record'] = (...entry) =>
    retryUntilWritten({ effects, stopping: isStopping }, () => store.runs.record(...entry))
  const keeping: JournalKeeping = {
    store: { runs: { intend: store.runs.intend, record } },
    sealer: effects.sealer,
    strict: false,
    refuse: () => null,
    beforeEffect: params.beforeEffect,
    begin: (run, begun) => ({ runs: begun.map(each => begunRunRow(effects, run, each)), most: mostCalls }),
    hasBegunRuns: () => hasBegun(effects.clock())
  }

  const worldOf = (
    { ready, toMake: { subscription, run, woken, trace }, journal }: Making,
    answers: Answers | null
  ) => {
    const world: RunEnvironment & { patience: Patience } = {
      prepared: ready.loadedRevision.prepared,
      fx: answers === null ? ready.fx : { ...ready.fx, http: refuse },
      journal,
      runId: run.id,
      flowId: run.flowId,
      everywhere: ready.everywhere,
      actionOf: answers === null ? ready.actionOf : withoutRequests(ready.actionOf),
      signal: neverAborted,
      room: roomOf(subscription.flowId),
      fuel: FUEL,
      patience: {
        startedAt: run.startedAt,
        before: run.steps ?? [],
        hasJournal: journal.hasBegun(),
        woken
      }
    }
    if (answers !== null) world.answers = answers
    const told = watchedRuns.stepListenerOf(run.flowId, run.id)
    if (told !== undefined) world.told = told
    if (trace !== undefined) {
      world.sending = trace.sending
      world.told = (...moment) => {
        trace.told(...moment)
        told?.(...moment)
      }
    }
    return world
  }

  /** Returns the failed end of a run that could not be executed. Rethrows faults that a retry may fix. */
  const failedFor = async (thrown: unknown, { subscription, run, rows }: ToMake): Promise<Made> => {
    const fault = toFault(thrown)
    if (isUnwritten(fault)) throw fault
    effects.log('The run of a delivery could not be executed. It is stored as failed.', {
      delivery: run.deliveryId ?? '',
      run: run.id,
      code: fault.code,
      cause: String(fault.cause ?? fault.message)
    })
    const failed = { ...run, ...failureOf(run, fault, effects.clock()) }
    return keptLater(run, async () => {
      const { row, last } = applyRetention(
        failed,
        await keptFor(run, await subscriptionCache.keptOf(subscription)),
        effects
      )
      return { is: 'ended', run: row, children: [], last, rest: null, hasBegun: rows.size > 0 }
    })
  }

  const make = (toMake: ToMake): Made | Promise<Made> => {
    const { subscription, run, given: what } = toMake
    if (what === null) throw new Fault('delivery.gone')
    return thenMaybe(subscriptionCache.readyOf(subscription, run.revisionId), ready => {
      const making = { toMake, ready, journal: openJournal(keeping, run, toMake.rows, toMake.claim) }
      if ('sealed' in what) return makeOfCall(making, what.sealed)
      return 'record' in what ? makeOfRecord(making, what) : makeOfDelivery(making, what)
    })
  }

  /** Executes a run that a card of another run started. The flow must be callable from that run. */
  const makeOfCall = async (making: Making, record: QueuedRun['record']): Promise<Made> => {
    const { toMake, ready } = making
    const { run } = toMake
    const begunWith = startValuesOfBegun(effects, run, record)
    if (begunWith === null) throw new Fault('delivery.gone')
    const flow = ready.loadedRevision.prepared.flowOf(run.flowId)
    if (flow === undefined) throw new Fault('flow.gone')
    const world = { ...worldOf(making, null), keepsGiven: true as const }
    const outcome = await runPatiently(flow, begunWith, world)
    if ('wait' in outcome) return setAside(making, outcome, record)
    const ended = endRun(run, outcome, effects.clock(), ready.scrub)
    return madeOf(making, ended, await keptFor(run, await keptNow(making)))
  }

  const makeOfRecord = async (making: Making, { record }: Pick<QueuedRun, 'record'>): Promise<Made> => {
    const { toMake, ready } = making
    const { subscription, run } = toMake
    const answers = hasEffects(run)
      ? null
      : await answersFor(params, subscription, run, old => ({ record: recordOf(old) ?? record }))
    const outcome = await runPatiently(ready.flow, { record }, worldOf(making, answers))
    if ('wait' in outcome) return keptLater(run, () => setAside(making, outcome, record))
    const ended = endRun(run, outcome, effects.clock(), ready.scrub)
    return keptLater(run, async () => {
      const made = madeOf(making, ended, await keptFor(run, await keptNow(making)))
      if (ready.stopsRest && made.run.status.is === 'failed') made.rest = cancelledBehind(run)
      return made
    })
  }

  /** Executes the run of a delivery. Synchronous for a short run with an ordinary body. */
  const makeOfDelivery = (
    making: Making,
    { delivery, arrival }: Pick<Task, 'delivery' | 'arrival'>
  ): Made | Promise<Made> => {
    const { toMake, ready } = making
    const { subscription, run } = toMake
    const flow = ready.spreads ? ready.prologue : ready.flow
    const startWith = ({ options, reads }: RunReady) =>
      startValuesOf(effects, delivery, arrival, options, reads)
    const answers = hasEffects(run)
      ? null
      : answersFor(params, subscription, run, async (_, old) => ({ delivery: await startWith(old) }))
    return thenMaybe(answers, known =>
      thenMaybe(startWith(ready), values =>
        thenMaybe(runPatiently(flow, { delivery: values }, worldOf(making, known)), outcome => {
          if ('wait' in outcome) return keptLater(run, () => setAside(making, outcome))
          const { body } = values
          const ended = endRun(run, outcome, effects.clock(), ready.scrub)
          return keptLater(run, () =>
            thenMaybe(keptNow(making), kept =>
              endOfDelivery(making, { outcome, ended }, delivery, arrival, body, kept)
            )
          )
        })
      )
    )
  }

  const endOfDelivery = (
    making: Making,
    { outcome, ended }: { outcome: RunOutcome; ended: RunRow },
    delivery: Delivery,
    arrival: IncomingRequest,
    body: unknown,
    rules: RetentionOf
  ): Made | Promise<Made> => {
    const { toMake, ready } = making
    return thenMaybe(
      retentionModeOf(rules, paths => redactDelivery(effects, delivery, arrival, paths)),
      kept => {
        const made = madeOf(making, ended, kept)
        if (callers.has(ended.id)) {
          const told = isToolCall(delivery.method) ? lastOutputsOf(ended) : ended.result
          if (told !== null) made.told = told
        }
        if (!ready.spreads) return made
        return childrenOf(toMake, ready, outcome, body).then(children => ({ ...made, children }))
      }
    )
  }

  /** Returns the retention mode by the current rules, which may have changed since the run began. */
  const keptNow = ({ toMake: { subscription }, ready }: Making): RetentionOf | Promise<RetentionOf> =>
    subscription.current ? ready.kept : subscriptionCache.keptOf(subscription)

  const madeOf = (
    { journal }: Making,
    ended: RunRow,
    kept: RetentionMode
  ): Extract<Made, { is: 'ended' }> => {
    const { row, last } = applyRetention(ended, kept, effects)
    return { is: 'ended', run: row, children: [], last, rest: null, hasBegun: journal.hasBegun() }
  }

  /**
   * Removes values that must not be stored from a run's status, which lists and alerts show. The trace may
   * still contain these values.
   */
  const toldStatus = async (
    run: RunRow,
    status: SuspendedRun['status'],
    kept: RetentionOf
  ): Promise<SuspendedRun['status']> =>
    kept.redaction.length === 0
      ? status
      : applyRetention({ ...run, status, steps: null, result: null }, await keptFor(run, kept), effects).row
          .status

  /** Suspends a run. Its trace is stored regardless of the retention mode, because resuming needs it. */
  const setAside = async (
    making: Making,
    suspended: SuspendedRun,
    record: QueuedRun['record'] | null = null
  ): Promise<Made> => {
    const { toMake, ready, journal } = making
    const { subscription, run } = toMake
    const { status: told, steps } = ready.scrub({ status: suspended.status, steps: suspended.steps })
    const status = await toldStatus(run, told, await keptNow(making))
    const entries = { ...journal.entriesOf(suspended), record }
    const row = { ...run, status, steps, result: null, finishedAt: null }
    if (status.is === 'waiting') return { is: 'waiting', run: row, kept: { ...entries, until: status.until } }
    const at = effects.clock()
    const { connectorId } = subscription.terms
    const alert = onHoldAlert(
      effects,
      { ...run, flowId: subscription.flowId },
      { why: status.why, connectorId, at }
    )
    return { is: 'on-hold', run: { ...row, finishedAt: at }, kept: { ...entries, until: null, alert } }
  }

  const makeOrFail: MakeRun = toMake =>
    catchMaybe(
      () => make(toMake),
      thrown => failedFor(thrown, toMake)
    )

  const makeTraced = (toMake: ToMake, tracing: Tracing): Made | Promise<Made> => {
    const trace = tracing.beginRun(toMake.run)
    return thenMaybe(makeOrFail({ ...toMake, trace }), made => {
      trace.end(made.run.status)
      return made
    })
  }

  return toMake => (effects.tracing === undefined ? makeOrFail(toMake) : makeTraced(toMake, effects.tracing))
}

/**
 * Applies the retention rules to an executed run. A replay also gets `reapplyRetention`, which applies them again
 * when the run is written.
 */
const keptLater = ({ replayOf }: RunRow, keep: () => Made | Promise<Made>): Made | Promise<Made> =>
  replayOf === null ? keep() : thenMaybe(keep(), made => ({ ...made, reapplyRetention: keep }))

const hasEffects = ({ replay }: RunRow): boolean => replay?.effects !== false

/**
 * Returns the outputs of the last card of a run as the result of a tool. Null if the trace does not contain
 * them.
 */
const lastOutputsOf = ({ steps }: Pick<RunRow, 'steps'>): Record<string, unknown> | null => {
  const outputs = steps?.findLast(({ path }) => path.length === 1)?.outputs
  return outputs === undefined || outputs === 'given' ? null : outputs
}

const neverAborted = new AbortController().signal
// Every request under way listens to it, and many may be: no sign of a leak, which Node would warn of.
setMaxListeners(0, neverAborted)

const failureOf = ({ id, steps }: RunRow, fault: Fault, finishedAt: number): FinishedRun => ({
  id,
  status: { is: 'failed', at: [], fault: fault.toData() },
  finishedAt,
  steps: steps ?? [],
  result: null
})
