import {
  type Card,
  type Choices,
  choiceInputsOf,
  type Field,
  type FieldId,
  isChosen,
  type Json
} from '@hookwright/model'

/** Values chosen for the options of a card, by option id. Options without a value are omitted. */
export type OptionValues = Record<FieldId, Json>

type FlowChoices = Extract<Choices, { from: 'flow' }>

/** Returns the helper flow that lists a dropdown's values. `null` if the values do not come from a flow. */
export const helperOf = (option: Field): FlowChoices | null =>
  isChosen(option) && option.choices?.from === 'flow' ? option.choices : null

/** Returns the options that are inputs of a dropdown's helper flow. */
export const sourcesOf = (option: Field): FieldId[] =>
  Object.values(helperOf(option)?.inputs ?? {}).flatMap(from => ('option' in from ? [from.option] : []))

/** Returns the options whose choices depend on an option, directly or through another option. */
export const dependentsOf = (options: readonly Field[], id: FieldId): Set<FieldId> => {
  const found = new Set<FieldId>()
  const queue = [id]
  for (const source of queue) {
    for (const option of options) {
      if (option.id === id || found.has(option.id) || !sourcesOf(option).includes(source)) continue
      found.add(option.id)
      queue.push(option.id)
    }
  }
  return found
}

/**
 * Returns the values after an option was chosen, or cleared with null. Options whose choices depend on it are
 * cleared, because their value may no longer be available.
 */
export const chooseOption = (
  options: readonly Field[],
  values: OptionValues,
  id: FieldId,
  value: Json | null
): OptionValues => {
  if ((values[id] ?? null) === value) return values
  const emptied = dependentsOf(options, id)
  const kept = Object.entries(values).filter(([other]) => other !== id && !emptied.has(other))
  return Object.fromEntries(value === null ? kept : [...kept, [id, value]])
}

/** Returns the values chosen for the options of a card. */
export const chosenOf = (card: Pick<Card, 'inputs'>): OptionValues =>
  Object.fromEntries(
    Object.entries(card.inputs).flatMap(([field, binding]): [FieldId, Json][] =>
      binding.kind === 'literal' ? [[field, binding.value]] : []
    )
  )

/** Returns the inputs of a card that are mapped. Their values are known only in a run. */
export const mappedOf = ({ inputs }: Pick<Card, 'inputs'>): FieldId[] =>
  Object.keys(inputs).filter(field => inputs[field]?.kind !== 'literal')

/**
 * Values that the user picked for the options of a card, by option id; null for a default that was cleared.
 */
export type Picks = Record<FieldId, Json | null>

/**
 * Returns the value of each option: the picked value, otherwise the default. Options with neither are
 * omitted.
 */
export const valuesOf = (options: readonly Field[], picks: Picks): OptionValues =>
  Object.fromEntries(
    options.flatMap(({ id, initial }): [FieldId, Json][] => {
      const value = Object.hasOwn(picks, id) ? picks[id] : initial
      return value === undefined || value === null ? [] : [[id, value]]
    })
  )

/** Returns the values picked on a card, by option id. `null` for an option without a value. */
export const picksOf = (options: readonly Field[], card: Card): Picks => {
  const values = chosenOf(card)
  return Object.fromEntries(
    options.map(({ id }) => [id, Object.hasOwn(values, id) ? (values[id] ?? null) : null])
  )
}

/** Request for the values of a dropdown. */
export interface ChoiceRequest {
  optionId: FieldId
  flowId: string
  /** Inputs of the helper flow, by id. */
  inputs: Record<FieldId, Json>
  /** Values of the options from which the inputs are computed. */
  chosen: OptionValues
}

/** Request for a dropdown's values, or a sentence that names the option to choose first. */
export type PreparedRequest = { ready: true; ask: ChoiceRequest } | { ready: false; why: string }

/**
 * Returns the request for a dropdown's values. It is ready once all required options it depends on have
 * values. It is never ready while one of these options is mapped.
 */
export const choiceRequestOf = (
  option: Field,
  helper: FlowChoices,
  options: readonly Field[],
  values: OptionValues,
  mapped: readonly FieldId[] = []
): PreparedRequest => {
  const sources = sourcesOf(option)
  const known = options.find(({ id }) => sources.includes(id) && mapped.includes(id))
  if (known !== undefined)
    return {
      ready: false,
      why: `“${known.label}” is mapped, so these values are known only when the flow runs. Type a value, or map one.`
    }
  const missing = options.find(
    other => other.required && sources.includes(other.id) && (values[other.id] ?? null) === null
  )
  if (missing !== undefined)
    return { ready: false, why: `Choose “${missing.label}” first; these values depend on it.` }
  const chosen = Object.fromEntries(Object.entries(values).filter(([id]) => sources.includes(id)))
  const inputs = choiceInputsOf(helper, values)
  return { ready: true, ask: { optionId: option.id, flowId: helper.flowId, inputs, chosen } }
}
