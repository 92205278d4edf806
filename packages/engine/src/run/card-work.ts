import { Fault, type Step, type StepPath, thenMaybe } from '@hookwright/model'
import { CALLER } from '../card/call-context.ts'
import { type CardContext, type ItemCalls, type Outcome, outputs } from '../card/card-context.ts'
import { keyOfPath } from '../card/journal.ts'
import {
  actionEnvironmentOf,
  type CallingCard,
  callerOf,
  type FlowCalls,
  type RunStrip
} from './call-flow.ts'
import { catchError } from './catch-error.ts'
import { doEffect, send } from './do-effect.ts'
import { groupSizeOf, runInLanes } from './lanes.ts'
import type { PlannedCard } from './prepare-flows.ts'
import { type Environment, type Frame, type Progress, written } from './progress.ts'
import { readInput, readInputs } from './read-inputs.ts'
import { suspendUntilDue } from './suspend.ts'
import { type Exchange, nothingSent } from './try-again.ts'
import { waitAtStep } from './wait-at-step.ts'

type CardWork = CardContext<PlannedCard['config']>

/** Context of a card at a step of a run. */
interface WorkAtStep extends CardWork, CallingCard {
  step: Step
  /** Path of the effect in the journal: the path of the step, or of a part of the step. */
  at: StepPath
  exchange: Exchange
}

/** Returns the function that creates the context for executing a card. */
export const createWorkOf = (
  runStrip: RunStrip,
  { callFlow, callAction }: FlowCalls
): ((run: Progress, frame: Frame, planned: PlannedCard, step: Step, exchange: Exchange) => CardWork) => {
  const runBlock = (
    { run, frame, planned }: WorkAtStep,
    block: string,
    inner: Record<string, unknown>
  ): Outcome | Promise<Outcome> => {
    const plan = planned.blocks.get(block)
    if (plan === undefined) return outputs({})
    frame.scope.set(planned.card.id, inner)
    const { scope, given: params, path, depth, environment, flowId } = frame
    const inside: Frame = {
      environment,
      flowId,
      scope,
      given: params,
      path: [...path, planned.card.id],
      depth
    }
    return thenMaybe(runStrip(run, inside, plan.strip), end =>
      end.kind === 'outputs' ? outputs(readInputs(planned, plan.joins, scope)) : end
    )
  }

  /**
   * Starts an independent run of another flow, which is created when this card ends. If independent runs are
   * not possible, the flow runs inline.
   */
  const beginFlow = async (
    work: WorkAtStep,
    flowId: string,
    values: Record<string, unknown>
  ): Promise<string> => {
    if (work.exchange === nothingSent)
      throw new Error('Only a card with side effects can start a run of another flow.')
    const { journal, fx, runId } = work.run.world
    const { environment } = work.frame
    if (environment.prepared.flowOf(flowId) === undefined) throw new Fault('helper.gone', { card: work.name })
    // A begun run has the connection of the run's event, which is not that of an action.
    if (journal.begins !== true || environment !== work.run.environment) {
      await callFlow(work, flowId, values)
      return runId
    }
    const id = fx.newId()
    work.exchange.begun.push({ id, flowId, given: { ...values, [CALLER]: callerOf(work.frame) } })
    return id
  }

  /**
   * Members of a card context that are computed only when read. Most cards never use them, and computing them
   * would cost more than running the card.
   */
  const asked: Omit<CardWork, 'inputs'> & ThisType<WorkAtStep> = {
    get config() {
      return this.planned.config
    },

    get name() {
      return this.planned.name
    },

    get given() {
      return this.frame.given
    },

    get gives() {
      return this.planned.gives
    },

    get fx() {
      return this.run.world.fx
    },

    get effectKey() {
      return `${this.run.world.runId}/${keyOfPath(this.at)}`
    },

    get slot(): CardWork['slot'] {
      const { planned, frame } = this
      return (field, inner) => {
        const input = planned.slots.get(field)
        frame.scope.set(planned.card.id, inner)
        return input === undefined ? null : readInput(planned, input, frame.scope)
      }
    },

    get slots(): CardWork['slots'] {
      const { planned, frame } = this
      const inputs = [...planned.slots.values()]
      return inner => {
        frame.scope.set(planned.card.id, inner)
        return readInputs(planned, inputs, frame.scope)
      }
    },

    get runBlock(): CardWork['runBlock'] {
      return (block, inner = {}) => runBlock(this, block, inner)
    },

    get tryBlock(): CardWork['tryBlock'] {
      return block => catchError(this, () => runBlock(this, block, {}))
    },

    get callFlow(): CardWork['callFlow'] {
      return (flowId, params, index, keeps) => callFlow(this, flowId, params, index, keeps)
    },

    get tryFlow(): CardWork['tryFlow'] {
      return (flowId, params, index) => catchError(this, () => callFlow(this, flowId, params(), index))
    },

    get callEach(): CardWork['callEach'] {
      return (flowId, calls) =>
        forEachItem(this, calls, (work, index) => callFlow(work, flowId, calls.given(index), index))
    },

    get tryEach(): CardWork['tryEach'] {
      return (flowId, calls) =>
        forEachItem(this, calls, (work, index) =>
          catchError(work, () => callFlow(work, flowId, calls.given(index), index))
        )
    },

    get callAction(): CardWork['callAction'] {
      return (use, params) => callAction(this, use, params)
    },

    get beginFlow(): CardWork['beginFlow'] {
      return (flowId, params) => beginFlow(this, flowId, params)
    },

    get http(): CardWork['http'] {
      return async (request, again = 'when-safe') => {
        const { run, step, exchange } = this
        const environment = clientEnvironmentOf(this)
        exchange.request = request
        exchange.again = again
        const safe = request.method === 'GET' || request.method === 'HEAD'
        await written(run, run.world.journal.intend(this.at, { safe, draws: run.draws.splice(0) }))
        const response = await send(run, environment, step, request)
        exchange.response = response
        return response
      }
    },

    get part(): CardWork['part'] {
      return (index, execute) => doPart(this, index, execute)
    },

    get wait(): CardWork['wait'] {
      const { run, step, name } = this
      return time => waitAtStep(run, { step, name, time })
    }
  }

  return (run, frame, planned, step, exchange) => {
    const work: WorkAtStep = Object.create(asked)
    work.run = run
    work.frame = frame
    work.planned = planned
    work.step = step
    work.at = step.path
    work.exchange = exchange
    work.keptSize = 0
    work.inputs = readInputs(planned, planned.inputs, frame.scope)
    return work
  }
}

/** Runs a part of an effect, or returns its recorded result. */
const doPart = async (
  work: WorkAtStep,
  index: number,
  execute: (part: CardWork) => Promise<Record<string, unknown>>
): Promise<Record<string, unknown>> => {
  const { run, step, name } = work
  const at = [...step.path, index]
  const exchange: Exchange = { request: null, again: 'when-safe', response: null, begun: [] }
  const part: WorkAtStep = Object.create(work, { at: { value: at }, exchange: { value: exchange } })
  if (run.world.answers !== undefined) return execute(part)
  const recorded = run.world.journal.recall(at)
  if (recorded !== undefined) {
    const earlier = run.before?.get(keyOfPath(step.path))?.requests
    if (step.requests === undefined && earlier !== undefined) step.requests = earlier
    if ('fault' in recorded) throw new Fault(recorded.fault.code, recorded.fault.details)
    return recorded.outputs
  }
  suspendUntilDue(run, at)
  const effect = { step: { ...step, path: at }, name, exchange }
  try {
    const ended = await doEffect(run, effect, async () => outputs(await execute(part)))
    return ended.kind === 'outputs' ? ended.outputs : {}
  } finally {
    if (effect.step.tries !== undefined) step.tries = effect.step.tries
  }
}

/**
 * Returns the environment whose HTTP client sends a card's requests: that of the card's own connection, if it
 * has one, otherwise that of the flow.
 */
const clientEnvironmentOf = (work: WorkAtStep): Environment => {
  const { spec, card } = work.planned
  const use = spec.acts(card.config)
  return use === null ? work.frame.environment : actionEnvironmentOf(work, use)
}

/** Returns the context of the card with some parts replaced. */
export const workWith = <Config>(
  work: CardContext<Config>,
  others: Partial<CardContext<Config>>
): CardContext<Config> => Object.create(work, Object.getOwnPropertyDescriptors(others))

/**
 * Runs a function for each item. Items that run concurrently each get a context with its own state (a lane).
 */
const forEachItem = async <Ended>(
  work: WorkAtStep,
  items: ItemCalls,
  runItem: (work: WorkAtStep, index: number) => Ended | Promise<Ended>
): Promise<Ended[]> => {
  const { run, name } = work
  if (groupSizeOf(run, items) > 1)
    return runInLanes(run, name, items, (lane, index) => {
      const inLane: WorkAtStep = Object.create(work, { run: { value: lane } })
      return runItem(inLane, index)
    })
  const ended: Ended[] = []
  for (let index = 0; index < items.count; index++) ended.push(await runItem(work, index))
  return ended
}
