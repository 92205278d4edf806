import { whyNotAlone } from '@hookwright/engine'
import { type CardId, cardOf } from '@hookwright/model'
import type { Canvas } from '../canvas.ts'
import { choose } from './choose.ts'

/** Returns true when a card can be run by itself, otherwise the reason. */
export const mayRunCard = (canvas: Canvas, id: CardId): true | string => {
  const card = cardOf(canvas.drawing.getState().flow, id)
  const why = card === undefined ? 'it is no longer in the flow' : whyNotAlone(card, canvas.specs)
  return why === null || `This card cannot be run alone because ${why}.`
}

/**
 * Returns true when the flow can be run up to the card, otherwise the reason. False when the flow cannot be run here.
 */
export const mayRunUpTo = (canvas: Canvas, id: CardId): boolean | string => {
  const kind = canvas.kind()
  if (canvas.readOnly || kind === null || !canvas.runs.includes(kind)) return false
  const card = cardOf(canvas.drawing.getState().flow, id)
  return card !== undefined && (card.skipped !== true || 'This card is skipped. Select “Do not skip” first.')
}

/** Opens the form to run the flow up to a card. */
export const runUpTo = (canvas: Canvas, card: CardId): void => {
  choose(canvas, [card])
  canvas.ui.setState({ upTo: card, runCalled: true })
}

/**
 * Selects a card and opens its run form. The form starts the run at once if all inputs have values; otherwise
 * once they are filled in.
 */
export const callCard = (canvas: Canvas, card: CardId): void => {
  choose(canvas, [card])
  canvas.ui.setState({ cardCalled: card })
}
