import type { Layout } from '../../features/canvas/layout/layout.ts'
import { MAP_FROM } from '../../features/canvas/map-from.ts'
import { LEGIBLE, opening, START } from '../../features/canvas/view/view.ts'

/** Height of a card that is seen from farther away, which shows no fields, with a title of two lines and a value. */
const FAR_CARD = 120
/** Room below the cards: for the view controls, and for the map of a large flow. */
const BELOW = { controls: 60, map: 160 }

/**
 * Returns the height that a flow needs on a canvas, from above its hook to below the view controls. A higher canvas
 * would have empty space.
 */
export const heightOfDrawing = (layout: Layout, size: { width: number; height: number }): number => {
  const { zoom } = opening(layout, null, size)
  // A block keeps the height of its lanes from farther away, too.
  const hasBlocks = [...layout.frames.values()].some(({ lanes }) => lanes.length > 0)
  const cards = zoom < LEGIBLE && !hasBlocks ? FAR_CARD : layout.height * zoom
  return Math.ceil(START.y + cards + (layout.frames.size >= MAP_FROM ? BELOW.map : BELOW.controls))
}
