import { Fault, type Step, thenMaybe } from '@hookwright/model'
import { type CardContext, type Outcome, outputs } from '../card/card-context.ts'
import { keyOfPath } from '../card/journal.ts'
import { answerEffect, outcomeOf } from './answer-effect.ts'
import { createFlowCalls } from './call-flow.ts'
import { createWorkOf, workWith } from './card-work.ts'
import { doEffect, keepDraw } from './do-effect.ts'
import { closeStep, failStep } from './end-step.ts'
import { runWithPolicy } from './handle-error.ts'
import type { PlannedCard } from './prepare-flows.ts'
import { countStep, type Frame, interrupt, type Progress, sinceStart } from './progress.ts'
import { suspendUntilDue } from './suspend.ts'
import { type Exchange, nothingSent } from './try-again.ts'
import { roomFor } from './value-room.ts'

/**
 * Runs the cards of a strip in order, until a card stops or returns. Synchronous if no card is asynchronous,
 * as in most short runs.
 * @throws the fault of a failed card
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
    const room = roomFor(run)
    if (room !== null) return room.then(() => runStrip(run, frame, strip, at))
    const ended = runCard(run, frame, planned)
    if (ended instanceof Promise) return runRest(run, frame, strip, at + 1, ended)
    if (ended.kind !== 'outputs') return ended
  }
  return outputs({})
}

// Apart, so that a strip that waits for nothing makes nothing to remember where it is.
const runRest = (
  run: Progress,
  frame: Frame,
  strip: PlannedCard[],
  from: number,
  before: Promise<Outcome>
): Promise<Outcome> =>
  before.then(outcome => (outcome.kind === 'outputs' ? runStrip(run, frame, strip, from) : outcome))

const calls = createFlowCalls(runStrip)
const workOf = createWorkOf(runStrip, calls)

const runCard = (run: Progress, frame: Frame, planned: PlannedCard): Outcome | Promise<Outcome> => {
  const path = [...frame.path, planned.card.id]
  const from = sinceStart(run)
  const step: Step = { path, status: 'succeeded', from, to: from }
  run.steps.push(step)
  const earlier = run.before?.get(keyOfPath(path))
  if (earlier !== undefined) step.from = earlier.from
  run.world.told?.(step, 'begun', planned.card.type)
  if (planned.card.skipped) {
    step.status = 'skipped'
    frame.scope.set(planned.card.id, {})
    run.world.told?.(step, 'ended')
    return outputs({})
  }
  try {
    countStep(run, path)
    const outcome = doCard(run, frame, planned, step)
    return outcome instanceof Promise
      ? closeLater(run, frame, planned, step, outcome)
      : closeStep(run, frame, planned, step, outcome)
  } catch (thrown) {
    return failStep(run, planned, step, thrown)
  }
}

const closeLater = (
  run: Progress,
  frame: Frame,
  planned: PlannedCard,
  step: Step,
  coming: Promise<Outcome>
): Promise<Outcome> =>
  coming.then(
    outcome => {
      try {
        return closeStep(run, frame, planned, step, outcome)
      } catch (thrown) {
        return failStep(run, planned, step, thrown)
      }
    },
    thrown => failStep(run, planned, step, thrown)
  )

const doCard = (
  run: Progress,
  frame: Frame,
  planned: PlannedCard,
  step: Step
): Outcome | Promise<Outcome> => {
  const { execute } = planned
  if (execute === null) return outputs(frame.given)
  const pinned = frame.depth === 0 ? run.world.pinned?.get(planned.card.id) : undefined
  if (pinned !== undefined) {
    // The outputs of a start card are what the flow is run with.
    if (planned.spec.starts === null) step.pinned = true
    return outputs(pinned)
  }
  const { policy } = planned
  return policy === null
    ? doPlanned(run, frame, planned, step, execute)
    : runWithPolicy({ run, frame, planned, step }, policy, calls, () =>
        doPlanned(run, frame, planned, step, execute)
      )
}

const doPlanned = (
  run: Progress,
  frame: Frame,
  planned: PlannedCard,
  step: Step,
  execute: NonNullable<PlannedCard['execute']>
): Outcome | Promise<Outcome> => {
  const { spec } = planned
  if (spec.sideEffects === 'pure') return execute(workOf(run, frame, planned, step, nothingSent))
  return doOutside(run, frame, planned, step, execute)
}

/** Runs a card with side effects, or returns its recorded result. */
const doOutside = (
  run: Progress,
  frame: Frame,
  planned: PlannedCard,
  step: Step,
  execute: NonNullable<PlannedCard['execute']>
): Outcome | Promise<Outcome> => {
  const { path } = step
  const { sideEffects } = planned.spec
  const exchange: Exchange = { request: null, again: 'when-safe', response: null, begun: [] }
  if (run.world.answers !== undefined)
    return answered(run, planned, execute, workOf(run, frame, planned, step, exchange), step)
  const recorded = run.world.journal.recall(path)
  if (recorded !== undefined) {
    if (sideEffects === 'wait') run.shared.waits++
    return outcomeOf(recorded)
  }
  const work = workOf(run, frame, planned, step, exchange)
  if (sideEffects === 'effect') {
    suspendUntilDue(run, path)
    return doEffect(run, { step, name: planned.name, exchange }, () => execute(work))
  }
  return thenMaybe(execute(work), ended => keepDraw(run, path, ended))
}

/**
 * Replays a card with side effects from recorded results, without sending anything. Random values are drawn
 * again if the card's type, config or inputs have changed.
 */
const answered = (
  run: Progress,
  { spec, config, name }: PlannedCard,
  execute: NonNullable<PlannedCard['execute']>,
  work: CardContext<PlannedCard['config']>,
  step: Step
): Outcome | Promise<Outcome> => {
  if (spec.sideEffects === 'wait') return execute(workWith(work, { wait: async () => {} }))
  const answer = run.world.answers?.of(step.path, { type: spec.type, config, inputs: work.inputs }) ?? null
  if (spec.sideEffects === 'draw') {
    if (answer?.isSame !== true) return execute(work)
    step.answered = 'same'
    return outcomeOf(answer.recorded)
  }
  return answerEffect(answer, execute, work, how => {
    step.answered = how
  }).then(outcome => {
    // No card catches it: it says nothing of the service.
    if (outcome === null) throw interrupt(run, new Fault('card.not-sent', { card: name }))
    return outcome
  })
}
