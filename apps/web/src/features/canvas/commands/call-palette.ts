import type { Target } from '@hookwright/model'
import type { Canvas } from '../canvas.ts'

/**
 * Opens the cards panel to insert a card at a target, by default after the selected card.
 *
 * Unless the panel is docked, it floats at the button that opened it.
 */
export const callPalette = (canvas: Canvas, target: Target | null, from?: Element): void => {
  if (canvas.drawing.getState().flow.strip.length === 0) canvas.ui.setState({ dialog: 'event' })
  else canvas.ui.setState({ target, paletteCalled: true, paletteAt: from?.getBoundingClientRect() ?? null })
}
