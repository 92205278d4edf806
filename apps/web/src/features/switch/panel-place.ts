/** Position and size of an element on the screen, in pixels. */
export interface Box {
  left: number
  top: number
  width: number
  height: number
}

/**
 * Distance of the panel from the screen edges, in pixels. The next constant is its distance from the anchor.
 */
const EDGE = 8
const GAP = 8

const clamp = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(value, Math.max(least, most)))

/**
 * Returns the position of a panel next to its anchor, always completely on the screen.
 *
 * It is below the anchor, or above if there is more space. It is to the left if requested and there is space.
 * Its height is limited to the available space.
 */
export const panelPlace = (params: {
  anchor: Box
  panel: { width: number; height: number }
  screen: { width: number; height: number }
  side: 'bottom' | 'left'
}): { left: number; top: number; maxHeight: number } => {
  const { anchor, panel, screen, side } = params
  const mostLeft = screen.width - panel.width - EDGE
  if (side === 'left' && anchor.left - GAP - panel.width >= EDGE) {
    const maxHeight = screen.height - 2 * EDGE
    const top = clamp(anchor.top, EDGE, screen.height - Math.min(panel.height, maxHeight) - EDGE)
    return { left: anchor.left - GAP - panel.width, top, maxHeight }
  }
  const left = clamp(anchor.left, EDGE, mostLeft)
  const below = screen.height - (anchor.top + anchor.height + GAP) - EDGE
  const above = anchor.top - GAP - EDGE
  if (panel.height <= below || below >= above) {
    return { left, top: anchor.top + anchor.height + GAP, maxHeight: below }
  }
  const height = Math.min(panel.height, above)
  return { left, top: anchor.top - GAP - height, maxHeight: above }
}
