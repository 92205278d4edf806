import type { FlowView } from '@hookwright/engine'
import { type Card, CardId, FieldId, type Fragment, type Pill, pill, pillsOf } from '@hookwright/model'
import { z } from 'zod'
import { typeOfPill } from '../mapping/aim.ts'

/**
 * Value that copied cards use from a card that was not copied.
 *
 * Its name and type are stored, so that pasting can offer a value of the target flow with the same name and
 * type.
 */
export const ExternalValue = z.strictObject({
  card: CardId,
  field: FieldId,
  label: z.string(),
  type: z.strictObject({ kind: z.string(), list: z.boolean() })
})
export type ExternalValue = z.infer<typeof ExternalValue>

const pillsIn = (card: Card): Pill[] =>
  [card.inputs, ...(card.blocks ?? []).map(block => block.joins)].flatMap(bindings =>
    Object.values(bindings).flatMap(pillsOf)
  )

const labelOf = (view: FlowView, { card, field }: Pill): string | undefined => {
  const source = view.flow.cards[card]
  const ports = source === undefined ? null : view.portsOf(source)
  return [...(ports?.outputs ?? []), ...(ports?.joins ?? []), ...(ports?.inner ?? [])].find(
    port => port.id === field
  )?.label
}

/** Returns the values that a fragment uses from cards outside it, without duplicates. */
export const externalValuesOf = (view: FlowView, { cards }: Fragment): ExternalValue[] => {
  const found = new Map<string, ExternalValue>()
  for (const { card, field } of Object.values(cards).flatMap(pillsIn)) {
    const key = JSON.stringify([card, field])
    if (Object.hasOwn(cards, card) || found.has(key)) continue
    const whole = pill(card, field)
    const label = labelOf(view, whole)
    const type = typeOfPill(view, whole)
    if (label !== undefined && type !== null)
      found.set(key, { card, field, label, type: { kind: type.kind, list: type.list } })
  }
  return [...found.values()]
}
