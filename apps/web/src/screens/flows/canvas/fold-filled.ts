import { optionsSection } from '@hookwright/cards/views'
import type { CardId } from '@hookwright/model'
import type { Canvas } from '../../../features/canvas/canvas.ts'
import { deployedUseOf } from '../../../features/canvas/connector-of-card.ts'
import { flip } from '../../../features/canvas/ui-state/folds.ts'

/** Remembers among the folds of a card that its options were folded once, so that who opens them again keeps them open. */
const FOLDED_ONCE = 'options-folded-once'

/** Cards of deployed events and actions with options, and whether all that has to be chosen for each is. */
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
 * The options of a card stand open until all that has to be chosen is, and are folded once, when one is busy with
 * something else; while something is missing again they are open.
 */
const foldFilled = (canvas: Canvas): void => {
  for (const { card, filled } of cardsWithOptions(canvas)) {
    const flipped = canvas.folds.getState().flipped.get(card) ?? new Set()
    const foldedOnce = flipped.has(FOLDED_ONCE)
    if (filled === foldedOnce || (filled && canvas.desk.getState().chosen.has(card))) continue
    canvas.folds.setState(folds => {
      const marked = flip(folds, card, FOLDED_ONCE)
      return flipped.has(optionsSection) === filled ? marked : flip(marked, card, optionsSection)
    })
  }
}

/** Folds the options of cards whenever it is time to, until the answer is called. */
export const keepFolding = (canvas: Canvas): (() => void) => {
  const fold = (): void => foldFilled(canvas)
  fold()
  const leave = [canvas.drawing.subscribe(fold), canvas.desk.subscribe(fold)]
  return () => {
    for (const end of leave) end()
  }
}
