import { setMaxListeners } from 'node:events'
import { type Answers, runFlow, type World } from '@hookwright/engine'
import {
  type Arrival,
  type Delivery,
  type Fault,
  isJsonObject,
  type Json,
  type RunOutcome,
  type RunStatus,
  recordIdOf,
  toFault,
  valueAt
} from '@hookwright/model'
import type { FinishedRun, KeyedRun, QueuedRun, RunRow, Store } from '@hookwright/store'
import { keptAs, keptEnd } from '../keeping/kept-end.ts'
import { redactSeen } from '../keeping/redact-delivery.ts'
import { createRedactions } from '../keeping/redactions.ts'
import type { Outside } from '../outside.ts'
import { recordKeyOf } from '../receiving/once-key.ts'
import { answersFor, refuse } from '../runs/answers-for.ts'
import { openJournal } from '../runs/durable-journal.ts'
import { beginRun, FUEL, finishRun } from '../runs/keep-run.ts'
import { recordOf, runsRunAgain } from '../runs/runs-for-records.ts'
import { untilWritten } from '../subscriptions/until-written.ts'
import type { Live, Lives, RunReady } from './lives.ts'
import { startValuesOf } from './start-values.ts'

/** A delivery that waits for its first run. */
export interface Task {
  live: Live
  delivery: Delivery
  arrival: Arrival
  /** True when a stop or a failure interrupted its first run, perhaps behind one of its effects. */
  hasBegun: boolean
}

/**
 * Makes runs and writes them. A run that cannot be made ready (its connection or version is gone, a seal does not open)
 * is written as failed. Both throw `storage.failed`, after which the run is to be made again.
 */
export interface DeliveryRunner {
  /** The first run; gives the children that it queued. */
  runFirst: (task: Task) => Promise<QueuedRun[]>
  /** A child of Run mode. True when it failed and its flow does not run the rest then: that is cancelled. */
  runChild: (live: Live, child: QueuedRun) => Promise<boolean>
  /** A run that was begun for a kept delivery; gives the children that it queued. */
  runReplay: (replay: ReplayTask) => Promise<QueuedRun[]>
}

/** A kept delivery that is run again, or one record of it, with the run that was begun for it. */
export interface ReplayTask extends Omit<Task, 'hasBegun'> {
  run: RunRow
  /** Null for the whole delivery. */
  record: Record<string, Json> | null
}

export const createDeliveryRunner = (given: {
  store: Store
  outside: Outside
  lives: Lives
  /** True once nothing more is begun. */
  isStopping: () => boolean
}): DeliveryRunner => {
  const { store, outside, lives } = given
  const keptFor = createRedactions(store)
  const write = <Written>(act: () => Promise<Written>): Promise<Written> =>
    untilWritten({ outside, stopping: given.isStopping }, act)

  const worldOf = (
    ready: RunReady,
    run: RunRow,
    rows: Parameters<typeof openJournal>[0]['rows'],
    answers: Answers | null
  ) => {
    const { sealer } = outside
    const journal = openJournal({ store, sealer, run, rows, strict: false, refuse: () => null })
    const world: World = {
      prepared: ready.reach.prepared,
      fx: answers === null ? ready.fx : { ...ready.fx, http: refuse },
      ...(answers !== null && { answers }),
      journal,
      runId: run.id,
      everywhere: ready.everywhere,
      signal: neverAborted,
      fuel: FUEL
    }
    return { journal, world }
  }

  /** The end of a run that could not be made, unless trying again may help: then what was thrown is thrown on. */
  const failedFor = async (thrown: unknown, live: Live, run: RunRow) => {
    const fault = toFault(thrown)
    if (fault.code === 'storage.failed') throw fault
    outside.log('A delivery could not be run; its run is kept as failed.', {
      delivery: run.deliveryId ?? '',
      code: fault.code,
      cause: String(fault.cause ?? fault.message)
    })
    const failed = { ...run, ...failureOf(run, fault, outside.clock()) }
    return keptEnd(failed, await keptFor(run, await lives.keptOf(live)), outside)
  }

  /** By which its records must be new, in their order; none when the rules say nothing of that. */
  const recordKeysOf = async (
    live: Live,
    ready: RunReady,
    body: unknown,
    count: number
  ): Promise<(Uint8Array | undefined)[]> => {
    const { rules } = await lives.doorOf(live)
    if (rules.receiving.recordId === '' || ready.recordsIn === null) return []
    const found = valueAt(body, ready.recordsIn)
    const items = Array.isArray(found) ? found : [found]
    if (items.length !== count) return []
    return items.map(item => {
      const id = recordIdOf(rules, item, outside.cryptography)
      return id === null ? undefined : recordKeyOf(outside, id)
    })
  }

  /** Runs a delivery's flow, or the prologue alone when that makes a run for each record. */
  const runWhole = async (
    { live, delivery, arrival }: Omit<Task, 'hasBegun'>,
    run: RunRow,
    rows: Parameters<typeof openJournal>[0]['rows']
  ) => {
    const made = lives.readyOf(live, run.revisionId)
    const ready = made instanceof Promise ? await made : made
    const startWith = ({ options }: RunReady) => startValuesOf(delivery, arrival, options)
    const answers = hasEffects(run)
      ? null
      : await answersFor(given, live, run, async (_, old) => ({ delivery: await startWith(old) }))
    const { journal, world } = worldOf(ready, run, rows, answers)
    const flow = ready.spreads ? ready.prologue : ready.flow
    const started = startWith(ready)
    const values = { delivery: started instanceof Promise ? await started : started }
    const outcome = await runFlow(flow, values, world)
    const ended = { ...run, ...finishRun(run, outcome, outside.clock(), ready.scrub) }
    const { row: finished, last } = keptEnd(
      ended,
      keptAs(ready.kept, paths => redactSeen(delivery, arrival, values.delivery.body, paths)),
      outside
    )
    const records = ready.spreads ? recordsOf(outcome) : []
    // A replay is asked for: what was seen is run again.
    const isFirst = run.replayOf === null && records.length > 0
    const keys = isFirst ? await recordKeysOf(live, ready, values.delivery.body, records.length) : []
    const before = isFirst || records.length === 0 ? null : await runsRunAgain(store, run)
    const children = records.map((record, index): KeyedRun => {
      const replayOf = before?.get(index) ?? run.replayOf
      const status = { is: 'queued' as const }
      const child = { ...run, id: outside.newId(), recordIndex: index, replayOf, status }
      const key = keys[index]
      return { run: child, record, ...(key === undefined ? {} : { key }) }
    })
    return { finished, children, last, hasBegun: journal.hasBegun }
  }

  const runFirst = async (task: Task): Promise<QueuedRun[]> => {
    const { live, delivery, hasBegun } = task
    const before = hasBegun ? await store.runs.find(delivery.id) : null
    const run = beginRun({
      // The first run has the delivery's id: done again after a crash, its effects keep their keys.
      id: delivery.id,
      kind: 'flow',
      flowId: live.flowId,
      subscriptionId: live.id,
      deliveryId: delivery.id,
      revisionId: before?.revisionId ?? live.terms.revisionId,
      startedAt: outside.clock()
    })
    const rows = hasBegun ? await store.runs.journalOf(run.id) : emptyRows
    let whole: Awaited<ReturnType<typeof runWhole>>
    try {
      whole = await runWhole(task, run, rows)
    } catch (thrown) {
      const { row, last } = await failedFor(thrown, live, run)
      await store.runs.finishFirst(row, { ...last, begun: hasBegun })
      return []
    }
    const { finished, children, last } = whole
    const begun = hasBegun || whole.hasBegun()
    if (children.length > 0) return store.runs.spread(finished, children, { ...last, begun })
    await store.runs.finishFirst(finished, { ...last, begun })
    return []
  }

  const runReplay = async ({ record, ...task }: ReplayTask): Promise<QueuedRun[]> => {
    if (record === null) return replayWhole(task)
    const { live, run } = task
    const { finished, last } = await runRecord(live, { run, record })
    await write(() => store.runs.finish(finished, last))
    return []
  }

  const replayWhole = async ({ run, ...task }: Omit<ReplayTask, 'record'>): Promise<QueuedRun[]> => {
    let whole: Awaited<ReturnType<typeof runWhole>>
    try {
      whole = await runWhole(task, run, emptyRows)
    } catch (thrown) {
      const { row, last } = await failedFor(thrown, task.live, run)
      await write(() => store.runs.finish(row, last))
      return []
    }
    const { finished, children, last } = whole
    if (children.length > 0) {
      return write(() => store.runs.spread(finished, children, { ...last, begun: true }))
    }
    await write(() => store.runs.finish(finished, last))
    return []
  }

  /** Runs the flow for one record, also where it cannot be made ready: then it failed. */
  const runRecord = async (live: Live, { run, record }: QueuedRun) => {
    let ready: RunReady
    let answers: Answers | null
    try {
      ready = await lives.readyOf(live, run.revisionId)
      answers = hasEffects(run)
        ? null
        : await answersFor(given, live, run, old => ({ record: recordOf(old) ?? record }))
    } catch (thrown) {
      const { row, last } = await failedFor(thrown, live, run)
      return { finished: row, last, stopsRest: false }
    }
    const { world } = worldOf(ready, run, await store.runs.journalOf(run.id), answers)
    const outcome = await runFlow(ready.flow, { record }, world)
    const ended = finishRun(run, outcome, outside.clock(), ready.scrub)
    const { row: finished, last } = keptEnd(ended, await keptFor(run, ready.kept), outside)
    return { finished, last, stopsRest: ready.stopsRest && finished.status.is === 'failed' }
  }

  const runChild = async (live: Live, child: QueuedRun): Promise<boolean> => {
    const run = { ...child.run, startedAt: outside.clock() }
    const { finished, last, stopsRest } = await runRecord(live, { ...child, run })
    const rest = { status: cancelledBehind(run), but: [] }
    await store.runs.finish(finished, { ...last, ...(stopsRest && { rest }) })
    return stopsRest
  }

  return { runFirst, runChild, runReplay }
}

const hasEffects = ({ replay }: RunRow): boolean => replay?.effects !== false

const neverAborted = new AbortController().signal
// Every request under way listens to it, and many may be: no sign of a leak, which Node would warn of.
setMaxListeners(0, neverAborted)
const emptyRows = new Map<string, never>()

const recordsOf = (outcome: RunOutcome): Record<string, never>[] => {
  const outputs = outcome.steps[0]?.outputs
  const records = isJsonObject(outputs) ? outputs.records : null
  return Array.isArray(records) ? records : []
}

/** What becomes of the records that are not begun when this one failed. */
const cancelledBehind = ({ recordIndex }: RunRow): RunStatus => ({
  is: 'cancelled',
  why: `Record ${(recordIndex ?? 0) + 1} failed, and this flow does not run the rest of the list then. Run the delivery again once that is mended, or set the event card to go on.`
})

const failureOf = ({ id }: RunRow, fault: Fault, finishedAt: number): FinishedRun => ({
  id,
  status: { is: 'failed', at: [], fault: fault.toData() },
  finishedAt,
  steps: [],
  result: null
})
