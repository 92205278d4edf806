import { optionsSection } from '@hookwright/cards/views'
import type { CardId } from '@hookwright/model'
import type { Canvas } from '../../../features/canvas/canvas.ts'
import { flip } from '../../../features/canvas/ui-state/folds.ts'

/** Remembers among the folds of a card that its options were folded once, so that who opens them again keeps them open. */
const FOLDED_ONCE = 'options-folded-once'

/** The event card of the drawn flow, and whether all that has to be chosen for it is. */
const eventOf = (canvas: Canvas): { card: CardId; filled: boolean } | null => {
  const { flow, view } = canvas.drawing.getState()
  const [id] = flow.strip
  const card = id === undefined ? undefined : flow.cards[id]
  if (card === undefined || (canvas.specs.get(card.type)?.listens(card.config) ?? null) === null) return null
  const options = view.portsOf(card)?.inputs.filter(port => port.option !== undefined) ?? []
  if (options.length === 0) return null
  return {
    card: card.id,
    filled: options.every(port => !port.required || card.inputs[port.id] !== undefined)
  }
}

/**
 * The options of an event stand open until all that has to be chosen is, and are folded once, when one is busy with
 * something else; while something is missing again they are open.
 */
const foldFilled = (canvas: Canvas): void => {
  const event = eventOf(canvas)
  if (event === null) return
  const { card, filled } = event
  const flipped = canvas.folds.getState().flipped.get(card) ?? new Set()
  const foldedOnce = flipped.has(FOLDED_ONCE)
  if (filled === foldedOnce) return
  if (filled && canvas.desk.getState().chosen.has(card)) return
  canvas.folds.setState(folds => {
    const marked = flip(folds, card, FOLDED_ONCE)
    return flipped.has(optionsSection) === filled ? marked : flip(marked, card, optionsSection)
  })
}

/** Folds the options of the event whenever it is time to, until the answer is called. */
export const keepFolding = (canvas: Canvas): (() => void) => {
  const fold = (): void => foldFilled(canvas)
  fold()
  const leave = [canvas.drawing.subscribe(fold), canvas.desk.subscribe(fold)]
  return () => {
    for (const end of leave) end()
  }
}
