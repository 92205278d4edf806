import type { CardId, FieldId } from '../kernel/ids.ts'
import { type Card, cardOf, type Fragment } from './flow.ts'

/** Position of a strip: the top strip (`null`) or a block of a card. */
export type StripAt = { card: CardId; block: FieldId } | null

/** Position of a card: its strip, its index there, and the enclosing blocks, innermost last. */
export interface Place {
  strip: StripAt
  index: number
  around: { card: CardId; block: FieldId; index: number }[]
}

/** Returns the ids in a strip, or undefined when the flow has no such strip. */
export const stripOf = (flow: Fragment, at: StripAt): CardId[] | undefined =>
  at === null ? flow.strip : cardOf(flow, at.card)?.blocks?.find(block => block.id === at.block)?.strip

/** Returns every card with its place, in execution order, a block card before its contents. */
export const placesOf = (flow: Fragment): Map<CardId, Place> => {
  const places = new Map<CardId, Place>()
  const walk = (ids: CardId[], strip: StripAt, around: Place['around']): void => {
    for (const [index, id] of ids.entries()) {
      places.set(id, { strip, index, around })
      for (const block of cardOf(flow, id)?.blocks ?? []) {
        walk(block.strip, { card: id, block: block.id }, [...around, { card: id, block: block.id, index }])
      }
    }
  }
  walk(flow.strip, null, [])
  return places
}

/** Returns a card and all cards in its blocks. */
export const withInner = (flow: Fragment, id: CardId): CardId[] => {
  const card = cardOf(flow, id)
  if (card === undefined) return []
  return [id, ...(card.blocks ?? []).flatMap(block => block.strip.flatMap(inner => withInner(flow, inner)))]
}

/**
 * Visibility of a card's fields from another card. `earlier`: it ran before; `around`: it encloses the other
 * card; `itself`: it is the same card; otherwise `no`.
 */
export type Sight = 'earlier' | 'around' | 'itself' | 'no'

const sameStrip = (one: StripAt, other: StripAt): boolean =>
  one === null || other === null ? one === other : one.card === other.card && one.block === other.block

/**
 * Returns the visibility of card `to` from a place. Joins of a block are read from the place just
 * after the block's last card.
 */
export const sightOf = (places: Map<CardId, Place>, from: Place, self: CardId | null, to: CardId): Sight => {
  if (to === self) return 'itself'
  const target = places.get(to)
  if (target === undefined) return 'no'
  if (from.around.some(block => block.card === to)) return 'around'
  if (sameStrip(target.strip, from.strip)) return target.index < from.index ? 'earlier' : 'no'
  const step = from.around.findIndex((_, depth) => {
    const outer = depth === 0 ? null : from.around[depth - 1]
    const strip: StripAt = outer ? { card: outer.card, block: outer.block } : null
    return sameStrip(target.strip, strip)
  })
  const passage = from.around[step]
  return passage !== undefined && target.index < passage.index ? 'earlier' : 'no'
}

/** Returns the place from which the joins of a block are read: after the block's last card. */
export const placeOfJoins = (places: Map<CardId, Place>, card: Card, block: FieldId): Place | undefined => {
  const place = places.get(card.id)
  const strip = card.blocks?.find(candidate => candidate.id === block)?.strip
  if (place === undefined || strip === undefined) return undefined
  return {
    strip: { card: card.id, block },
    index: strip.length,
    around: [...place.around, { card: card.id, block, index: place.index }]
  }
}
