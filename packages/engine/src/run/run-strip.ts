import { after, Fault, type Step, toFault } from '@hookwright/model'
import { type Called, type CardError, type Outcome, outputs, type Work } from '../define-card.ts'
import { keyOfPath } from '../journal.ts'
import type { PlannedCard } from '../prepare-flows.ts'
import { answerEffect, outcomeOf } from './answer-effect.ts'
import { doEffect, keepDraw, send } from './do-effect.ts'
import { closeStep, failStep } from './end-step.ts'
import { burn, type Frame, givenTo, interrupt, type Progress, sinceStart, written } from './progress.ts'
import { readInput, readInputs } from './read-inputs.ts'
import type { Exchange } from './try-again.ts'
import { waitAtStep } from './wait-at-step.ts'

const MAX_CALL_DEPTH = 64
/** After so many calls within each other the next one begins on a stack of its own, which many blocks could use up. */
const STACKED = 8

/**
 * Does the cards of a strip in order, until one stops or returns; throws the fault of the card that failed. At once where
 * no card has to be waited for, as in most short runs.
 */
export const runStrip = (
  run: Progress,
  frame: Frame,
  strip: PlannedCard[],
  from = 0
): Outcome | Promise<Outcome> => {
  for (let at = from; at < strip.length; at++) {
    const planned = strip[at]
    if (planned === undefined) break
    const ended = runCard(run, frame, planned)
    if (ended instanceof Promise) {
      return ended.then(outcome =>
        outcome.kind === 'outputs' ? runStrip(run, frame, strip, at + 1) : outcome
      )
    }
    if (ended.kind !== 'outputs') return ended
  }
  return outputs({})
}

const runCard = (run: Progress, frame: Frame, planned: PlannedCard): Outcome | Promise<Outcome> => {
  const path = [...frame.path, planned.card.id]
  const from = sinceStart(run)
  const step: Step = { path, status: 'succeeded', from, to: from }
  run.steps.push(step)
  const earlier = run.before?.get(keyOfPath(path))
  if (earlier !== undefined) step.from = earlier.from
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

const doCard = (
  run: Progress,
  frame: Frame,
  planned: PlannedCard,
  step: Step
): Outcome | Promise<Outcome> => {
  const { path } = step
  const { deed, spec } = planned
  if (deed === null) return outputs(frame.given)
  const pinned = frame.depth === 0 ? run.world.pinned?.get(planned.card.id) : undefined
  if (pinned !== undefined) {
    step.pinned = true
    return outputs(pinned)
  }
  const exchange: Exchange = { request: null, again: 'when-safe', response: null, begun: [] }
  if (run.world.answers !== undefined && spec.reach !== 'pure')
    return answered(run, planned, deed, workOf(run, frame, planned, step, exchange), step)
  if (spec.reach !== 'pure') {
    const recorded = run.world.journal.recall(path)
    if (recorded !== undefined) return outcomeOf(recorded)
  }
  const work = workOf(run, frame, planned, step, exchange)
  if (spec.reach === 'effect') return doEffect(run, { step, name: planned.name, exchange }, () => deed(work))
  const outcome = deed(work)
  if (spec.reach === 'pure') return outcome
  return outcome instanceof Promise
    ? outcome.then(ended => keepDraw(run, path, ended))
    : keepDraw(run, path, outcome)
}

/** Does a card that reaches outside without reaching there; what was drawn is drawn anew where it was asked otherwise. */
const answered = (
  run: Progress,
  { spec, config, name }: PlannedCard,
  deed: NonNullable<PlannedCard['deed']>,
  work: Work<PlannedCard['config']>,
  step: Step
): Outcome | Promise<Outcome> => {
  if (spec.reach === 'wait') return deed({ ...work, wait: async () => {} })
  const answer = run.world.answers?.of(step.path, { type: spec.type, config, inputs: work.inputs }) ?? null
  if (spec.reach === 'draw') {
    if (answer?.isSame !== true) return deed(work)
    step.answered = 'same'
    return outcomeOf(answer.recorded)
  }
  return answerEffect(answer, deed, work, how => {
    step.answered = how
  }).then(outcome => {
    // No card catches it: it says nothing of the service.
    if (outcome === null) throw interrupt(run, new Fault('card.not-sent', { card: name }))
    return outcome
  })
}

const runBlock = (
  run: Progress,
  frame: Frame,
  planned: PlannedCard,
  block: string,
  inner: Record<string, unknown>
): Outcome | Promise<Outcome> => {
  const plan = planned.blocks.get(block)
  if (plan === undefined) return outputs({})
  frame.scope.set(planned.card.id, inner)
  const inside = { ...frame, path: [...frame.path, planned.card.id] }
  return after(runStrip(run, inside, plan.strip), end =>
    end.kind === 'outputs' ? outputs(readInputs(planned, plan.joins, frame.scope)) : end
  )
}

/** What `inside` comes to, or the error of a card in it. */
const attempt = async <Ended>(
  run: Progress,
  planned: PlannedCard,
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
      card: run.ended?.name ?? planned.name,
      details: fault.details
    }
    run.ended = null
    return { kind: 'failed', error }
  } finally {
    run.guards--
  }
}

const callFlow = (
  run: Progress,
  frame: Frame,
  planned: PlannedCard,
  flowId: string,
  given: Record<string, unknown>,
  index?: number
): Called | Promise<Called> => {
  const flow = run.world.prepared.flowOf(flowId)
  if (flow === undefined) throw new Fault('helper.gone', { card: planned.name })
  if (frame.depth >= MAX_CALL_DEPTH) throw interrupt(run, new Fault('run.depth', { depth: MAX_CALL_DEPTH }))
  const path = [...frame.path, planned.card.id]
  if (index !== undefined) {
    // A flow without a card takes no step, so that going through it again and again would never end.
    burn(run)
    path.push(index)
  }
  const inside: Frame = { scope: new Map(), given: givenTo(run.world, given), path, depth: frame.depth + 1 }
  if (index !== undefined) inside.kept = given
  const asCalled = (end: Outcome): Called =>
    end.kind === 'return' ? { kind: 'outputs', outputs: end.result } : end
  const begin = () =>
    after(run.world.prepared.planOf(flow), ({ strip }) => after(runStrip(run, inside, strip), asCalled))
  return inside.depth % STACKED === 0 ? Promise.resolve().then(begin) : begin()
}

/** Begins a run of another flow, which is there once this card has ended; or runs the flow here and now. */
const beginFlow = async (
  run: Progress,
  frame: Frame,
  planned: PlannedCard,
  exchange: Exchange,
  ...[flowId, given]: Parameters<Work<PlannedCard['config']>['beginFlow']>
): Promise<string> => {
  const { prepared, journal, fx, runId } = run.world
  if (prepared.flowOf(flowId) === undefined) throw new Fault('helper.gone', { card: planned.name })
  if (journal.begins !== true) {
    await callFlow(run, frame, planned, flowId, given)
    return runId
  }
  const id = fx.newId()
  exchange.begun.push({ id, flowId, given })
  return id
}

const workOf = (
  run: Progress,
  frame: Frame,
  planned: PlannedCard,
  step: Step,
  exchange: Exchange
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
    slots: inner => {
      frame.scope.set(planned.card.id, inner)
      return readInputs(planned, [...planned.slots.values()], frame.scope)
    },
    gives: planned.gives,
    runBlock: (block, inner = {}) => runBlock(run, frame, planned, block, inner),
    tryBlock: block => attempt(run, planned, () => runBlock(run, frame, planned, block, {})),
    callFlow: (flowId, given, index) => callFlow(run, frame, planned, flowId, given, index),
    tryFlow: (flowId, given, index) =>
      attempt(run, planned, () => callFlow(run, frame, planned, flowId, given(), index)),
    beginFlow: (flowId, given) => beginFlow(run, frame, planned, exchange, flowId, given),
    fx,
    http: async (request, again = 'when-safe') => {
      exchange.request = request
      exchange.again = again
      const safe = request.method === 'GET' || request.method === 'HEAD'
      await written(run, journal.intend(path, { safe, draws: run.draws.splice(0) }))
      const response = await send(run, step, request)
      exchange.response = response
      return response
    },
    wait: time => waitAtStep(run, { step, name: planned.name, time }),
    // Most cards do nothing outside, and their key would be made for nothing.
    effectKey: planned.spec.reach === 'effect' ? `${run.world.runId}/${keyOfPath(path)}` : ''
  }
}
