import type { CardValues, RunMark } from '@hookwright/cards/views'
import { bindingTargetOf, connectionFieldId, type FlowView, readerOf, type Scope } from '@hookwright/engine'
import {
  anyValue,
  attachConversionErrors,
  type Binding,
  type Card,
  type CardId,
  type ConversionErrors,
  cardOf,
  conversionErrorOf,
  type FaultData,
  type FieldId,
  type Flow,
  type Id,
  type Millis,
  pillsOf,
  restoreConversionErrors,
  type Step,
  type StepPath
} from '@hookwright/model'

/** A run of the displayed flow, ended or in progress. */
export interface ShownRun {
  flow: Flow
  steps: Step[]
  /** Input values of the run. */
  given: Record<string, unknown>
  /** Output of the Return card. */
  result: Record<string, unknown> | null
  /** Path of the current step. The enclosing cards of that step are still running. */
  at?: StepPath
  /** True when each record has a separate run for the cards after the event. */
  spreads?: boolean
  /**
   * Id of the run if it is a past run. Cards then show their outputs, but a status mark only if `marked` is
   * set.
   */
  past?: Id
  /** Set for the last run of a flow that is being edited. Cards then also show their results. */
  marked?: true
  /** Start of a past run. */
  startedAt?: Millis
  /** Subject of the event, such as a person, for a past run; null if unknown. */
  subject?: string | null
  /** Set for the newest ended run of the flow. */
  isNewest?: true
}

/** Status marks and values of cards in a run, by card. */
export interface RunView {
  marks: ReadonlyMap<CardId, RunMark>
  values: ReadonlyMap<CardId, CardValues>
}

/** Returns the card that a step belongs to; null for a step inside a called helper flow. */
const cardOfStep = (flow: Flow, step: Pick<Step, 'path'>, roots: CardId[]): Card | null => {
  let holders = roots
  let card: Card | null = null
  for (const id of step.path) {
    if (typeof id === 'number') continue
    if (!holders.includes(id)) return null
    card = cardOf(flow, id) ?? null
    holders = (card?.blocks ?? []).flatMap(block => block.strip)
  }
  return card
}

/**
 * Returns the steps that belong to this flow's cards, with the cards.
 *
 * `roots` are the ids that step paths begin with; by default the cards of the top-level strip.
 */
export const stepsOfCards = <One extends Pick<Step, 'path'>>(
  flow: Flow,
  steps: readonly One[],
  roots: CardId[] = flow.strip
): { step: One; card: Card }[] =>
  steps.flatMap(step => {
    const card = cardOfStep(flow, step, roots)
    return card === null ? [] : [{ step, card }]
  })

/** Returns the HTTP status from a fault that a service's response caused; undefined for any other fault. */
export const httpStatusOf = (fault: FaultData | undefined): number | undefined => {
  const status = fault?.code === 'http.status' ? Number(fault.details.status) : Number.NaN
  return Number.isInteger(status) ? status : undefined
}

/** Returns the status mark of a card for its last step. */
export const markOf = (step: Step): RunMark => {
  const took = step.to - step.from
  switch (step.status) {
    case 'failed': {
      const httpStatus = httpStatusOf(step.fault)
      const message = step.fault?.message ?? 'The card failed.'
      return { is: 'failed', took, message, ...(httpStatus !== undefined && { httpStatus }) }
    }
    case 'skipped':
    case 'waiting':
      return { is: step.status }
    case 'stopped':
    case 'succeeded':
      return { is: step.status, took }
  }
}

/** Returns true for cards that are never run, such as notes. */
export const isSilent = ({ flow, specs }: FlowView, id: CardId): boolean =>
  specs.get(cardOf(flow, id)?.type ?? '')?.silent === true

/** Returns true when the step at `path` contains the step at `at`. */
const isAround = (path: StepPath, at: StepPath | undefined): boolean =>
  at !== undefined && path.length < at.length && path.every((part, index) => at[index] === part)

/** Returns the outputs of a step. An output that did not fit its type has a conversion error as its value. */
export const outputsOf = (run: Pick<ShownRun, 'given'>, step: Step): Record<string, unknown> => {
  const outputs = step.outputs === 'given' ? run.given : (step.outputs ?? {})
  return step.conversionErrors === undefined
    ? outputs
    : restoreConversionErrors({ ...outputs }, step.conversionErrors)
}

/**
 * Returns true when the value of a binding can be recomputed.
 *
 * The trace does not store connection values or outputs of enclosing cards, such as the error that a block
 * handles.
 */
const canReadAgain = (view: FlowView, card: Card, binding: Binding): boolean => {
  const around = view.places.get(card.id)?.around.map(block => block.card) ?? []
  return pillsOf(binding).every(
    pill => !around.includes(pill.card) && !pill.field.startsWith(connectionFieldId(''))
  )
}

/**
 * Returns the inputs of a card, recomputed from earlier outputs through its bindings.
 *
 * An input that does not fit its type has the mapped value and a conversion error. `isWanted` selects the
 * bindings to read; by default all of them.
 */
export const inputsOf = (
  view: FlowView,
  card: Card,
  scope: Scope,
  isWanted: (binding: Binding) => boolean = () => true
): Record<string, unknown> => {
  const values: Record<FieldId, unknown> = {}
  const errors: ConversionErrors = {}
  for (const [field, binding] of Object.entries(card.inputs)) {
    if (!isWanted(binding)) continue
    const found = bindingTargetOf(view, { card: card.id, field })
    if (found === null || found.site.sees.length > 0 || !canReadAgain(view, card, binding)) continue
    const read = readerOf(binding, found.type, found.site.encoding)(scope)
    if (read.ok) values[field] = read.value
    else {
      const mapped = readerOf(binding, anyValue)(scope)
      values[field] = mapped.ok ? mapped.value : null
      errors[field] = read.output?.error ?? conversionErrorOf(found.label, read)
    }
  }
  return attachConversionErrors(values, errors)
}

/** Returns the status marks and values of the cards of a flow in a run. */
export const runViewOf = (view: FlowView, run: ShownRun): RunView => {
  const marks = new Map<CardId, RunMark>()
  const values = new Map<CardId, CardValues>()
  const scope: Scope = new Map()
  for (const id of view.places.keys())
    if (!isSilent(view, id)) marks.set(id, { is: run.spreads === true ? 'each-record' : 'not-reached' })
  for (const { step, card } of stepsOfCards(run.flow, run.steps)) {
    const isInProgress = isAround(step.path, run.at)
    marks.set(card.id, isInProgress ? { is: 'running' } : markOf(step))
    const outputs = isInProgress ? {} : outputsOf(run, step)
    values.set(card.id, { inputs: inputsOf(view, card, scope), outputs })
    scope.set(card.id, outputs)
  }
  return { marks, values }
}
