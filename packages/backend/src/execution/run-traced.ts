import { runFlow } from '@hookwright/engine'
import type { RunOutcome } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'
import type { Tracing } from '../kernel/tracing.ts'

/** Runs a flow without a delivery, such as a registration. Records a span for the run if tracing is on. */
export const runTraced = async (
  { tracing }: Pick<Effects, 'tracing'>,
  run: Parameters<Tracing['beginRun']>[0],
  ...[flow, values, world]: Parameters<typeof runFlow>
): Promise<RunOutcome> => {
  if (tracing === undefined) return runFlow(flow, values, world)
  const { told } = world
  const trace = tracing.beginRun(run)
  const outcome = await runFlow(flow, values, {
    ...world,
    sending: trace.sending,
    told: (...moment) => {
      trace.told(...moment)
      told?.(...moment)
    }
  })
  trace.end(outcome.status)
  return outcome
}
