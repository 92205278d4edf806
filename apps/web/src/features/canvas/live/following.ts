/** A rectangle, in pixels. */
export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** Part of the view, at each edge, from which a running card is moved to the centre. */
const EDGE = 0.1

const isWithin = (from: number, length: number, start: number, size: number): boolean =>
  from >= start + size * EDGE && from + length <= start + size * (1 - EDGE)

/**
 * Returns the point to centre so that a running card's head is in the middle of the view; null when it is already
 * visible.
 */
export const followTo = (head: Box, view: Box): { x: number; y: number } | null => {
  const width = Math.min(head.width, view.width * (1 - 2 * EDGE))
  const fits =
    isWithin(head.x, width, view.x, view.width) &&
    head.y >= view.y &&
    head.y + head.height <= view.y + view.height * (1 - EDGE)
  return fits ? null : { x: head.x + width / 2, y: head.y + view.height * 0.3 }
}

/**
 * Returns true when the whole flow is in view, from its first card to its last. Following a run would then scroll some
 * of it out of view.
 */
export const isWholeInSight = (flow: { width: number }, head: Box, view: Box): boolean =>
  view.x <= 0 &&
  view.x + view.width >= flow.width &&
  head.y >= view.y &&
  head.y + head.height <= view.y + view.height
