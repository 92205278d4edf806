import { type CardId, type Flow, type RunOutcome, toFault } from '@hookwright/model'
import type { Scope } from './bindings.ts'
import type { Frame, Progress, World } from './run/progress.ts'
import { runStrip } from './run/run-strip.ts'

const runFrom = async (flow: Flow, start: Frame, world: World): Promise<RunOutcome> => {
  const run: Progress = {
    world,
    startedAt: world.fx.clock(),
    steps: [],
    fuel: world.fuel,
    answers: new WeakMap(),
    draws: [],
    ended: null,
    over: false
  }
  try {
    const planned = world.prepared.planOf(flow)
    const plan = planned instanceof Promise ? await planned : planned
    const end = await runStrip(run, start, plan.strip)
    const stoppedAt = end.kind === 'stop' ? run.ended?.path : undefined
    return {
      status: stoppedAt === undefined ? { is: 'succeeded' } : { is: 'succeeded', stoppedAt },
      result: end.kind === 'return' ? end.result : null,
      steps: run.steps
    }
  } catch (thrown) {
    const fault = toFault(thrown)
    return {
      status: { is: 'failed', at: run.ended?.path ?? [], fault: fault.toData() },
      result: null,
      steps: run.steps
    }
  }
}

/**
 * Runs a flow from its start card, whose values are `given`. Never throws: a failing card, an ended signal and spent
 * fuel are outcomes. With the journal of an earlier try it goes on behind the last finished effect and comes out the
 * same as if it had never been interrupted.
 */
export const runFlow = (flow: Flow, given: Record<string, unknown>, world: World): Promise<RunOutcome> =>
  runFrom(flow, { scope: new Map(), given: { ...world.everywhere, ...given }, path: [], depth: 0 }, world)

/**
 * Runs one card of a flow, with all that its blocks hold, as if the cards before it had just given what `before` holds.
 * Never throws, as `runFlow`.
 */
export const runCard = (flow: Flow, card: CardId, before: Scope, world: World): Promise<RunOutcome> =>
  runFrom(
    { ...flow, strip: [card] },
    { scope: new Map(before), given: world.everywhere, path: [], depth: 0 },
    world
  )
