/** A rectangle, in pixels. */
export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/**
 * Width of the margin at each edge of the view, as a fraction. A running card in the margin is moved towards
 * the center.
 */
const EDGE = 0.1

const isWithin = (from: number, length: number, start: number, size: number): boolean =>
  from >= start + size * EDGE && from + length <= start + size * (1 - EDGE)

/**
 * Returns the point that the view must center on to show the header of a running card. `null` if the header
 * is already visible.
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
 * Returns true when the whole width of the flow is in view. Following a run would then scroll parts of the
 * flow out of view.
 */
export const isWholeInSight = (flow: { width: number }, head: Box, view: Box): boolean =>
  view.x <= 0 &&
  view.x + view.width >= flow.width &&
  head.y >= view.y &&
  head.y + head.height <= view.y + view.height
