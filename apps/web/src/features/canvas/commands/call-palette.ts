import type { Target } from '@hookwright/model'
import type { Canvas } from '../canvas.ts'

/** Opens the palette for a card that goes to a target; without one it goes behind the chosen card. */
export const callPalette = (canvas: Canvas, target: Target | null): void => {
  if (canvas.drawing.getState().flow.strip.length === 0) canvas.desk.setState({ dialog: 'event' })
  else canvas.desk.setState({ target, paletteCalled: true })
}
