import type { FieldAt } from '@hookwright/cards/views'
import { bindingTargetOf, type CardSpec, type FlowView } from '@hookwright/engine'
import { type Card, cardOf, type OneEdit, type Pill, pill, type Target } from '@hookwright/model'
import { typeOfPill } from './aim.ts'
import { feedEdit } from './map-pill.ts'

/**
 * Returns the insert position directly before a field is evaluated: before its card or, for a join, at the
 * end of its block.
 */
const placeBefore = (view: FlowView, at: FieldAt): Target | null => {
  const place = view.places.get(at.card)
  if (place === undefined) return null
  if (at.block === undefined) return { strip: place.strip, index: place.index }
  const block = cardOf(view.flow, at.card)?.blocks?.find(each => each.id === at.block)
  return block === undefined ? null : { strip: { card: at.card, block: block.id }, index: block.strip.length }
}

/** Returns a card type that converts a value to the type of a field; null if there is none. */
export const converterFor = (view: FlowView, at: FieldAt, from: Pill): CardSpec | null => {
  const type = typeOfPill(view, from)
  const found = bindingTargetOf(view, at)
  // What a card offers inside itself cannot be read before it.
  if (type === null || found === null || (from.card === at.card && at.block === undefined)) return null
  return [...view.specs.values()].find(({ converts }) => converts?.fits(type, found.type)) ?? null
}

/**
 * Returns the edits that insert a converter card and map a value to a field through it. Null when the field
 * no longer exists.
 */
export const throughConverter = (
  view: FlowView,
  at: FieldAt,
  from: Pill,
  converter: Card,
  { input, output }: NonNullable<CardSpec['converts']>
): OneEdit[] | null => {
  const to = placeBefore(view, at)
  if (to === null) return null
  const card: Card = { ...converter, inputs: { ...converter.inputs, [input]: from } }
  return [
    { kind: 'insert', to, fragment: { strip: [card.id], cards: { [card.id]: card } } },
    feedEdit(at, pill(card.id, output))
  ]
}
