import type { CardSpec } from '@hookwright/engine'
import type { Card, CardId, Flow } from '@hookwright/model'

/** A card as it is when it has just been put on the canvas, with what a skeleton fills in. */
export const filled = (spec: CardSpec, id: CardId, parts: Partial<Omit<Card, 'id' | 'type'>> = {}): Card => ({
  id,
  type: spec.type,
  inputs: {},
  ...spec.blank(),
  ...parts
})

/** A flow of these cards in a row. */
export const rowOfCards = (...cards: Card[]): Flow => ({
  schemaVersion: 1,
  strip: cards.map(card => card.id),
  cards: Object.fromEntries(cards.map(card => [card.id, card]))
})
