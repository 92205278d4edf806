import { cardSpecs } from '@hookwright/cards'
import { freshEventCard } from '@hookwright/cards/views'
import type { Card, CardId, Flow, Id } from '@hookwright/model'

type Parts = Parameters<typeof freshEventCard>[0]

const flowOf = (card: Card): Flow => ({ schemaVersion: 1, strip: [card.id], cards: { [card.id]: card } })

/**
 * Returns a flow with the card of an event alone. In a file of its own, which is loaded on a click: an import of the whole
 * package would take all of it into the first load of every page.
 */
export const flowWithEvent = (parts: Parts, connectionId: Id | null): Flow => {
  const card = freshEventCard(parts)
  return flowOf({ ...card, config: { ...card.config, connectionId } })
}

/** Returns a flow with a start card of a type alone: a schedule, an API endpoint, or a start by hand. */
export const flowWithStart = (type: string, id: CardId): Flow =>
  flowOf({ id, type, inputs: {}, ...(cardSpecs.get(type)?.blank() ?? { config: {} }) })
