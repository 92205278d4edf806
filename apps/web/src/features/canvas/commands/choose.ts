import type { FocusRequest } from '@hookwright/cards/views'
import type { CardId } from '@hookwright/model'
import { holdKeysUntil } from '@hookwright/ui'
import type { Canvas } from '../canvas.ts'

/** Selects these cards. Does nothing if exactly these cards are already selected. */
export const choose = (canvas: Canvas, cards: Iterable<CardId>): void => {
  const before = canvas.ui.getState().chosen
  const chosen = new Set(cards)
  const isSame = chosen.size === before.size && [...chosen].every(card => before.has(card))
  if (!isSame) canvas.ui.setState({ chosen })
}

/**
 * Requests an action, such as focus, on a part of a card, and scrolls the card into view.
 *
 * The action runs once the part is rendered. Keys typed before that are buffered and passed on to the part.
 */
export const requestFocus = (canvas: Canvas, card: CardId, place: string, request: FocusRequest): void => {
  const asked = { card, place, request }
  canvas.view.port?.reveal(card)
  canvas.ui.setState({ focusRequest: asked })
  if (request === 'focus') return
  const isMet = (): boolean => canvas.ui.getState().focusRequest !== asked
  const isBox = (): boolean => document.activeElement instanceof HTMLInputElement
  holdKeysUntil(() => isMet() && (request === 'type' || isBox()))
}

/** Selects one card and focuses its title. */
export const goToCard = (canvas: Canvas, card: CardId): void => {
  choose(canvas, [card])
  requestFocus(canvas, card, 'title', 'focus')
}

/** Selectors of the elements of a card that can get the focus: input elements first, then buttons. */
const enterable = ['[data-editor], [role=combobox], input, textarea', 'button']

/** Moves the focus from a card's title to its first field. Returns false if the card has none. */
export const enterCard = (title: HTMLElement): boolean => {
  const body = title.closest('[data-card]')?.querySelector('.card-body')
  const first = enterable
    .flatMap(selector => [...(body?.querySelectorAll<HTMLElement>(selector) ?? [])])
    .find(element => element.tabIndex >= 0 && !element.matches(':disabled'))
  first?.focus()
  return first !== undefined
}

/** Returns true for Enter without modifier keys. */
export const isPlainEnter = ({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean =>
  key === 'Enter' && !altKey && !ctrlKey && !metaKey && !shiftKey

/** Returns the name of a card, in quotes. */
export const quoted = (canvas: Canvas, card: CardId): string =>
  `“${canvas.drawing.getState().cards.get(card)?.name ?? card}”`
