import type { RunOutcome } from '@hookwright/model'
import type { FinishedRun, RunRow } from '@hookwright/store'

/** The most steps that a run may take. */
export const FUEL = 20_000

/** A run's row at its start. */
export const beginRun = (
  run: Pick<RunRow, 'id' | 'kind' | 'flowId' | 'startedAt'> & Partial<RunRow>
): RunRow => ({
  subscriptionId: null,
  deliveryId: null,
  recordIndex: null,
  revisionId: null,
  replayOf: null,
  replay: null,
  status: { is: 'running' },
  finishedAt: null,
  steps: null,
  result: null,
  ...run
})

/** A run's end as it is kept: its trace and result without secrets. */
export const finishRun = (
  run: RunRow,
  outcome: RunOutcome,
  at: number,
  scrub: <Value>(value: Value) => Value
): FinishedRun => {
  const { status, steps, result } = scrub({
    status: outcome.status,
    steps: outcome.steps,
    result: outcome.result
  })
  return { id: run.id, finishedAt: at, status, steps, result }
}
