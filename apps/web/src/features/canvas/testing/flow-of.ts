import { cardSpecs } from '@hookwright/cards'
import { type Card, emptyFlow, type Flow } from '@hookwright/model'

/** Creates a blank card of a type, with some parts overridden. */
export const put = (type: string, id: string, parts: Partial<Card> = {}): Card => ({
  type,
  inputs: {},
  ...(cardSpecs.get(type)?.blank() ?? { config: {} }),
  ...parts,
  id
})

/** Builds a flow of these cards. `inner` are the cards inside their blocks. */
export const flowOf = (cards: Card[], inner: Card[] = []): Flow => ({
  ...emptyFlow,
  strip: cards.map(card => card.id),
  cards: Object.fromEntries([...cards, ...inner].map(card => [card.id, card]))
})
