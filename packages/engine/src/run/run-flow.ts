import {
  type CardId,
  catchMaybe,
  type Flow,
  type RunOutcome,
  type Step,
  type StepPath,
  thenMaybe,
  toFault
} from '@hookwright/model'
import type { Scope } from '../card/bindings.ts'
import type { Outcome } from '../card/card-context.ts'
import type { Patience, SuspendedRun } from './patience.ts'
import {
  beginProgress,
  type Environment,
  type Frame,
  type Progress,
  planFor,
  type RunEnvironment,
  startOutputsOf
} from './progress.ts'
import { runStrip } from './run-strip.ts'

/** Runs the flow from its start card. Synchronous if no card is asynchronous, as in most short runs. */
const runFrom = (
  flow: Flow,
  startOf: (environment: Environment) => Frame,
  world: RunEnvironment
): Ended | Promise<Ended> => {
  const run = beginProgress(world)
  const { environment } = run
  const ended = catchMaybe<Ended>(
    () =>
      thenMaybe(runStrip(run, startOf(environment), planFor(run, environment, flow, []).strip), end =>
        endOf(run, end)
      ),
    thrown => endBy(run, thrown)
  )
  // Only a run that waited for room may have some.
  const { room } = world
  return room !== undefined && ended instanceof Promise ? ended.finally(room.leave) : ended
}

type Ended = RunOutcome | SuspendedRun

/**
 * Counts the outputs in a trace whose values did not fit their types. Outputs of a called flow are counted
 * once, at the calling card.
 */
const countUnfit = (steps: readonly Step[]): number => {
  let count = 0
  let counted: StepPath = []
  for (const { path, conversionErrors } of steps) {
    if (conversionErrors === undefined) continue
    const outer = counted
    if (outer.length > 0 && outer.every((part, at) => path[at] === part)) continue
    counted = path
    count += conversionErrors.length
  }
  return count
}

const endOf = (run: Progress, end: Outcome): RunOutcome => {
  const stoppedAt = end.kind === 'stop' ? run.ended?.path : undefined
  const unfitOutputs = countUnfit(run.steps)
  return {
    status: {
      is: 'succeeded',
      ...(stoppedAt !== undefined && { stoppedAt }),
      ...(unfitOutputs > 0 && { unfitOutputs })
    },
    result: end.kind === 'return' ? end.result : null,
    steps: run.steps
  }
}

const endBy = (run: Progress, thrown: unknown): Ended => {
  const { suspended, steps, draws, unwritten } = run
  // It goes on from its journal, with the same keys: an outcome would end it for good.
  if (unwritten !== null && run.world.patience !== undefined) throw unwritten
  if (suspended !== null) {
    const { patience } = run.world
    return { ...suspended, steps: run.keepsBefore ? (patience?.before ?? []) : steps, draws }
  }
  const fault = toFault(thrown)
  return {
    status: { is: 'failed', at: run.ended?.path ?? [], fault: fault.toData() },
    result: null,
    steps
  }
}

const startOf =
  (values: Record<string, unknown>, world: RunEnvironment) =>
  (environment: Environment): Frame => {
    const start: Frame = {
      environment,
      flowId: world.flowId,
      scope: new Map(),
      given: startOutputsOf(environment, values),
      path: [],
      depth: 0
    }
    if (world.keepsGiven) start.kept = values
    return start
  }

/**
 * Narrows the type of an outcome to that of a run that cannot be suspended. Throws if the run was suspended.
 */
const withoutPatience = async (run: Ended | Promise<Ended>): Promise<RunOutcome> => {
  const outcome = await run
  if ('wait' in outcome) throw new Error('A run that cannot wait was suspended.')
  return outcome
}

/**
 * Runs a flow from its start card with start values. Never throws: a failed card, an aborted signal and a
 * reached step limit are outcomes. With the journal of an earlier attempt, it continues after the last
 * finished effect, with the same result as an uninterrupted run. It waits in process and does not retry.
 */
export const runFlow = (
  flow: Flow,
  values: Record<string, unknown>,
  world: Omit<RunEnvironment, 'patience'>
): Promise<RunOutcome> => withoutPatience(runFrom(flow, startOf(values, world), world))

/**
 * Runs a flow like `runFlow`, but suspends the run when a card waits or must be retried. The caller stores
 * the suspended run and runs it again from its journal when it is due. Synchronous if no card is
 * asynchronous.
 * @throws `storage.failed` if the journal cannot be written; the run then has no outcome and must be repeated
 */
export const runPatiently = (
  flow: Flow,
  values: Record<string, unknown>,
  world: RunEnvironment & { patience: Patience }
): RunOutcome | SuspendedRun | Promise<RunOutcome | SuspendedRun> =>
  runFrom(flow, startOf(values, world), world)

/**
 * Runs one card of a flow with its blocks. `before` contains the outputs of the preceding cards. Never
 * throws, like `runFlow`.
 */
export const runCard = (
  flow: Flow,
  card: CardId,
  before: Scope,
  world: Omit<RunEnvironment, 'patience'>
): Promise<RunOutcome> =>
  withoutPatience(
    runFrom(
      { ...flow, strip: [card] },
      environment => ({
        environment,
        flowId: world.flowId,
        scope: new Map(before),
        given: world.everywhere,
        path: [],
        depth: 0
      }),
      world
    )
  )
