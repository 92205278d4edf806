import { type CardId, startCardOf } from '@hookwright/model'
import { formatCount } from '../../../kit/page/format-count.ts'
import type { Canvas } from '../canvas.ts'
import { gaveIn } from '../run/last-values.ts'
import { quoted } from './choose.ts'
import { tell } from './tell.ts'

/** Returns true when the card has a pin. */
export const isPinned = ({ run }: Canvas, card: CardId): boolean =>
  run.getState().pins.some(pin => pin.card === card)

/**
 * Returns whether the card can be pinned to its outputs in the shown past run.
 * False when no past run is shown; a sentence when that run has no outputs of the card.
 */
export const mayPinCard = ({ run }: Canvas, card: CardId): boolean | string => {
  const { shown } = run.getState()
  if (shown?.past === undefined) return false
  return gaveIn(shown).has(card) || 'The shown run has no outputs of this card to pin.'
}

/** Pins a card to its outputs in the shown past run. */
export const pinCard = (canvas: Canvas, card: CardId): void => {
  const { shown, pins, pinned } = canvas.run.getState()
  const values = shown?.past === undefined ? undefined : gaveIn(shown).get(card)
  const name = canvas.drawing.getState().cards.get(card)?.name ?? card
  if (shown?.past === undefined || values === undefined) return
  const pin = { card, name, runId: shown.past, caller: [] }
  canvas.run.setState({
    pins: [...pins.filter(other => other.card !== card), pin],
    pinned: new Map(pinned).set(card, values)
  })
  tell(canvas, `Pinned card ${quoted(canvas, card)}.`)
}

/** Removes the pins of cards, which are then run again. */
export const unpinCards = (canvas: Canvas, cards: readonly CardId[]): void => {
  const { pins, pinned } = canvas.run.getState()
  canvas.run.setState({
    pins: pins.filter(({ card }) => !cards.includes(card)),
    pinned: pinned && new Map([...pinned].filter(([card]) => !cards.includes(card)))
  })
  tell(canvas, `Unpinned ${formatCount(cards.length, 'card')}.`)
}

/**
 * Returns the pinned outputs that a run of the draft uses instead of running their cards.
 * The start card is left out, as its outputs are typed; so are blocks, so that the cards inside them can be tested.
 */
export const pinnedForRun = (canvas: Canvas): Record<CardId, Record<string, unknown>> => {
  const { flow } = canvas.drawing.getState()
  const start = startCardOf(flow)?.id
  const pinned = [...(canvas.run.getState().pinned ?? [])].filter(
    ([card]) => card !== start && flow.cards[card] !== undefined && flow.cards[card]?.blocks === undefined
  )
  return Object.fromEntries(pinned)
}
