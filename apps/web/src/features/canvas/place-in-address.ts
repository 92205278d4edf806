import { cardOf } from '@hookwright/model'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { CanvasSearch } from './canvas-search.ts'
import { goToPlace } from './commands/problems.ts'
import type { CanvasUiState } from './ui-state/canvas-ui.ts'
import { useCanvas } from './use-canvas.tsx'

/** Dialogs of the flow itself, by their names in the URL. */
const ofFlow: Partial<Record<string, CanvasUiState['dialog']>> = { name: 'save', event: 'event' }

/**
 * Focuses the card and field named in the URL, when the flow is first rendered and when the URL changes.
 *
 * A dialog of the card takes the focus. Without a card, `dialog=name` opens the dialog for the flow's name,
 * and `dialog=event` the event chooser. These two are removed from the URL, so that they can be requested
 * again.
 */
export const PlaceInAddress = ({ search: { card, field, dialog } }: { search: CanvasSearch }) => {
  const canvas = useCanvas()
  const navigate = useNavigate()
  useEffect(() => {
    const own = card === undefined ? (ofFlow[dialog ?? ''] ?? null) : null
    if (own !== null) {
      canvas.ui.setState({ dialog: own })
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
