import { MOST_STEPS, type RunOutcome } from '@hookwright/model'
import type { FinishedRun, RunRow } from '@hookwright/store'

/** Maximum number of steps that a run may take before it is suspended. */
export const FUEL = MOST_STEPS

/**
 * Returns the initial row of a run. The properties are spelled out for speed, like all code that each event
 * runs (decision 057).
 */
export const beginRun = (
  run: Pick<RunRow, 'id' | 'kind' | 'flowId' | 'startedAt'> & Partial<RunRow>
): RunRow => ({
  id: run.id,
  kind: run.kind,
  flowId: run.flowId,
  subscriptionId: run.subscriptionId ?? null,
  deliveryId: run.deliveryId ?? null,
  recordIndex: run.recordIndex ?? null,
  revisionId: run.revisionId ?? null,
  replayOf: run.replayOf ?? null,
  replay: run.replay ?? null,
  status: run.status ?? { is: 'running' },
  startedAt: run.startedAt,
  finishedAt: run.finishedAt ?? null,
  steps: run.steps ?? null,
  result: run.result ?? null
})

type Scrub = <Value>(value: Value) => Value

/** Returns the end of a run for storage: its trace and result without secrets. */
export const finishRun = (
  { id }: Pick<RunRow, 'id'>,
  outcome: RunOutcome,
  at: number,
  scrub: Scrub
): FinishedRun => {
  const { status, steps, result } = scrub({
    status: outcome.status,
    steps: outcome.steps,
    result: outcome.result
  })
  return { id, finishedAt: at, status, steps, result }
}

/** Returns the complete row of an ended run. */
export const endRun = (run: RunRow, outcome: RunOutcome, at: number, scrub: Scrub): RunRow => {
  const { id, kind, flowId, subscriptionId, deliveryId, recordIndex } = run
  const { revisionId, replayOf, replay, startedAt } = run
  const { finishedAt, status, steps, result } = finishRun(run, outcome, at, scrub)
  return {
    id,
    kind,
    flowId,
    subscriptionId,
    deliveryId,
    recordIndex,
    revisionId,
    replayOf,
    replay,
    status,
    startedAt,
    finishedAt,
    steps,
    result
  }
}
