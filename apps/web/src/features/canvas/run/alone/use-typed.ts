import type { Card, FieldId } from '@hookwright/model'
import { useState } from 'react'

const none: Record<FieldId, string> = {}

/** What is typed over what the inputs of a card hold, and what is wrong with it. */
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
