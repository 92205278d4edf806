import { runFlow, type World } from '@hookwright/engine'
import {
  type Arrival,
  type Delivery,
  type Fault,
  type FaultData,
  isJsonObject,
  type RunOutcome,
  toFault
} from '@hookwright/model'
import type { FinishedRun, QueuedRun, RunRow, Store } from '@hookwright/store'
import type { Outside } from '../outside.ts'
import { openJournal } from '../runs/durable-journal.ts'
import { beginRun, FUEL, finishRun } from '../runs/keep-run.ts'
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
  /** A child of Run mode. */
  runChild: (live: Live, child: QueuedRun) => Promise<void>
}

export const createDeliveryRunner = (given: {
  store: Store
  outside: Outside
  lives: Lives
}): DeliveryRunner => {
  const { store, outside, lives } = given

  const worldOf = (ready: RunReady, run: RunRow, rows: Parameters<typeof openJournal>[0]['rows']) => {
    const { sealer } = outside
    const journal = openJournal({ store, sealer, run, rows, strict: false, refuse: () => null })
    const world: World = {
      prepared: ready.reach.prepared,
      fx: ready.fx,
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
    const erase = (await store.flows.find(live.flowId))?.saveAll === false
    return { failed: erased({ ...run, ...failureOf(run, fault, outside.clock()) }, erase), erase }
  }

  const runFirst = async ({ live, delivery, arrival, hasBegun }: Task): Promise<QueuedRun[]> => {
    const run = beginRun({
      // The first run has the delivery's id: done again after a crash, its effects keep their keys.
      id: delivery.id,
      kind: 'flow',
      flowId: live.flowId,
      subscriptionId: live.id,
      deliveryId: delivery.id,
      startedAt: outside.clock()
    })
    let ready: RunReady
    try {
      const made = lives.readyOf(live)
      ready = made instanceof Promise ? await made : made
    } catch (thrown) {
      const { failed, erase } = await failedFor(thrown, live, run)
      await store.runs.finishFirst(failed, { erase, begun: hasBegun })
      return []
    }
    const rows = hasBegun ? await store.runs.journalOf(run.id) : emptyRows
    const { journal, world } = worldOf(ready, run, rows)
    const flow = ready.spreads ? ready.prologue : ready.flow
    const values = { delivery: startValuesOf(delivery, arrival, live.terms.options) }
    const outcome = await runFlow(flow, values, world)
    const erase = !ready.saveAll
    const finished = erased({ ...run, ...finishRun(run, outcome, outside.clock(), ready.scrub) }, erase)
    const records = ready.spreads ? recordsOf(outcome) : []
    const begun = hasBegun || journal.hasBegun()
    if (records.length === 0) {
      await store.runs.finishFirst(finished, { erase, begun })
      return []
    }
    const children = records.map((record, index): QueuedRun => {
      const child = { ...run, id: outside.newId(), recordIndex: index, status: { is: 'queued' as const } }
      return { run: child, record }
    })
    await store.runs.spread(finished, children, { begun })
    return children
  }

  const runChild = async (live: Live, child: QueuedRun): Promise<void> => {
    const run = { ...child.run, startedAt: outside.clock() }
    let ready: RunReady
    try {
      ready = await lives.readyOf(live)
    } catch (thrown) {
      const { failed, erase } = await failedFor(thrown, live, run)
      await store.runs.finish(failed, { erase })
      return
    }
    const { world } = worldOf(ready, run, await store.runs.journalOf(run.id))
    const outcome = await runFlow(ready.flow, { record: child.record }, world)
    const erase = !ready.saveAll
    await store.runs.finish(erased(finishRun(run, outcome, outside.clock(), ready.scrub), erase), { erase })
  }

  return { runFirst, runChild }
}

const neverAborted = new AbortController().signal
const emptyRows = new Map<string, never>()

const recordsOf = (outcome: RunOutcome): Record<string, never>[] => {
  const outputs = outcome.steps[0]?.outputs
  const records = isJsonObject(outputs) ? outputs.records : null
  return Array.isArray(records) ? records : []
}

const failureOf = ({ id }: RunRow, fault: Fault, finishedAt: number): FinishedRun => ({
  id,
  status: { is: 'failed', at: [], fault: fault.toData() },
  finishedAt,
  steps: [],
  result: null
})

/** A fault of which no more than the code is kept, since its sentence may quote values. */
const bareFaultOf = ({ code }: FaultData): FaultData => ({
  code,
  message: `The run failed with ${code}; its flow keeps no data, so no more of the fault was kept. Switch on “Save all data” to see the next one whole.`,
  details: {}
})

/** The run without its values, when they are not to be kept. */
const erased = <Row extends FinishedRun>(row: Row, erase: boolean): Row => {
  if (!erase) return row
  const { status } = row
  const bare = status.is === 'failed' ? { ...status, fault: bareFaultOf(status.fault) } : status
  return { ...row, status: bare, steps: null, result: null }
}
