import { cardOf } from '@hookwright/model'
import { useEffect } from 'react'
import type { CanvasSearch } from './canvas-search.ts'
import { goToPlace } from './commands/problems.ts'
import { useCanvas } from './use-canvas.tsx'

/**
 * Goes to the card, and the field of it, that the address names, when the flow is drawn and when the address changes.
 * A dialog of the card has the focus for itself; without a card, `dialog=name` opens the dialog for the flow's name.
 */
export const PlaceInAddress = ({ search: { card, field, dialog } }: { search: CanvasSearch }) => {
  const canvas = useCanvas()
  useEffect(() => {
    if (card === undefined && dialog === 'name') canvas.desk.setState({ dialog: 'save' })
    if (card === undefined || dialog !== undefined) return
    if (cardOf(canvas.drawing.getState().flow, card) !== undefined) goToPlace(canvas, { card, field })
    else
      canvas.toast({
        say: 'The card that this address names is not in the flow any more; look for it among the others.',
        tone: 'info'
      })
  }, [canvas, card, field, dialog])
  return null
}
