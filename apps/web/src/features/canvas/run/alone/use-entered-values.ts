import type { Card, FieldId } from '@hookwright/model'
import { useState } from 'react'

const none: Record<FieldId, string> = {}

/** Returns the entered values of a card's inputs, and their errors. */
export const useEnteredValues = (card: Card) => {
  const [typed, setTyped] = useState(none)
  const [errors, setErrors] = useState(none)
  const [drawnInputs, setDrawnInputs] = useState(card.inputs)
  const reset = (): void => {
    setTyped(none)
    setErrors(none)
  }
  // What was changed on the card since is what counts, and not what was typed here over something older.
  if (drawnInputs !== card.inputs) {
    setDrawnInputs(card.inputs)
    reset()
  }
  return {
    typed,
    errors,
    type: (field: FieldId, text: string): void => setTyped(all => ({ ...all, [field]: text })),
    setErrors,
    reset
  }
}
