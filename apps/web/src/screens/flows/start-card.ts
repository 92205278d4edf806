import { freshEventCard } from '@hookwright/cards/views'
import type { Flow, Id } from '@hookwright/model'

type Parts = Parameters<typeof freshEventCard>[0]

/**
 * Returns a flow with the card of an event alone. In a file of its own, which is loaded on a click: an import of the whole
 * package would take all of it into the first load of every page.
 */
export const flowWithEvent = (parts: Parts, connectionId: Id | null): Flow => {
  const card = freshEventCard(parts)
  return {
    schemaVersion: 1,
    strip: [card.id],
    cards: { [card.id]: { ...card, config: { ...card.config, connectionId } } }
  }
}
