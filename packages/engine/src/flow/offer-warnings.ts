import {
  type Card,
  type CardId,
  type FieldId,
  type FindingCode,
  type Flow,
  isEventKind,
  needsRegistration,
  type Problem,
  startCardOf
} from '@hookwright/model'
import type { Specs } from '../card/define-card.ts'
import { dynamicPortId } from '../card/ports.ts'
import { lastCardOf } from './last-card.ts'
import { formatUnusedOption, unusedOptionsOf } from './unused-options.ts'

/** Warning about an event or action offered to users, with the card that causes it. */
export interface OfferWarning {
  code: FindingCode
  card: CardId
  field?: FieldId
  /** Dialog of the card that fixes the warning; absent if it is fixed on the card itself. */
  dialog?: 'options' | 'outputs' | 'receiving' | 'registration'
  /** Sentence with the consequence and the fix. */
  message: string
}

/**
 * Formats the effect of missing helper flows: `consequence`, such as “Turning a flow on does not create a
 * subscription in Acme.”, and `instead`, the manual steps for users. Returns null if both flows exist.
 * @param service the name of the service
 */
export const formatMissingFlows = (
  has: { registration: boolean; deregistration: boolean },
  service = ''
): { consequence: string; instead: string } | null => {
  const at = service === '' ? 'the service' : service
  if (has.registration && has.deregistration) return null
  if (has.registration) {
    return {
      consequence: `When a user turns a flow off, the subscription stays in ${at}.`,
      instead: 'The user must remove it there manually.'
    }
  }
  return {
    consequence: `When a user turns a flow on, no subscription is created in ${at}.`,
    instead: has.deregistration
      ? 'The user must enter the Event URL there manually. The deregistration flow gets no Registration Data.'
      : 'The user must enter the Event URL there manually, and remove it afterwards.'
  }
}

const WITHOUT_REGISTRATION_KEY =
  'Every request is refused: the signing key comes from the Registration Data, but there is no registration flow. Choose one that returns the key, or take the key from a field of the connection.'

/** Returns the warnings about the helper flows that register an event. */
const warnOfRegistrar = (start: Card, specs: Specs): OfferWarning[] => {
  const spec = specs.get(start.type)
  const flowIds = spec?.registers(start.config)?.flowIds
  if (flowIds === undefined) return []
  const has = { registration: flowIds.registration !== null, deregistration: flowIds.deregistration !== null }
  const receiving = spec?.receives(start.config) ?? null
  if (!has.registration && receiving !== null && needsRegistration(receiving)) {
    // Nobody can enter this key by hand, so that is not suggested.
    const message = WITHOUT_REGISTRATION_KEY
    return [{ code: 'HW-no-registration-key', card: start.id, dialog: 'receiving', message }]
  }
  const missing = formatMissingFlows(has)
  if (missing === null) return []
  const code = has.registration
    ? 'HW-only-registration'
    : has.deregistration
      ? 'HW-only-deregistration'
      : 'HW-no-registration'
  const message = `${missing.consequence} ${missing.instead}`
  return [{ code, card: start.id, dialog: 'registration', message }]
}

/** Returns the warnings about the outputs of an event or action. An action may have no outputs. */
const warnOfOutputs = (
  flow: Flow,
  specs: Specs,
  isEvent: boolean,
  problems: readonly Problem[]
): OfferWarning[] => {
  const last = lastCardOf(flow, specs)
  const groups = last && specs.get(last.type)?.returns?.signature(last.config)?.outputs
  if (last === undefined || groups === undefined) return []
  const fields = groups.flatMap(({ id, name, fields, dynamic }) => [
    ...fields,
    ...(dynamic === undefined ? [] : [{ id: dynamicPortId(id), label: name, guessed: undefined }])
  ])
  if (fields.length === 0) {
    const message = 'The event returns no outputs, so users’ flows cannot use its data. Add outputs.'
    return isEvent ? [{ code: 'HW-no-outputs', card: last.id, dialog: 'outputs', message }] : []
  }
  const warnings: OfferWarning[] = []
  const [guess, ...guesses] = fields.filter(({ guessed }) => guessed === true)
  if (guess !== undefined) {
    const message =
      guesses.length === 0
        ? `The type of the output “${guess.label}” is a guess and accepts any value. Confirm it in the Outputs dialog.`
        : `The types of ${guesses.length + 1} outputs are guesses and accept any value. Confirm them in the Outputs dialog.`
    warnings.push({ code: 'HW-guessed-outputs', card: last.id, field: guess.id, dialog: 'outputs', message })
  }
  const isError = (id: FieldId): boolean =>
    problems.some(({ card, field }) => card === last.id && field === id)
  const [empty, ...others] = fields.filter(({ id }) => !Object.hasOwn(last.inputs, id) && !isError(id))
  if (empty !== undefined) {
    const message =
      others.length === 0
        ? `Nothing is mapped to the output “${empty.label}”, so it is empty for users. Map it, or remove it.`
        : `Nothing is mapped to ${others.length + 1} of ${fields.length} outputs (“${empty.label}” and ${others.length} more), so they are empty for users. Map them, or remove them.`
    warnings.push({ code: 'HW-unmapped-outputs', card: last.id, field: empty.id, message })
  }
  return warnings
}

/**
 * Returns warnings about an event or action that limit its users. The canvas and the validation both show
 * them. Empty for flows of other kinds.
 * @param problems problems of the flow, which are not repeated as warnings
 */
export const offerWarningsOf = (flow: Flow, specs: Specs, problems: readonly Problem[]): OfferWarning[] => {
  const start = startCardOf(flow)
  const starts = start && specs.get(start.type)?.starts
  if (start === undefined || !starts || starts.signature(start.config) === null) return []
  const isEvent = isEventKind(starts.kind)
  if (!isEvent && starts.kind !== 'action') return []
  return [
    ...warnOfRegistrar(start, specs),
    ...unusedOptionsOf(flow, specs).map(
      (option): OfferWarning => ({
        code: 'HW-unused-option',
        card: start.id,
        dialog: 'options',
        message: formatUnusedOption(option)
      })
    ),
    ...warnOfOutputs(flow, specs, isEvent, problems)
  ]
}
