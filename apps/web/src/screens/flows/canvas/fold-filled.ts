import { optionsSection } from '@hookwright/cards/views'
import type { CardId } from '@hookwright/model'
import type { Canvas } from '../../../features/canvas/canvas.ts'
import { deployedUseOf } from '../../../features/canvas/connector-of-card.ts'
import { flip } from '../../../features/canvas/ui-state/folds.ts'

/**
 * Marker stored with a card's collapsed sections once its options were collapsed automatically. With it they
 * are not collapsed again, so a user can keep them open.
 */
const FOLDED_ONCE = 'options-folded-once'

/**
 * Returns the deployed event and action cards with options. `filled` is true if all required options have a
 * value.
 */
const cardsWithOptions = (canvas: Canvas): { card: CardId; filled: boolean }[] => {
  const { flow, view } = canvas.drawing.getState()
  return Object.values(flow.cards).flatMap(card => {
    if (deployedUseOf(card, canvas.specs) === null) return []
    const options = view.portsOf(card)?.inputs.filter(port => port.option !== undefined) ?? []
    if (options.length === 0) return []
    const filled = options.every(port => !port.required || card.inputs[port.id] !== undefined)
    return [{ card: card.id, filled }]
  })
}

/**
 * Collapses the options of a card once all required options have a value and the card is not selected.
 * Expands them again if a value is missing.
 */
const foldFilled = (canvas: Canvas): void => {
  for (const { card, filled } of cardsWithOptions(canvas)) {
    const flipped = canvas.folds.getState().flipped.get(card) ?? new Set()
    const foldedOnce = flipped.has(FOLDED_ONCE)
    if (filled === foldedOnce || (filled && canvas.ui.getState().chosen.has(card))) continue
    canvas.folds.setState(folds => {
      const marked = flip(folds, card, FOLDED_ONCE)
      return flipped.has(optionsSection) === filled ? marked : flip(marked, card, optionsSection)
    })
  }
}

/** Collapses and expands the options of cards as their values change. Returns a function that stops this. */
export const keepFolding = (canvas: Canvas): (() => void) => {
  const fold = (): void => foldFilled(canvas)
  fold()
  const leave = [canvas.drawing.subscribe(fold), canvas.ui.subscribe(fold)]
  return () => {
    for (const end of leave) end()
  }
}
