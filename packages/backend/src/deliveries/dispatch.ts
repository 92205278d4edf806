import { runFlow, type World } from '@hookwright/engine'
import {
  type Arrival,
  type Delivery,
  type Id,
  isJsonObject,
  type RunOutcome,
  toFault
} from '@hookwright/model'
import type { QueuedRun, RunRow, Store, WaitingDelivery } from '@hookwright/store'
import type { Outside } from '../outside.ts'
import { openJournal } from '../runs/durable-journal.ts'
import { beginRun, FUEL, finishRun } from '../runs/keep-run.ts'
import type { Live, Lives, RunReady } from './lives.ts'
import { startValuesOf } from './start-values.ts'

/** A delivery that is about to be run. */
export interface Task {
  live: Live
  delivery: Delivery
  arrival: Arrival
  /** True when a stop interrupted its first run behind one of its effects. */
  hasBegun: boolean
}

/** Turning accepted deliveries into runs. */
export interface Dispatch {
  /** Queues one for its first run; one that is queued or running already is left alone. */
  add: (task: Task) => void
  /** Queues all that wait for a subscription. */
  addWaiting: (live: Live) => Promise<void>
  /** Runs one now and resolves when its run is written. */
  runNow: (task: Task) => Promise<void>
  /** Runs children of Run mode in order. */
  runChildren: (live: Live, children: QueuedRun[]) => Promise<void>
  /** Takes no more; resolves when what runs has ended. */
  stop: () => Promise<void>
}

/** How many runs may be under way at once, and how many deliveries wait in memory; more wait in the store. */
const SLOTS = 128
const MOST_QUEUED = 2_000
const PAGE = 500

export const createDispatch = (given: { store: Store; outside: Outside; lives: Lives }): Dispatch => {
  const { store, outside, lives } = given
  const queue: Task[] = []
  const taken = new Set<Id>()
  /** Subscriptions with deliveries that found the queue full. */
  const behind = new Set<Live>()
  const underWay = new Set<Promise<void>>()
  let armed = false
  let stopping = false

  const worldOf = (ready: RunReady, run: RunRow, rows: Parameters<typeof openJournal>[0]['rows']) => {
    const journal = openJournal({
      store,
      sealer: outside.sealer,
      run,
      rows,
      strict: false,
      refuse: () => null
    })
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

  const recordsOf = (outcome: RunOutcome): Record<string, never>[] => {
    const outputs = outcome.steps[0]?.outputs
    const records = isJsonObject(outputs) ? outputs.records : null
    return Array.isArray(records) ? records : []
  }

  const runFirst = async ({ live, delivery, arrival, hasBegun }: Task): Promise<void> => {
    const made = lives.readyOf(live)
    const ready = made instanceof Promise ? await made : made
    const run = beginRun({
      // The first run has the delivery's id: done again after a crash, its effects keep their keys.
      id: delivery.id,
      kind: 'flow',
      flowId: live.flowId,
      subscriptionId: live.id,
      deliveryId: delivery.id,
      startedAt: outside.clock()
    })
    const rows = hasBegun ? await store.runs.journalOf(run.id) : emptyRows
    const { journal, world } = worldOf(ready, run, rows)
    const flow = ready.spreads ? ready.prologue : ready.flow
    const outcome = await runFlow(
      flow,
      { delivery: startValuesOf(delivery, arrival, live.terms.options) },
      world
    )
    const finished = { ...run, ...finishRun(run, outcome, outside.clock(), ready.scrub) }
    const erase = !ready.saveAll
    const records = ready.spreads ? recordsOf(outcome) : []
    if (records.length === 0) {
      await store.runs.finishFirst(erased(finished, erase), { erase, begun: journal.hasBegun() })
      return
    }
    const children = records.map((record, index): QueuedRun => {
      const child = { ...run, id: outside.newId(), recordIndex: index, status: { is: 'queued' as const } }
      return { run: child, record }
    })
    await store.runs.spread(erased(finished, erase), children, { begun: journal.hasBegun() })
    await runChildren(live, children)
  }

  const runChildren = async (live: Live, children: QueuedRun[]): Promise<void> => {
    const ready = await lives.readyOf(live)
    for (const { run: queued, record } of children) {
      if (stopping) return
      const run = { ...queued, startedAt: outside.clock() }
      const { world } = worldOf(ready, run, await store.runs.journalOf(run.id))
      const outcome = await runFlow(ready.flow, { record }, world)
      const erase = !ready.saveAll
      await store.runs.finish(erased(finishRun(run, outcome, outside.clock(), ready.scrub), erase), { erase })
    }
  }

  const runTaken = async (task: Task): Promise<void> => {
    try {
      await runFirst(task)
    } catch (thrown) {
      const fault = toFault(thrown)
      outside.log('A delivery could not be run; it stays accepted and is taken up at the next start.', {
        delivery: task.delivery.id,
        code: fault.code,
        cause: String(fault.cause ?? fault.message)
      })
    } finally {
      taken.delete(task.delivery.id)
    }
  }

  const runNow = async (task: Task): Promise<void> => {
    if (taken.has(task.delivery.id)) return
    taken.add(task.delivery.id)
    await runTaken(task)
  }

  const refill = async (): Promise<void> => {
    for (const live of [...behind]) {
      behind.delete(live)
      await addWaiting(live)
    }
  }

  const pump = (): void => {
    armed = false
    while (!stopping && underWay.size < SLOTS) {
      const task = queue.shift()
      if (task === undefined) break
      const run = runTaken(task).finally(() => {
        underWay.delete(run)
        if (queue.length > 0) arm()
        else if (behind.size > 0) refill().catch(() => {})
      })
      underWay.add(run)
    }
  }

  const arm = (): void => {
    if (armed) return
    armed = true
    outside.soon(pump)
  }

  const add = (task: Task): void => {
    if (stopping || taken.has(task.delivery.id)) return
    if (queue.length >= MOST_QUEUED) {
      behind.add(task.live)
      return
    }
    taken.add(task.delivery.id)
    queue.push(task)
    arm()
  }

  const addWaiting = async (live: Live): Promise<void> => {
    let after: Id | undefined
    for (;;) {
      const page: WaitingDelivery[] = await store.deliveries.waiting({
        subscriptionId: live.id,
        limit: PAGE,
        ...(after === undefined ? {} : { after })
      })
      for (const { delivery, arrival, hasBegun } of page) add({ live, delivery, arrival, hasBegun })
      after = page.at(-1)?.delivery.id
      if (page.length < PAGE || after === undefined || queue.length >= MOST_QUEUED) return
    }
  }

  return {
    add,
    addWaiting,
    runNow,
    runChildren,
    stop: async () => {
      stopping = true
      await Promise.all(underWay)
    }
  }
}

const neverAborted = new AbortController().signal
const emptyRows = new Map<string, never>()

/** The run without its values, when they are not to be kept. */
const erased = <Row extends { steps: unknown; result: unknown }>(row: Row, erase: boolean): Row =>
  erase ? { ...row, steps: null, result: null } : row
