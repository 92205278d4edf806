import { cardOf } from '@hookwright/model'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { CanvasSearch } from './canvas-search.ts'
import { goToPlace } from './commands/problems.ts'
import type { CanvasUiState } from './ui-state/canvas-ui.ts'
import { useCanvas } from './use-canvas.tsx'

/** The dialogs that are the flow's own, by their names in the address. */
const ofFlow: Partial<Record<string, CanvasUiState['dialog']>> = { name: 'save', event: 'event' }

/**
 * Goes to the card, and the field of it, that the address names, when the flow is drawn and when the address changes.
 * A dialog of the card has the focus for itself. Without a card, `dialog=name` opens the dialog for the flow's name, and
 * `dialog=event` the one in which its event is chosen; the address forgets them, so that it can ask for them again.
 */
export const PlaceInAddress = ({ search: { card, field, dialog } }: { search: CanvasSearch }) => {
  const canvas = useCanvas()
  const navigate = useNavigate()
  useEffect(() => {
    const own = card === undefined ? (ofFlow[dialog ?? ''] ?? null) : null
    if (own !== null) {
      canvas.desk.setState({ dialog: own })
      void navigate({ to: '.', search: ({ dialog: _, ...before }) => before, replace: true })
    }
    if (card === undefined || dialog !== undefined) return
    if (cardOf(canvas.drawing.getState().flow, card) !== undefined) goToPlace(canvas, { card, field })
    else
      canvas.toast({
        say: 'The card in this link is no longer in the flow.',
        tone: 'info'
      })
  }, [canvas, navigate, card, field, dialog])
  return null
}
