import type { Card, FieldId } from '@hookwright/model'
import { useState } from 'react'

const none: Record<FieldId, string> = {}

/** Returns the entered values of a card's inputs, and their errors. */
export const useTyped = (card: Card) => {
  const [typed, setTyped] = useState(none)
  const [flaws, setFlaws] = useState(none)
  const [drawnInputs, setDrawnInputs] = useState(card.inputs)
  const reset = (): void => {
    setTyped(none)
    setFlaws(none)
  }
  // What was changed on the card since is what counts, and not what was typed here over something older.
  if (drawnInputs !== card.inputs) {
    setDrawnInputs(card.inputs)
    reset()
  }
  return {
    typed,
    flaws,
    type: (field: FieldId, text: string): void => setTyped(all => ({ ...all, [field]: text })),
    setFlaws,
    reset
  }
}
