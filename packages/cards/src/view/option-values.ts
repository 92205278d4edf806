import {
  type Card,
  type Choices,
  choiceInputsOf,
  type Field,
  type FieldId,
  isChosen,
  type Json
} from '@hookwright/model'

/** Values chosen for the options of a card, by option; options without a value are left out. */
export type OptionValues = Record<FieldId, Json>

type FlowChoices = Extract<Choices, { from: 'flow' }>

/** The helper flow that gives a dropdown its values, or null. */
export const helperOf = (option: Field): FlowChoices | null =>
  isChosen(option) && option.choices?.from === 'flow' ? option.choices : null

/** The options whose values a dropdown's helper flow is given. */
export const sourcesOf = (option: Field): FieldId[] =>
  Object.values(helperOf(option)?.inputs ?? {}).flatMap(from => ('option' in from ? [from.option] : []))

/** Returns the options whose values depend on an option, directly or through another one. */
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
 * The values after one option was chosen, or cleared with null. Options whose values depend on it are
 * cleared, since their choice may not be among the new values.
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

/** Returns the inputs of a card that take a value of an earlier card, which only a run knows. */
export const mappedOf = ({ inputs }: Pick<Card, 'inputs'>): FieldId[] =>
  Object.keys(inputs).filter(field => inputs[field]?.kind !== 'literal')

/** Values that the user picked for the options of a card; null for a default that was cleared. */
export type Picks = Record<FieldId, Json | null>

/** The values of options: the chosen one, otherwise the default; options with neither are left out. */
export const valuesOf = (options: readonly Field[], picks: Picks): OptionValues =>
  Object.fromEntries(
    options.flatMap(({ id, initial }): [FieldId, Json][] => {
      const value = Object.hasOwn(picks, id) ? picks[id] : initial
      return value === undefined || value === null ? [] : [[id, value]]
    })
  )

/** Values picked on a card, by option; null for an empty one. */
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

/** Request for a dropdown's values, or a sentence that says which option to choose first. */
export type PreparedRequest = { ready: true; ask: ChoiceRequest } | { ready: false; why: string }

/**
 * Returns the request for a dropdown's values. It is not ready until the required options that it depends on have values, and never
 * while one of them is mapped.
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
