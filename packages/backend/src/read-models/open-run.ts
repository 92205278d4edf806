import type { Specs } from '@hookwright/engine'
import { Fault, type Id, type Run } from '@hookwright/model'
import type { RunRow, Store } from '@hookwright/store'
import { whyNoReplay } from '../dispatch/replay.ts'
import { recordsLeftOut } from '../execution/runs-for-records.ts'
import { byFlowId, linesOf, type RunLine } from '../revisions/run-lines.ts'
import { type DeliveryRow, deliveryRowsOf } from './delivery-rows.ts'
import { loadDraftRunFlows } from './run-flows/draft-run-flows.ts'
import { loadHelperRunFlows } from './run-flows/helper-run-flows.ts'
import type { RunFlows, RunFlowsContext } from './run-flows/run-flows.ts'
import { loadUserRunFlows } from './run-flows/user-run-flows.ts'

/** A run as shown on the canvas, step by step. */
export interface OpenRun extends RunFlows {
  run: RunRow
  lines: RunLine[]
  delivery: DeliveryRow | null
  /** Number of records that were skipped as duplicates. */
  leftOut: number
  /** Replays of this run, newest first. */
  replays: Run[]
  /** Run that called this run, if any, and runs that this run called. */
  calls: { caller: Run | null; called: Run[] }
  /**
   * Reason why the delivery cannot be replayed, such as “it is still waiting for its first run”. `null` if it
   * can, or if the run has no delivery.
   */
  noReplay: string | null
  /** Previous and next run of the same flow. */
  siblings: { previous: Id | null; next: Id | null }
}

/** Loads the flows to draw for a run, by its kind and owner. Throws `run.not-drawable`. */
const loadRunFlows = async (params: RunFlowsContext, run: RunRow): Promise<RunFlows> => {
  if (run.subscriptionId === null) return loadDraftRunFlows(params, run)
  const subscription = await params.store.subscriptions.find(run.subscriptionId)
  if (subscription === null) throw new Fault('run.not-drawable')
  return run.kind === 'flow'
    ? loadUserRunFlows(params, run, subscription)
    : loadHelperRunFlows(params, run, subscription)
}

const linesIn = ({ flow, flows }: RunFlows, { steps }: RunRow, specs: Specs): RunLine[] =>
  linesOf({ steps: steps ?? [], flow, flows: byFlowId(flows), specs })

/**
 * Returns the card name of each step of a run, in order. Returns null if the run cannot be drawn because its
 * flow is no longer stored.
 */
export const stepNamesOf = async (
  params: Omit<RunFlowsContext, 'shown'>,
  run: RunRow
): Promise<string[] | null> => {
  try {
    return linesIn(
      await loadRunFlows({ ...params, shown: async found => found }, run),
      run,
      params.specs
    ).map(({ name }) => name)
  } catch (error) {
    if (error instanceof Fault && error.code === 'run.not-drawable') return null
    throw error
  }
}

/** Maximum number of a delivery's runs to search for replays. */
const MOST_SCANNED = 200

const replaysOf = async (store: Store, { id, deliveryId, recordIndex }: RunRow): Promise<Run[]> => {
  if (deliveryId === null) return []
  const { rows } = await store.runs.list({ deliveryId, limit: MOST_SCANNED })
  return rows.filter(run => run.replayOf === id && run.recordIndex === recordIndex)
}

/** Returns the data needed to draw a run. Throws `run.not-drawable`. */
export const openRun = async (params: RunFlowsContext, run: RunRow): Promise<OpenRun> => {
  const { store, specs } = params
  const drawn = await loadRunFlows(params, run)
  const found = run.deliveryId === null ? null : await store.deliveries.find(run.deliveryId)
  const [delivery = null] = found === null ? [] : await deliveryRowsOf(params, [found.delivery])
  const noReplay =
    found === null ? null : whyNoReplay({ ...found, hasOpen: await store.runs.hasOpen(found.delivery.id) })
  return {
    ...drawn,
    run,
    lines: linesIn(drawn, run, specs),
    calls: await store.runs.childCallsOf(run.id),
    delivery,
    leftOut: drawn.records === null ? 0 : recordsLeftOut(run, delivery?.records ?? null),
    noReplay,
    replays: await replaysOf(store, run),
    siblings: await store.runs.beside(run.id)
  }
}
