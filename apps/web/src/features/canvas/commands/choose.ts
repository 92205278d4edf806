import type { Wish } from '@hookwright/cards/views'
import type { CardId } from '@hookwright/model'
import { holdKeysUntil } from '@hookwright/ui'
import type { Canvas } from '../canvas.ts'

/** Makes these the chosen cards. Nothing is drawn anew where they are chosen already. */
export const choose = (canvas: Canvas, cards: Iterable<CardId>): void => {
  const before = canvas.desk.getState().chosen
  const chosen = new Set(cards)
  const isSame = chosen.size === before.size && [...chosen].every(card => before.has(card))
  if (!isSame) canvas.desk.setState({ chosen })
}

/**
 * Asks a place of a card to do something as soon as it is drawn, and moves the card into sight. What is typed before its
 * field or its name box is there waits for it.
 */
export const wish = (canvas: Canvas, card: CardId, place: string, what: Wish): void => {
  const asked = { card, place, wish: what }
  canvas.view.port?.reveal(card)
  canvas.desk.setState({ wish: asked })
  if (what === 'focus') return
  const isGranted = (): boolean => canvas.desk.getState().wish !== asked
  const isBox = (): boolean => document.activeElement instanceof HTMLInputElement
  holdKeysUntil(() => isGranted() && (what === 'type' || isBox()))
}

/** Chooses one card and gives its title the focus. */
export const goToCard = (canvas: Canvas, card: CardId): void => {
  choose(canvas, [card])
  wish(canvas, card, 'title', 'focus')
}

/** The name of a card, in quotes. */
export const quoted = (canvas: Canvas, card: CardId): string =>
  `“${canvas.drawing.getState().cards.get(card)?.name ?? card}”`
