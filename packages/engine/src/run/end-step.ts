import {
  attachConversionErrors,
  conversionErrorsIn,
  Fault,
  listConversionErrors,
  type Step,
  toFault
} from '@hookwright/model'
import { RUN_ID } from '../card/call-context.ts'
import type { Outcome } from '../card/card-context.ts'
import { keyOfPath } from '../card/journal.ts'
import { keepReply } from './keep-reply.ts'
import type { PlannedCard } from './prepare-flows.ts'
import { type Frame, type Progress, sinceStart } from './progress.ts'
import { checkResult, holdOutputs, sizeOf, traceOutputs } from './value-budget.ts'

/** Ends a card's step with an outcome and makes its outputs visible to later cards. */
export const closeStep = (
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
    const errors = listConversionErrors(outcome.kind === 'outputs' ? outcome.outputs : outcome.result)
    if (errors.length > 0) step.conversionErrors = errors
    if (outcome.kind === 'outputs') {
      const { outputs } = outcome
      closeOutputs(run, frame, planned, step, planned.givesRunId ? withRunId(run, outputs) : outputs)
    } else checkResult(run, planned.name, outcome.result)
  }
  takeFromBefore(run, step)
  run.world.told?.(step, 'ended')
  return outcome
}

/** Adds the id of the run to the outputs of a start card. */
const withRunId = (
  { world: { runId } }: Progress,
  outputs: Record<string, unknown>
): Record<string, unknown> =>
  attachConversionErrors({ ...outputs, [RUN_ID]: runId }, conversionErrorsIn(outputs) ?? {})

/**
 * Passes a card's outputs to later cards and stores them in the trace.
 * @throws `run.values-too-large`
 */
const closeOutputs = (
  run: Progress,
  frame: Frame,
  planned: PlannedCard,
  step: Step,
  outputs: Record<string, unknown>
): void => {
  const card = planned.name
  if (planned.execute !== null) {
    const size = holdOutputs(run, card, outputs)
    traceOutputs(run, { step, card, size }, outputs)
  } else if (frame.kept === undefined) step.outputs = 'given'
  else traceOutputs(run, { step, card, size: sizeOf(frame.kept, run.sizes) }, frame.kept)
  frame.scope.set(planned.card.id, outputs)
  const body = planned.spec.starts?.body
  if (body !== undefined) run.unreadBody = unreadBodyOf(outputs[body])
}

const unreadBodyOf = (body: unknown): Progress['unreadBody'] => {
  if (body === null || body === undefined || body === '') return 'empty'
  return typeof body === 'string' ? 'text' : null
}

const unreadBodyTexts = { empty: 'is empty', text: 'could not be read as JSON' } as const

/**
 * Replaces the fault of a missing event value if the body of the delivery has no fields. Returns other faults
 * unchanged.
 */
const explainMissing = (run: Progress, planned: PlannedCard, fault: Fault): Fault => {
  const { card, field } = fault.details
  if (run.unreadBody === null || fault.code !== 'card.input-missing' || card !== planned.name) return fault
  const inputs = [...planned.inputs, ...planned.slots.values()]
  const input = inputs.find(({ label, readsEvent }) => readsEvent && label === field)
  if (input === undefined) return fault
  return new Fault('card.body-unread', { card, field: input.label, why: unreadBodyTexts[run.unreadBody] })
}

/**
 * Restores the end time, requests and attempts of a step that already ended in the previous attempt of the
 * run.
 */
const takeFromBefore = ({ before }: Progress, step: Step): void => {
  const earlier = before?.get(keyOfPath(step.path))
  if (earlier?.status !== step.status || step.requests !== undefined) return
  step.to = earlier.to
  if (earlier.requests !== undefined) step.requests = earlier.requests
  if (earlier.tries !== undefined) step.tries = earlier.tries
}

/** Ends the step of a card that failed or waits, and rethrows the fault. */
export const failStep = (run: Progress, planned: PlannedCard, step: Step, thrown: unknown): never => {
  if (run.suspended?.status.is === 'waiting') {
    step.status = 'waiting'
    keepReply(run, step)
    takeFromBefore(run, step)
    step.to = sinceStart(run)
    run.world.told?.(step, 'ended')
    throw thrown
  }
  if (run.world.signal.aborted) run.over = true
  const { signal } = run.world
  const fault = explainMissing(run, planned, toFault(signal.aborted ? signal.reason : thrown))
  if (fault.code === 'internal') {
    run.world.fx.log('A card failed with an internal error.', {
      card: planned.card.type,
      cause: String(fault.cause)
    })
  }
  step.status = 'failed'
  step.to = sinceStart(run)
  step.fault = fault.toData()
  keepReply(run, step)
  takeFromBefore(run, step)
  run.world.told?.(step, 'ended')
  run.ended ??= { path: step.path, name: planned.name }
  throw fault
}
