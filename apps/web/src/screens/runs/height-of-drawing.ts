import type { Layout } from '../../features/canvas/layout/layout.ts'
import { MAP_FROM } from '../../features/canvas/map-from.ts'
import { LEGIBLE, opening, START } from '../../features/canvas/view/view.ts'

/** Height of a zoomed-out card, in pixels. It has a title of two lines and a value, but no fields. */
const FAR_CARD = 120
/** Space below the cards, in pixels: for the view controls, and for the minimap of a large flow. */
const BELOW = { controls: 60, map: 160 }

/**
 * Returns the height in pixels that a flow needs on a canvas, including the label above its start card and
 * the view controls below.
 */
export const heightOfDrawing = (layout: Layout, size: { width: number; height: number }): number => {
  const { zoom } = opening(layout, null, size)
  // A block keeps the height of its lanes from farther away, too.
  const hasBlocks = [...layout.frames.values()].some(({ lanes }) => lanes.length > 0)
  const cards = zoom < LEGIBLE && !hasBlocks ? FAR_CARD : layout.height * zoom
  return Math.ceil(START.y + cards + (layout.frames.size >= MAP_FROM ? BELOW.map : BELOW.controls))
}
