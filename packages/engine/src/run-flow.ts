import {
  Fault,
  type Flow,
  type RunOutcome,
  type SentRequest,
  type Step,
  type StepPath,
  toFault
} from '@hookwright/model'
import { misfitOf, type Scope } from './bindings.ts'
import type { CardError, Outcome, Tried, Work } from './define-card.ts'
import { outputs } from './define-card.ts'

import type { Effects, HttpRequest, HttpResponse } from './effects.ts'
import { type Draw, type Journal, keyOfPath } from './journal.ts'
import type { PlannedCard, PlannedInput, PreparedFlows } from './prepare-flows.ts'

/** What a run needs from outside. */
export interface World {
  prepared: PreparedFlows
  fx: Effects
  journal: Journal
  /** Identifies the run in idempotency keys. */
  runId: string
  /** Values that every start card of a maker's flow gives beside its own: the connection's. */
  everywhere: Record<string, unknown>
  /** Ends the run at once; its reason is the fault that the run fails with. */
  signal: AbortSignal
  /** The most steps that the run may take. */
  fuel: number
  /** Told of each step as it begins, sends something or ends, for those who look on. */
  told?: (step: Step, moment: 'begun' | 'sent' | 'ended') => void
}

const MAX_CALL_DEPTH = 64

/** What one run remembers while it goes on. */
interface Progress {
  world: World
  startedAt: number
  steps: Step[]
  fuel: number
  /** Drawn since the last effect and so not yet durable. */
  draws: Draw[]
  /** The innermost card that failed or stopped, until a card around it goes on all the same. */
  ended: { path: StepPath; name: string } | null
  /** True once the run may not go on, whatever an If Error card says. */
  over: boolean
}

/** One call of a flow inside a run. */
interface Frame {
  scope: Scope
  given: Record<string, unknown>
  path: StepPath
  depth: number
}

const readInput = (planned: PlannedCard, input: PlannedInput, scope: Scope): unknown => {
  const read = input.read?.(scope)
  if (read !== undefined && !read.ok) throw misfitOf({ card: planned.name, field: input.label }, read)
  const value = read?.value ?? null
  if (value === null && input.required)
    throw new Fault('card.input-missing', { card: planned.name, field: input.label })
  return value
}

const readInputs = (planned: PlannedCard, inputs: PlannedInput[], scope: Scope): Record<string, unknown> => {
  const values: Record<string, unknown> = {}
  for (const input of inputs) values[input.id] = readInput(planned, input, scope)
  return values
}

const interrupt = (run: Progress, fault: Fault): Fault => {
  run.over = true
  return fault
}

/** Refuses to go on when the run was ended from outside or has used up its steps. */
const burn = (run: Progress): void => {
  if (run.world.signal.aborted) throw interrupt(run, toFault(run.world.signal.reason))
  if (run.fuel-- <= 0) throw interrupt(run, new Fault('run.fuel', { steps: run.world.fuel }))
}

/** Ends the run when its journal cannot be written: what cannot be kept must not go on, nor be caught by a card. */
const written = async (run: Progress, writing: Promise<void>): Promise<void> => {
  try {
    await writing
  } catch (thrown) {
    throw interrupt(run, toFault(thrown))
  }
}

const sinceStart = (run: Progress): number => run.world.fx.clock() - run.startedAt

const runStrip = async (run: Progress, frame: Frame, strip: PlannedCard[]): Promise<Outcome> => {
  for (const planned of strip) {
    const ended = runCard(run, frame, planned)
    // Most cards are done at once; awaiting only those that are not keeps a short run short.
    const outcome = ended instanceof Promise ? await ended : ended
    if (outcome.kind !== 'outputs') return outcome
  }
  return outputs({})
}

const runCard = (run: Progress, frame: Frame, planned: PlannedCard): Outcome | Promise<Outcome> => {
  const path = [...frame.path, planned.card.id]
  const from = sinceStart(run)
  const step: Step = { path, status: 'succeeded', from, to: from }
  run.steps.push(step)
  run.world.told?.(step, 'begun')
  if (planned.card.skipped) {
    step.status = 'skipped'
    frame.scope.set(planned.card.id, {})
    run.world.told?.(step, 'ended')
    return outputs({})
  }
  try {
    burn(run)
    const outcome = doCard(run, frame, planned, step)
    if (!(outcome instanceof Promise)) return closeStep(run, frame, planned, step, outcome)
    return outcome.then(
      ended => closeStep(run, frame, planned, step, ended),
      thrown => failStep(run, planned, step, thrown)
    )
  } catch (thrown) {
    return failStep(run, planned, step, thrown)
  }
}

const closeStep = (
  run: Progress,
  frame: Frame,
  planned: PlannedCard,
  step: Step,
  outcome: Outcome
): Outcome => {
  step.to = sinceStart(run)
  if (outcome.kind === 'stop') {
    step.status = 'stopped'
    run.ended ??= { path: step.path, name: planned.name }
  } else {
    run.ended = null
    if (outcome.kind === 'outputs') {
      frame.scope.set(planned.card.id, outcome.outputs)
      step.outputs = planned.deed === null ? 'given' : outcome.outputs
    }
  }
  run.world.told?.(step, 'ended')
  return outcome
}

const failStep = (run: Progress, planned: PlannedCard, step: Step, thrown: unknown): never => {
  if (run.world.signal.aborted) run.over = true
  const fault = toFault(run.world.signal.aborted ? run.world.signal.reason : thrown)
  if (fault.code === 'internal') {
    run.world.fx.log('A card failed in a way it should not.', {
      card: planned.card.type,
      cause: String(fault.cause)
    })
  }
  step.status = 'failed'
  step.to = sinceStart(run)
  step.fault = fault.toData()
  run.world.told?.(step, 'ended')
  run.ended ??= { path: step.path, name: planned.name }
  throw fault
}

const doCard = (
  run: Progress,
  frame: Frame,
  planned: PlannedCard,
  step: Step
): Outcome | Promise<Outcome> => {
  const { path } = step
  const { deed, spec } = planned
  if (deed === null) return outputs(frame.given)
  if (spec.reach !== 'pure') {
    const recorded = run.world.journal.recall(path)
    if (recorded !== undefined && 'fault' in recorded)
      throw new Fault(recorded.fault.code, recorded.fault.details)
    if (recorded !== undefined) return outputs(recorded.outputs)
  }
  const work = workOf(run, frame, planned, step)
  if (spec.reach === 'effect') return doEffect(run, path, () => deed(work))
  const outcome = deed(work)
  if (spec.reach !== 'draw') return outcome
  return outcome instanceof Promise
    ? outcome.then(ended => keepDraw(run, path, ended))
    : keepDraw(run, path, outcome)
}

const keepDraw = (run: Progress, path: StepPath, outcome: Outcome): Outcome => {
  if (outcome.kind === 'outputs') run.draws.push({ path, outputs: outcome.outputs })
  return outcome
}

/** Does an effect and keeps how it ended, unless the run was ended meanwhile: then nobody knows. */
const doEffect = async (
  run: Progress,
  path: StepPath,
  deed: () => Outcome | Promise<Outcome>
): Promise<Outcome> => {
  const { journal, signal } = run.world
  let outcome: Outcome
  try {
    outcome = await deed()
  } catch (thrown) {
    const fault = toFault(thrown)
    if (!run.over && !signal.aborted && fault.code !== 'internal')
      await written(run, journal.record(path, { fault: fault.toData() }))
    throw fault
  }
  if (outcome.kind === 'outputs') await written(run, journal.record(path, { outputs: outcome.outputs }))
  return outcome
}

/** Sends a request and notes it in the step; its query may hold what is nobody's business. */
const send = async (run: Progress, step: Step, request: HttpRequest): Promise<HttpResponse> => {
  const { fx, signal, told } = run.world
  const [url = ''] = request.url.split(/[?#]/, 1)
  const sent: SentRequest = { method: request.method, url, status: null, from: sinceStart(run), to: null }
  step.requests = [...(step.requests ?? []), sent]
  told?.(step, 'sent')
  try {
    const response = await fx.http(request, signal)
    sent.status = response.status
    return response
  } finally {
    sent.to = sinceStart(run)
    told?.(step, 'sent')
  }
}

const runBlock = async (
  run: Progress,
  frame: Frame,
  planned: PlannedCard,
  block: string,
  inner: Record<string, unknown>
): Promise<Outcome> => {
  const plan = planned.blocks.get(block)
  if (plan === undefined) return outputs({})
  frame.scope.set(planned.card.id, inner)
  const end = await runStrip(run, { ...frame, path: [...frame.path, planned.card.id] }, plan.strip)
  return end.kind === 'outputs' ? outputs(readInputs(planned, plan.joins, frame.scope)) : end
}

const tryBlock = async (
  run: Progress,
  planned: PlannedCard,
  block: () => Promise<Outcome>
): Promise<Tried> => {
  try {
    return await block()
  } catch (thrown) {
    const fault = toFault(thrown)
    if (run.over || fault.code === 'internal') throw fault
    const error: CardError = {
      code: fault.code,
      message: fault.message,
      card: run.ended?.name ?? planned.name,
      details: fault.details
    }
    run.ended = null
    return { kind: 'failed', error }
  }
}

const callFlow = async (
  run: Progress,
  frame: Frame,
  planned: PlannedCard,
  flowId: string,
  given: Record<string, unknown>
): Promise<Exclude<Outcome, { kind: 'return' }>> => {
  const flow = run.world.prepared.flowOf(flowId)
  if (flow === undefined) throw new Fault('helper.gone', { card: planned.name })
  if (frame.depth >= MAX_CALL_DEPTH) throw interrupt(run, new Fault('run.depth', { depth: MAX_CALL_DEPTH }))
  const path = [...frame.path, planned.card.id]
  const plan = await run.world.prepared.planOf(flow)
  const inside = {
    scope: new Map(),
    given: { ...run.world.everywhere, ...given },
    path,
    depth: frame.depth + 1
  }
  const end = await runStrip(run, inside, plan.strip)
  return end.kind === 'return' ? { kind: 'outputs', outputs: end.result } : end
}

const workOf = (
  run: Progress,
  frame: Frame,
  planned: PlannedCard,
  step: Step
): Work<PlannedCard['config']> => {
  const { fx, journal } = run.world
  const { path } = step
  return {
    config: planned.config,
    name: planned.name,
    inputs: readInputs(planned, planned.inputs, frame.scope),
    given: frame.given,
    slot: (field, inner) => {
      const input = planned.slots.get(field)
      frame.scope.set(planned.card.id, inner)
      return input === undefined ? null : readInput(planned, input, frame.scope)
    },
    runBlock: (block, inner = {}) => runBlock(run, frame, planned, block, inner),
    tryBlock: block => tryBlock(run, planned, () => runBlock(run, frame, planned, block, {})),
    callFlow: (flowId, given) => callFlow(run, frame, planned, flowId, given),
    fx,
    http: async request => {
      const safe = request.method === 'GET' || request.method === 'HEAD'
      await written(run, journal.intend(path, { safe, draws: run.draws.splice(0) }))
      return send(run, step, request)
    },
    effectKey: `${run.world.runId}/${keyOfPath(path)}`
  }
}

/**
 * Runs a flow from its start card, whose values are `given`. Never throws: a failing card, an ended signal and spent
 * fuel are outcomes. With the journal of an earlier try it goes on behind the last finished effect and comes out the
 * same as if it had never been interrupted.
 */
export const runFlow = async (
  flow: Flow,
  given: Record<string, unknown>,
  world: World
): Promise<RunOutcome> => {
  const run: Progress = {
    world,
    startedAt: world.fx.clock(),
    steps: [],
    fuel: world.fuel,
    draws: [],
    ended: null,
    over: false
  }
  try {
    const planned = world.prepared.planOf(flow)
    const plan = planned instanceof Promise ? await planned : planned
    const start: Frame = { scope: new Map(), given: { ...world.everywhere, ...given }, path: [], depth: 0 }
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
