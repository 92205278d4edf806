import { Fault, type Flow, type Step, thenMaybe, toFault } from '@hookwright/model'
import type { ActionUse } from '../card/card-abilities.ts'
import {
  type CallOutcome,
  type CardContext,
  type CardError,
  type ItemCalls,
  type Outcome,
  outputs
} from '../card/define-card.ts'
import { keyOfPath } from '../card/journal.ts'
import type { ActionSignature } from '../card/surroundings.ts'
import { send } from './do-effect.ts'
import { groupSizeOf, runInLanes } from './lanes.ts'
import { planFor } from './plan-for.ts'
import type { PlannedCard } from './prepare-flows.ts'
import {
  burn,
  type Environment,
  type Frame,
  givenTo,
  interrupt,
  type Progress,
  pauseOf,
  written
} from './progress.ts'
import { readInput, readInputs } from './read-inputs.ts'
import { type Exchange, nothingSent } from './try-again.ts'
import { sizeOf } from './value-budget.ts'
import { waitAtStep } from './wait-at-step.ts'

const MAX_CALL_DEPTH = 64
/** After so many calls within each other the next one begins on a stack of its own, which many blocks could use up. */
const STACKED = 8

type CardWork = CardContext<PlannedCard['config']>

/** With what it is made of. */
interface WorkAtStep extends CardWork {
  run: Progress
  frame: Frame
  planned: PlannedCard
  step: Step
  exchange: Exchange
  /** The size of what the last called flow gave. */
  keptSize: number
}

/** Does the cards of a strip in order. */
type RunStrip = (run: Progress, frame: Frame, strip: PlannedCard[]) => Outcome | Promise<Outcome>

/** Creates the factory of card contexts, given the function that runs strips. */
export const createWorkOf = (
  runStrip: RunStrip
): ((run: Progress, frame: Frame, planned: PlannedCard, step: Step, exchange: Exchange) => CardWork) => {
  const runBlock = (
    { run, frame, planned }: WorkAtStep,
    block: string,
    inner: Record<string, unknown>
  ): Outcome | Promise<Outcome> => {
    const plan = planned.blocks.get(block)
    if (plan === undefined) return outputs({})
    frame.scope.set(planned.card.id, inner)
    const { scope, given, path, depth, environment } = frame
    const inside: Frame = { environment, scope, given, path: [...path, planned.card.id], depth }
    return thenMaybe(runStrip(run, inside, plan.strip), end =>
      end.kind === 'outputs' ? outputs(readInputs(planned, plan.joins, scope)) : end
    )
  }

  const callFlow = (
    work: WorkAtStep,
    flowId: string,
    given: Record<string, unknown>,
    index?: number,
    keeps?: 'all' | 'last'
  ): CallOutcome | Promise<CallOutcome> => {
    const { environment } = work.frame
    const flow = environment.prepared.flowOf(flowId)
    if (flow === undefined) throw new Fault('helper.gone', { card: work.planned.name })
    return enterFlow(work, environment, flow, given, index, keeps)
  }

  const callAction = (
    work: WorkAtStep,
    use: ActionUse,
    given: (action: ActionSignature) => Record<string, unknown>
  ): CallOutcome | Promise<CallOutcome> => {
    const environment = work.run.world.actionOf?.(use)
    if (environment === undefined) throw new Fault('action.gone', { card: work.planned.name })
    return enterFlow(work, environment, environment.flow, given(environment.signature))
  }

  const enterFlow = (
    work: WorkAtStep,
    environment: Environment,
    flow: Flow,
    given: Record<string, unknown>,
    index?: number,
    keeps: 'all' | 'last' = 'all'
  ): CallOutcome | Promise<CallOutcome> => {
    const { run, frame, planned } = work
    if (frame.depth >= MAX_CALL_DEPTH) throw interrupt(run, new Fault('run.depth', { depth: MAX_CALL_DEPTH }))
    const path = [...frame.path, planned.card.id]
    let pause: Promise<void> | null = null
    if (index !== undefined) {
      // A flow without a card takes no step, so that going through it again and again would never end.
      burn(run, path)
      path.push(index)
      pause = pauseOf(run)
    }
    const inside: Frame = {
      environment,
      scope: new Map(),
      given: givenTo(environment, given),
      path,
      depth: frame.depth + 1
    }
    if (index !== undefined) inside.kept = given
    const { held } = run
    const begin = () =>
      thenMaybe(runStrip(run, inside, planFor(run, environment, flow, path).strip), (end): CallOutcome => {
        // Its values are out of reach from here on, but for those that the card may collect.
        run.held = held
        const called = asCalled(end)
        if (called.kind !== 'outputs') return called
        if (planned.gives.length === 0) return index === undefined ? called : { kind: 'outputs', outputs: {} }
        const size = sizeOf(called.outputs, run.sizes)
        run.held += keeps === 'last' ? size - work.keptSize : size
        work.keptSize = size
        return called
      })
    if (pause !== null) return pause.then(begin)
    return inside.depth % STACKED === 0 ? Promise.resolve().then(begin) : begin()
  }

  /** Begins a run of another flow, which is there once this card has ended; or runs the flow here and now. */
  const beginFlow = async (
    work: WorkAtStep,
    flowId: string,
    given: Record<string, unknown>
  ): Promise<string> => {
    if (work.exchange === nothingSent) throw new Error('Only a card that reaches an effect begins a run.')
    const { journal, fx, runId } = work.run.world
    const { environment } = work.frame
    if (environment.prepared.flowOf(flowId) === undefined) throw new Fault('helper.gone', { card: work.name })
    // A begun run has the connection of the run's event, which is not that of an action.
    if (journal.begins !== true || environment !== work.run.environment) {
      await callFlow(work, flowId, given)
      return runId
    }
    const id = fx.newId()
    work.exchange.begun.push({ id, flowId, given })
    return id
  }

  /** Lazy part of a card context: most cards never ask for it, and making it costs more than running them. */
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
      return `${this.run.world.runId}/${keyOfPath(this.step.path)}`
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
      return block => attempt(this, () => runBlock(this, block, {}))
    },

    get callFlow(): CardWork['callFlow'] {
      return (flowId, given, index, keeps) => callFlow(this, flowId, given, index, keeps)
    },

    get tryFlow(): CardWork['tryFlow'] {
      return (flowId, given, index) => attempt(this, () => callFlow(this, flowId, given(), index))
    },

    get callEach(): CardWork['callEach'] {
      return (flowId, calls) =>
        forEachItem(this, calls, (work, index) => callFlow(work, flowId, calls.given(index), index))
    },

    get tryEach(): CardWork['tryEach'] {
      return (flowId, calls) =>
        forEachItem(this, calls, (work, index) =>
          attempt(work, () => callFlow(work, flowId, calls.given(index), index))
        )
    },

    get callAction(): CardWork['callAction'] {
      return (use, given) => callAction(this, use, given)
    },

    get beginFlow(): CardWork['beginFlow'] {
      return (flowId, given) => beginFlow(this, flowId, given)
    },

    get http(): CardWork['http'] {
      return async (request, again = 'when-safe') => {
        const { run, frame, step, exchange } = this
        exchange.request = request
        exchange.again = again
        const safe = request.method === 'GET' || request.method === 'HEAD'
        await written(run, run.world.journal.intend(step.path, { safe, draws: run.draws.splice(0) }))
        const response = await send(run, frame.environment, step, request)
        exchange.response = response
        return response
      }
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
    work.exchange = exchange
    work.keptSize = 0
    work.inputs = readInputs(planned, planned.inputs, frame.scope)
    return work
  }
}

/** Returns the work of the card with these parts replaced. */
export const workWith = <Config>(
  work: CardContext<Config>,
  others: Partial<CardContext<Config>>
): CardContext<Config> => Object.create(work, Object.getOwnPropertyDescriptors(others))

const asCalled = (end: Outcome): CallOutcome =>
  end.kind === 'return' ? { kind: 'outputs', outputs: end.result } : end

/** Runs something for each item, with the work of a lane of its own where several are under way at the same time. */
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

/** Returns the outcome of `inside`, or the error of a card in it. */
const attempt = async <Ended>(
  { run, name }: { run: Progress; name: string },
  inside: () => Ended | Promise<Ended>
): Promise<Ended | { kind: 'failed'; error: CardError }> => {
  run.guards++
  try {
    return await inside()
  } catch (thrown) {
    if (run.suspended !== null) throw thrown
    const fault = toFault(thrown)
    if (run.over || fault.code === 'internal') throw fault
    const error: CardError = {
      code: fault.code,
      message: fault.message,
      card: run.ended?.name ?? name,
      details: fault.details
    }
    run.ended = null
    return { kind: 'failed', error }
  } finally {
    run.guards--
  }
}
