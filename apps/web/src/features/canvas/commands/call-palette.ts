import type { Target } from '@hookwright/model'
import type { Canvas } from '../canvas.ts'

/**
 * Opens the palette for a card that goes to a target; without one it goes behind the chosen card. It opens at the button that
 * called it, unless it stands beside the canvas.
 */
export const callPalette = (canvas: Canvas, target: Target | null, from?: Element): void => {
  if (canvas.drawing.getState().flow.strip.length === 0) canvas.desk.setState({ dialog: 'event' })
  else canvas.desk.setState({ target, paletteCalled: true, paletteAt: from?.getBoundingClientRect() ?? null })
}
