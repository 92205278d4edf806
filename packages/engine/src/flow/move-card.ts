import { type Bindings, type Card, type Field, type FieldId, isFilled, literal } from '@hookwright/model'
import { type ActionSignature, deployedKeyOf, type EventSignature, emptyCatalog } from '../card/catalog.ts'
import type { Specs } from '../card/define-card.ts'

/** Returns the bindings of the given fields. A field without a binding gets its default. */
const keptInputs = (inputs: Bindings, fields: Iterable<Pick<Field, 'id' | 'initial'>>): Bindings => {
  const kept: Bindings = {}
  for (const { id, initial } of fields) {
    const binding = Object.hasOwn(inputs, id) ? inputs[id] : undefined
    const isEmpty = binding === undefined || (binding.kind === 'literal' && !isFilled(binding.value))
    if (isEmpty && initial !== undefined) kept[id] = literal(initial)
    else if (binding !== undefined) kept[id] = binding
  }
  return kept
}

const atVersion = (card: Card, versionId: string, inputs: Bindings): Card => ({
  ...card,
  config: { ...card.config, versionId },
  inputs
})

/** Moves the card of an event to another version: removed options are dropped, options without a value get their default. */
export const moveEventCard = (card: Card, versionId: string, { options }: EventSignature): Card =>
  atVersion(card, versionId, keptInputs(card.inputs, options))

/**
 * Moves the card of an action to another version. Values of removed options and inputs are dropped; fields without a
 * value get their default.
 */
export const moveActionCard = (
  card: Card,
  versionId: string,
  action: ActionSignature,
  specs: Specs
): Card => {
  const moved = atVersion(card, versionId, {})
  const initial = new Map<FieldId, Field>(
    [...action.options, ...action.inputs].map(field => [field.id, field])
  )
  const actions = new Map([[deployedKeyOf(versionId, action.id), action]])
  const inputs = specs.get(card.type)?.ports(moved.config, { ...emptyCatalog, actions })?.inputs ?? []
  return atVersion(
    card,
    versionId,
    keptInputs(
      card.inputs,
      inputs.map(({ id }) => initial.get(id) ?? { id })
    )
  )
}
