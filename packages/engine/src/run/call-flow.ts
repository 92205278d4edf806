import { Fault, type Flow, thenMaybe } from '@hookwright/model'
import { CALLER, ERROR, INDEX } from '../card/call-context.ts'
import type { ActionUse } from '../card/card-abilities.ts'
import type { CallOutcome, CardError, Outcome } from '../card/card-context.ts'
import type { ActionSignature } from '../card/catalog.ts'
import type { PlannedCard } from './prepare-flows.ts'
import {
  type ActionEnvironment,
  countStep,
  type Environment,
  type Frame,
  interrupt,
  type Progress,
  pauseOf,
  planFor,
  startOutputsOf
} from './progress.ts'
import { sizeOf } from './value-budget.ts'

const MAX_CALL_DEPTH = 64
/** Call depth at which a call continues on a fresh stack, to avoid a stack overflow in nested blocks. */
const STACKED = 8

/** Card that runs another flow, with its position in the run. */
export interface CallingCard {
  run: Progress
  frame: Frame
  planned: PlannedCard
  /** Size of the result of the last called flow, in bytes. */
  keptSize: number
}

/**
 * Index that step paths contain when a card runs a helper flow after an error. All other calls by the card
 * have an index of at least 0.
 */
const ERROR_CALL = -1

/** Function that runs the cards of a strip in order. */
export type RunStrip = (run: Progress, frame: Frame, strip: PlannedCard[]) => Outcome | Promise<Outcome>

interface Call {
  flow: Flow
  flowId: string
  environment: Environment
  given: Record<string, unknown>
  /**
   * Additional start values that are not inputs of the called flow, such as the index of the item. Absent if
   * there are none.
   */
  context?: Record<string, unknown>
  /** Number of flow calls that the card made before. */
  index?: number | undefined
  keeps?: 'all' | 'last' | undefined
}

/** Functions that run other flows for a card and return the outcome. */
export interface FlowCalls {
  callFlow: (
    caller: CallingCard,
    flowId: string,
    values: Record<string, unknown>,
    index?: number,
    keeps?: 'all' | 'last'
  ) => CallOutcome | Promise<CallOutcome>
  /** Runs a helper flow after an error of the card. */
  callAfterError: (
    caller: CallingCard,
    flowId: string,
    error: CardError & { inputs: Record<string, unknown> }
  ) => CallOutcome | Promise<CallOutcome>
  callAction: (
    caller: CallingCard,
    use: ActionUse,
    valuesFor: (action: ActionSignature) => Record<string, unknown>
  ) => CallOutcome | Promise<CallOutcome>
}

/**
 * Creates the functions that run other flows for cards.
 * @param runStrip runs a strip of cards
 */
export const createFlowCalls = (runStrip: RunStrip): FlowCalls => {
  const enterFlow = (caller: CallingCard, call: Call): CallOutcome | Promise<CallOutcome> => {
    const { run, frame, planned } = caller
    const { flow, flowId, environment, given: params, context, index, keeps = 'all' } = call
    if (frame.depth >= MAX_CALL_DEPTH) throw interrupt(run, new Fault('run.depth', { depth: MAX_CALL_DEPTH }))
    const path = [...frame.path, planned.card.id]
    let pause: Promise<void> | null = null
    if (index !== undefined) {
      // A flow without a card takes no step, so that going through it again and again would never end.
      countStep(run, path)
      path.push(index)
      pause = pauseOf(run)
    }
    const inside: Frame = {
      environment,
      flowId,
      scope: new Map(),
      given: startOutputsOf(environment, params, context),
      path,
      depth: frame.depth + 1
    }
    if (index !== undefined) inside.kept = keptOf(params, context)
    const { held } = run
    const begin = () =>
      thenMaybe(runStrip(run, inside, planFor(run, environment, flow, path).strip), (end): CallOutcome => {
        // Its values are out of reach from here on, but for those that the card may collect.
        run.held = held
        const called = asCalled(end)
        if (called.kind !== 'outputs') return called
        if (planned.gives.length === 0) return index === undefined ? called : { kind: 'outputs', outputs: {} }
        const size = sizeOf(called.outputs, run.sizes)
        run.held += keeps === 'last' ? size - caller.keptSize : size
        caller.keptSize = size
        return called
      })
    if (pause !== null) return pause.then(begin)
    return inside.depth % STACKED === 0 ? Promise.resolve().then(begin) : begin()
  }

  const callHelper = (
    caller: CallingCard,
    flowId: string,
    call: Pick<Call, 'given' | 'index' | 'keeps'>,
    error: unknown
  ): CallOutcome | Promise<CallOutcome> => {
    const { environment } = caller.frame
    const flow = environment.prepared.flowOf(flowId)
    if (flow === undefined) throw new Fault('helper.gone', { card: caller.planned.name })
    const index = call.index === undefined || call.index === ERROR_CALL ? null : call.index
    const context = { [INDEX]: index, [CALLER]: callerOf(caller.frame), [ERROR]: error }
    return enterFlow(caller, { flow, flowId, environment, context, ...call })
  }

  return {
    callFlow: (caller, flowId, params, index, keeps) =>
      callHelper(caller, flowId, { given: params, index, keeps }, null),
    callAfterError: (caller, flowId, error) =>
      callHelper(caller, flowId, { given: {}, index: ERROR_CALL }, error),
    callAction: (caller, use, params) => {
      const environment = actionEnvironmentOf(caller, use)
      const { flow, signature } = environment
      if (flow === null) throw new Fault('action.gone', { card: caller.planned.name })
      return enterFlow(caller, { flow, flowId: use.actionFlowId, environment, given: params(signature) })
    }
  }
}

/**
 * Returns the environment of an action.
 * @throws `action.gone`, `connection.gone`
 */
export const actionEnvironmentOf = (
  { run, planned }: Pick<CallingCard, 'run' | 'planned'>,
  use: ActionUse
): ActionEnvironment => {
  const environment = run.world.actionOf?.(use)
  if (environment === undefined) throw new Fault('action.gone', { card: planned.name })
  return environment
}

/** Returns the caller as seen by called flows: the flow of the given frame. */
export const callerOf = ({ flowId, environment }: Frame): { id: string; name: string | null } => ({
  id: flowId,
  name: environment.prepared.nameOf(flowId)
})

/**
 * Returns the start values to store in the trace, without index and caller. These two follow from the path of
 * the step.
 */
const keptOf = (
  values: Record<string, unknown>,
  context: Record<string, unknown> | undefined
): Record<string, unknown> => {
  const error = context?.[ERROR] ?? null
  return error === null ? values : { ...values, [ERROR]: error }
}

const asCalled = (end: Outcome): CallOutcome =>
  end.kind === 'return' ? { kind: 'outputs', outputs: end.result } : end
