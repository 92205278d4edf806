/** Position and size of an element on the screen, in pixels. */
export interface Box {
  left: number
  top: number
  width: number
  height: number
}

/** Distances of the panel from the screen edges and from its anchor, in pixels. */
const EDGE = 8
const GAP = 8

const clamp = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(value, Math.max(least, most)))

/**
 * Places a panel beside its anchor, always wholly on the screen.
 * It goes below the anchor, or above where there is more room; to the left when asked for and there is room. It is at most as
 * high as the room.
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
