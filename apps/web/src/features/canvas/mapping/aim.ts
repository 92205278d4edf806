import type { DropCheck, FieldAt } from '@hookwright/cards/views'
import { bindingTargetOf, checkBinding, type FlowView, nameIn, typeAt } from '@hookwright/engine'
import { type Binding, nameOfType, one, type Pill, pillsOf, type ValueType } from '@hookwright/model'

const asText = one('text')

/**
 * Returns true when a pill mapped to this field becomes part of a text. That is so for a Text field that is
 * not empty.
 */
const standsInText = (binding: Binding | undefined, type: ValueType): boolean => {
  if (type.list || type.kind !== 'text' || binding === undefined) return false
  if (binding.kind === 'pill') return true
  return binding.kind === 'text' || (binding.value !== null && binding.value !== '')
}

/**
 * Returns advice for a value that does not fit the type of a field: “Map one item of the list, or join the
 * items first.”
 */
const adviceFor = (from: ValueType, to: ValueType): string => {
  if (from.list && !to.list) return 'Map one item of the list, or join the items first.'
  if (!from.list && to.list) return 'Map a list, or create a list first.'
  if (from.kind === 'object' && to.kind === 'text')
    return 'Map one key of the object, or convert the object with Stringify first.'
  if (from.kind === 'object') return 'Map one key of the object.'
  return 'Convert the value first, for example with Assign.'
}

/** Returns the type of a pill's value; null if the card, output or path does not exist. */
export const typeOfPill = (view: FlowView, pill: Pill): ValueType | null => {
  const card = view.flow.cards[pill.card]
  const ports = card === undefined ? null : view.portsOf(card)
  if (ports === null) return null
  const port = [...ports.outputs, ...ports.joins, ...ports.inner].find(output => output.id === pill.field)
  return port === undefined ? null : typeAt(port.type, pill.path)
}

/** Checks whether a pill may be mapped to a field. If not, the result contains the reason. */
export const aimOf = (view: FlowView, at: FieldAt, pill: Pill): DropCheck => {
  const found = bindingTargetOf(view, at)
  if (found === null) return { ok: false, why: 'This input no longer exists.' }
  if (found.fixed !== undefined) return { ok: false, why: found.fixed }
  const { site, label, type, isChosen = false } = found
  const bindings =
    at.block === undefined
      ? site.card.inputs
      : (site.card.blocks?.find(block => block.id === at.block)?.joins ?? {})
  const standing = bindings[at.field]
  const takesPlace = isChosen && standing?.kind === 'literal'
  const wanted = !takesPlace && standsInText(standing, type) ? asText : type
  const [problem] = checkBinding(view, site, label, wanted, pill)
  if (problem === undefined) return { ok: true }
  const from = typeOfPill(view, pill)
  if (problem.code !== 'pill-type' || from === null) return { ok: false, why: problem.message }
  return {
    ok: false,
    why: `This field expects the type ${nameOfType(wanted)}, not ${nameOfType(from)}. ${adviceFor(from, wanted)}`
  }
}

/** Returns the fields that use a pill, or a part of the pill's value. */
export const usesOf = (view: FlowView, pill: Pill): FieldAt[] => {
  const isUse = (other: Pill): boolean =>
    other.card === pill.card &&
    other.field === pill.field &&
    pill.path.every((part, depth) => other.path[depth] === part)
  const uses: FieldAt[] = []
  for (const card of Object.values(view.flow.cards)) {
    for (const [field, binding] of Object.entries(card.inputs))
      if (pillsOf(binding).some(isUse)) uses.push({ card: card.id, field })
    for (const block of card.blocks ?? [])
      for (const [field, binding] of Object.entries(block.joins))
        if (pillsOf(binding).some(isUse)) uses.push({ card: card.id, block: block.id, field })
  }
  return uses
}

/** Returns the display name of a field, with its card and its group if any: “Greet: Address, City”. */
export const nameOfSite = (view: FlowView, at: FieldAt): string => {
  const card = view.flow.cards[at.card]
  if (card === undefined) return 'card that is not in this flow'
  const ports = view.portsOf(card)
  const port = (at.block === undefined ? ports?.inputs : ports?.joins)?.find(each => each.id === at.field)
  const group = port !== undefined && 'group' in port ? port.group : undefined
  const way = [group, port?.label ?? 'deleted input'].filter(each => each !== undefined)
  return `${nameIn(view, card)}: ${way.join(', ')}`
}
