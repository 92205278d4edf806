import type { FieldAt } from '@hookwright/cards/views'
import { bindingTargetOf, checkBinding, type FlowView, type Offer, offersAt } from '@hookwright/engine'
import { type Binding, type CardId, cardOf, type OneEdit, type Pill } from '@hookwright/model'
import { withPills } from '../clipboard/clipboard.ts'
import type { ExternalValue } from '../clipboard/external-values.ts'
import { feedEdit } from './map-pill.ts'

const placesIn = (view: FlowView, id: CardId): [FieldAt, Binding][] => {
  const card = cardOf(view.flow, id)
  if (card === undefined) return []
  return [
    ...Object.entries(card.inputs).map(([field, binding]): [FieldAt, Binding] => [
      { card: id, field },
      binding
    ]),
    ...(card.blocks ?? []).flatMap(block =>
      Object.entries(block.joins).map(([field, binding]): [FieldAt, Binding] => [
        { card: id, block: block.id, field },
        binding
      ])
    )
  ]
}

const isLike = ({ port }: Offer, value: ExternalValue): boolean =>
  port.label.toLowerCase() === value.label.toLowerCase() &&
  port.type.kind === value.type.kind &&
  port.type.list === value.type.list

/**
 * Returns the edits that connect pasted cards to values of this flow with the same name and type.
 *
 * Of several matching values before a card, the nearest is used. Values without a match, or with a match that
 * does not fit, stay unchanged.
 */
export const mapByName = (view: FlowView, pasted: CardId[], outside: ExternalValue[]): OneEdit[] =>
  pasted.flatMap(id =>
    placesIn(view, id).flatMap(([at, binding]): OneEdit[] => {
      const found = bindingTargetOf(view, at)
      if (found === null) return []
      const offers = offersAt(view, found.site)
      const renew = (pill: Pill): Pill => {
        if (offers.some(({ card, port }) => card.id === pill.card && port.id === pill.field)) return pill
        const value = outside.find(({ card, field }) => card === pill.card && field === pill.field)
        const like = value === undefined ? undefined : offers.findLast(offer => isLike(offer, value))
        return like === undefined ? pill : { ...pill, card: like.card.id, field: like.port.id }
      }
      const next = withPills(binding, renew)
      const isSame = JSON.stringify(next) === JSON.stringify(binding)
      if (isSame || checkBinding(view, found.site, found.label, found.type, next).length > 0) return []
      return [feedEdit(at, next)]
    })
  )
