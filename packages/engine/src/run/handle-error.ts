import { coerce, ERROR_OUTPUT, type Step, toFault } from '@hookwright/model'
import { type Outcome, outputs } from '../card/card-context.ts'
import { misfitOf } from '../card/misfit.ts'
import { outcomeOf } from './answer-effect.ts'
import type { FlowCalls } from './call-flow.ts'
import { catchError, type Failed, withGuard } from './catch-error.ts'
import { withinLimit } from './deadline.ts'
import { keepReply } from './keep-reply.ts'
import type { PlannedCard, PlannedPolicy } from './prepare-flows.ts'
import { type Frame, type Progress, written } from './progress.ts'

interface PolicyStep {
  run: Progress
  frame: Frame
  planned: PlannedCard
  step: Step
}

/**
 * Runs a card under its error policy: time limit, request retries, and the action after the last attempt.
 * @throws the card's fault if the flow stops
 */
export const runWithPolicy = async (
  at: PolicyStep,
  policy: PlannedPolicy,
  calls: FlowCalls,
  execute: () => Outcome | Promise<Outcome>
): Promise<Outcome> => {
  const { run, planned } = at
  const { retry, timeLimitSeconds: limit, after } = policy
  const limited = () =>
    limit === null ? execute() : withinLimit(run, planned.name, limit, () => executeOnce(at, execute))
  if (after.kind === 'stop') return retry === null ? limited() : withGuard(run, retry, limited)
  const tried = await catchError({ run, name: planned.name }, limited, retry)
  return tried.kind === 'failed' ? handle(at, after, tried, calls) : tried
}

/**
 * Executes a card, and journals the timeout of a card that calls a flow. Without this entry, a resumed run
 * would be faster, because it skips finished steps, and could have a different result.
 */
const executeOnce = async (
  { run, planned, step }: PolicyStep,
  execute: () => Outcome | Promise<Outcome>
): Promise<Outcome> => {
  if (planned.spec.sideEffects === 'effect') return execute()
  const { journal } = run.world
  const recorded = journal.recall(step.path)
  if (recorded !== undefined) return outcomeOf(recorded)
  try {
    return await execute()
  } catch (thrown) {
    const fault = toFault(thrown)
    const isItsLimit = fault.code === 'card.timed-out' && fault.details.card === planned.name
    if (isItsLimit && !run.over && run.suspended === null)
      await written(run, journal.record(step.path, { fault: fault.toData() }))
    throw thrown
  }
}

/**
 * Returns the outputs of a failed card as defined by its policy.
 * @throws the fault if the flow stops
 */
const handle = async (
  at: PolicyStep,
  after: Exclude<PlannedPolicy['after'], { kind: 'stop' }>,
  { error, fault }: Failed,
  calls: FlowCalls
): Promise<Outcome> => {
  const { run, frame, planned, step } = at
  keepReply(run, step)
  if (after.kind === 'continue') {
    step.handled = { fault: fault.toData(), by: 'values' }
    return outputs({ ...after.outputs, [ERROR_OUTPUT]: error })
  }
  const caller = { run, frame, planned, keptSize: 0 }
  const inputs = inputsByLabel(planned, frame)
  const ended = await calls.callAfterError(caller, after.flowId, { ...error, inputs })
  if (after.stops) throw fault
  step.handled = { fault: fault.toData(), by: 'helper' }
  const params = ended.kind === 'outputs' ? ended.outputs : {}
  return outputs({ ...matched(planned, after.outputs, params), [ERROR_OUTPUT]: error })
}

/** Returns the inputs of the card by label. The value is null for an input that cannot be read. */
const inputsByLabel = ({ inputs }: PlannedCard, { scope }: Frame): Record<string, unknown> =>
  Object.fromEntries(
    inputs.map(({ label, read }) => {
      const value = read?.(scope)
      return [label, value?.ok ? value.value : null]
    })
  )

/**
 * Returns the result of a helper flow as the outputs of the card, matched by label.
 * @throws `card.input-type`
 */
const matched = (
  planned: PlannedCard,
  fields: Extract<PlannedPolicy['after'], { kind: 'helper' }>['outputs'],
  startValues: Record<string, unknown>
): Record<string, unknown> => {
  const values = Object.fromEntries(planned.gives.map(id => [id, null as unknown]))
  for (const { id, label, type, from } of fields) {
    const value = coerce(startValues[from], type)
    if (!value.ok) throw misfitOf({ card: planned.name, field: label }, value)
    values[id] = value.value
  }
  return values
}
