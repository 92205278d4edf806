import {
  bindingOf,
  type Caret,
  dependentsOf,
  type FieldAt,
  partsOf,
  putPill,
  type TextPart
} from '@hookwright/cards/views'
import { bindingTargetOf, type FlowView } from '@hookwright/engine'
import type { Binding, Edit, OneEdit, Pill, ValueType } from '@hookwright/model'

/** Returns the current binding of a field, or null. */
const targetBindingAt = (view: FlowView, at: FieldAt): Binding | null => {
  const card = view.flow.cards[at.card]
  const bindings =
    at.block === undefined ? card?.inputs : card?.blocks?.find(block => block.id === at.block)?.joins
  return bindings !== undefined && Object.hasOwn(bindings, at.field) ? (bindings[at.field] ?? null) : null
}

/** Returns the edit that binds a field to a value; a null binding clears the field. */
export const feedEdit = ({ card, block, field }: FieldAt, binding: Binding | null): OneEdit =>
  block === undefined ? { kind: 'bind', card, field, binding } : { kind: 'join', card, block, field, binding }

/** Returns the edits that clear dependent options: those whose chosen value depends on this field. */
const emptyDependents = (view: FlowView, { card: cardId, block, field }: FieldAt): OneEdit[] => {
  const card = view.flow.cards[cardId]
  if (card === undefined || block !== undefined) return []
  const options = view.portsOf(card)?.inputs.flatMap(({ option }) => option ?? []) ?? []
  return [...dependentsOf(options, field)]
    .filter(id => card.inputs[id]?.kind === 'literal')
    .map(id => feedEdit({ card: cardId, field: id }, null))
}

/**
 * Returns the edit that maps a pill to a field. Null when the field no longer exists.
 *
 * In a Text field, and in an Any field with typed text, the pill is inserted at the caret or the end
 * (`putPill`). Otherwise the pill replaces the old value. It also replaces a value that was chosen from a
 * list.
 */
export const mapPill = (view: FlowView, at: FieldAt, pill: Pill, caret: Caret | null): Edit | null => {
  const found = bindingTargetOf(view, at)
  if (found === null) return null
  const binding = targetBindingAt(view, at)
  const standing = found.isChosen && binding?.kind === 'literal' ? [] : partsOf(binding)
  const parts = takesInto(found.type, standing) ? putPill(standing, pill, caret) : [pill]
  const edit = feedEdit(at, bindingOf(parts, found.type))
  // Beside a mapped value nothing is listed, so what stands there was typed.
  const wasMapped = binding !== null && binding.kind !== 'literal'
  const emptied = wasMapped ? [] : emptyDependents(view, at)
  return emptied.length === 0 ? edit : { kind: 'all', edits: [edit, ...emptied] }
}

/**
 * Returns true when a mapped pill becomes part of the field's text: in Text, and in Any once text was typed.
 */
const takesInto = ({ kind, list }: ValueType, parts: readonly TextPart[]): boolean => {
  if (list) return false
  const isTyped = parts.some(part => typeof part === 'string' && part.trim() !== '')
  return kind === 'text' || (kind === 'any' && isTyped)
}
