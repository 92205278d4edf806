import type { Target } from '@hookwright/model'
import type { Canvas } from '../canvas.ts'

/**
 * Opens the palette for a card to insert at a target, by default after the selected card. It floats at the button that
 * opened it, unless it is docked beside the canvas.
 */
export const callPalette = (canvas: Canvas, target: Target | null, from?: Element): void => {
  if (canvas.drawing.getState().flow.strip.length === 0) canvas.ui.setState({ dialog: 'event' })
  else canvas.ui.setState({ target, paletteCalled: true, paletteAt: from?.getBoundingClientRect() ?? null })
}
