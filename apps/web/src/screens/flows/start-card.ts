import { cardSpecs } from '@hookwright/cards'
import { freshEventCard } from '@hookwright/cards/views'
import type { Card, CardId, Flow, Id } from '@hookwright/model'

type Parts = Parameters<typeof freshEventCard>[0]

const flowOf = (card: Card): Flow => ({ schemaVersion: 1, strip: [card.id], cards: { [card.id]: card } })

/**
 * Returns a flow that consists of an event's start card. This file is loaded on a click, because its imports
 * would enlarge the first load of every page.
 */
export const flowWithEvent = (parts: Parts, connectionId: Id | null): Flow => {
  const card = freshEventCard(parts)
  return flowOf({ ...card, config: { ...card.config, connectionId } })
}

/**
 * Returns a flow that consists of a start card of the type: a schedule, an API endpoint, or a manual start.
 */
export const flowWithStart = (type: string, id: CardId): Flow =>
  flowOf({ id, type, inputs: {}, ...(cardSpecs.get(type)?.blank() ?? { config: {} }) })
