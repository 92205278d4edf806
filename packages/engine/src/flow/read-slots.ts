import { type CardId, cardOf, Fault, type Flow } from '@hookwright/model'
import { readerOf } from '../card/bindings.ts'
import type { Catalog } from '../card/catalog.ts'
import { nameOfCard, type Specs } from '../card/define-card.ts'
import { misfitOf } from '../card/misfit.ts'

/**
 * Reads the inputs of a card whose ids begin with a prefix, keyed by input id without the prefix. `inner`
 * holds values that only this card's inputs can use; a Webhook Event card passes its options to its
 * registration flow in this way.
 * @throws `card.input-type`, `card.input-missing`
 */
export const readSlots = (params: {
  flow: Flow
  cardId: CardId
  prefix: string
  inner: Record<string, unknown>
  specs: Specs
  catalog: Catalog
}): Record<string, unknown> => {
  const card = cardOf(params.flow, params.cardId)
  const spec = card === undefined ? undefined : params.specs.get(card.type)
  if (card === undefined || spec === undefined) return {}
  const scope = new Map([[card.id, params.inner]])
  const slots = spec.ports(card.config, params.catalog)?.inputs ?? []
  const values: Record<string, unknown> = {}
  for (const slot of slots) {
    if (!slot.id.startsWith(params.prefix)) continue
    const binding = Object.hasOwn(card.inputs, slot.id) ? card.inputs[slot.id] : undefined
    const read = binding === undefined ? undefined : readerOf(binding, slot.type)(scope)
    const about = { card: nameOfCard(card, spec), field: slot.label }
    if (read !== undefined && !read.ok) throw misfitOf(about, read)
    const value = read?.value ?? null
    if (value === null && slot.required && slot.mayBeNull !== true)
      throw new Fault('card.input-missing', about)
    values[slot.id.slice(params.prefix.length)] = value
  }
  return values
}
