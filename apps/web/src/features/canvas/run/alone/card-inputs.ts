import { connectionFieldId, type FlowView, type InputPort, readerOf, type Scope } from '@hookwright/engine'
import {
  type Binding,
  type Card,
  type CardId,
  cardOf,
  type FieldId,
  type Pill,
  pillsOf
} from '@hookwright/model'
import type { StartField } from '../start-fields.ts'

/** Input of a card that is run alone, with its current value. */
export interface CardInput extends StartField {
  /**
   * Source of the value.
   *
   * The user must enter an `unknown` value. The server fills in a `connection` value, since only the server
   * has access to it.
   */
  from: 'known' | 'unknown' | 'connection'
  value: unknown
}

const isOfConnection = ({ field }: Pill): boolean => field.startsWith(connectionFieldId(''))

/**
 * Returns the inputs of a card with their values from earlier outputs. Inputs that are evaluated repeatedly,
 * such as once per item, are left out.
 */
export const cardInputsOf = (view: FlowView, card: Card, gave: Scope): CardInput[] => {
  const around = view.places.get(card.id)?.around.map(block => block.card) ?? []
  const isGiven = (pill: Pill): boolean => gave.has(pill.card) && !around.includes(pill.card)

  const feed = (
    binding: Binding | undefined,
    { type, encoding }: Pick<InputPort, 'type' | 'encoding'>
  ): Pick<CardInput, 'from' | 'value'> => {
    if (binding === undefined) return { from: 'known', value: null }
    const pills = pillsOf(binding)
    if (pills.some(isOfConnection)) return { from: 'connection', value: null }
    const read = pills.every(isGiven) ? readerOf(binding, type, encoding)(gave) : null
    return read?.ok ? { from: 'known', value: read.value } : { from: 'unknown', value: null }
  }

  return (view.portsOf(card)?.inputs ?? []).flatMap((port): CardInput[] => {
    const { id, label, type, required, sees } = port
    if (sees !== undefined) return []
    const found = feed(Object.hasOwn(card.inputs, id) ? card.inputs[id] : undefined, port)
    const isMissing = required && found.from === 'known' && (found.value === null || found.value === '')
    return [{ id, label, dataType: type, required, ...found, ...(isMissing && { from: 'unknown' }) }]
  })
}

/** Returns the bindings of all cards inside a card's blocks, and of the joins. */
const bindingsInside = (view: FlowView, card: Card): Binding[] =>
  (card.blocks ?? []).flatMap(block => [
    ...Object.values(block.joins),
    ...block.strip.flatMap(id => {
      const inner = cardOf(view.flow, id)
      return inner === undefined ? [] : [...Object.values(inner.inputs), ...bindingsInside(view, inner)]
    })
  ])

/**
 * Returns the known outputs of other cards that a single run of this card needs.
 *
 * It needs those that are mapped to fields outside `handed`, and those that cards inside its blocks use.
 */
export const upstreamOutputsOf = (
  view: FlowView,
  card: Card,
  gave: Scope,
  handed: ReadonlySet<FieldId>
): Record<CardId, Record<FieldId, unknown>> => {
  const others = Object.entries(card.inputs).flatMap(([field, binding]) =>
    handed.has(field) ? [] : [binding]
  )
  const before: Record<CardId, Record<FieldId, unknown>> = {}
  for (const pill of [...others, ...bindingsInside(view, card)].flatMap(pillsOf)) {
    const outputs = gave.get(pill.card)
    if (outputs === undefined || !Object.hasOwn(outputs, pill.field)) continue
    before[pill.card] = { ...before[pill.card], [pill.field]: outputs[pill.field] }
  }
  return before
}
