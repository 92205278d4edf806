import type { CardId } from '@hookwright/model'

/** Point in window coordinates, or in flow coordinates (100 % zoom). */
export interface CanvasPoint {
  x: number
  y: number
}

/** Viewport of the canvas. Its methods do nothing before the canvas is rendered and in the list view. */
export interface ViewPort {
  zoomBy: (factor: number) => void
  zoomTo: (zoom: number) => void
  fit: (cards?: CardId[]) => void
  /** Shows the whole flow if that is legible; otherwise the part with the card. */
  open: (card: CardId | null) => void
  /** Scrolls a card into view, with a part of its neighbors. */
  reveal: (card: CardId) => void
  panBy: (by: CanvasPoint) => void
  /**
   * Centers the view on a point. `time` is the duration of the animation in milliseconds; by default there is
   * none.
   */
  centre: (at: CanvasPoint, time?: number) => void
  toFlow: (point: CanvasPoint) => CanvasPoint
}

/** Scroll state of a canvas. `port` gives access to its viewport; null until the canvas is rendered. */
export interface View {
  port: ViewPort | null
  /** True when the last input was a key. The focused element is then scrolled into view. */
  byKeys: boolean
  /**
   * True while a card is being scrolled into view. Scrolling by the browser itself is undone during this
   * time.
   */
  isRevealing: boolean
}

/**
 * Initial view of a flow: 100 % zoom, with the first card at the upper left, next to the start label.
 *
 * It is the same for every flow, so that cards keep their places when cards are added. On a screen of 1440
 * px, four cards fit next to the wide navigation. A smaller zoom would make click targets too small.
 */
export const START = { x: 26, y: 72, zoom: 1 } as const

/**
 * Margins around a card that is scrolled into view. They leave space for its toolbar, for the "+" after the
 * last card, and for a part of the next card.
 */
const ROOM = { left: START.x, right: 160, behindLast: 40, top: 48, bottom: 72 }

/**
 * Returns the smallest offset that moves a range into the visible area.
 *
 * The range is `from`–`to`, the area `low`–`high`. If the range is too long, its start is visible.
 */
const shift = (from: number, to: number, low: number, high: number): number => {
  if (from < low) return low - from
  return to > high ? Math.max(high - to, low - from) : 0
}

/** Returns the viewport after the smallest move that shows a card and a part of the next card. */
export const revealing = (
  now: { x: number; y: number; zoom: number },
  frame: { x: number; y: number; width: number; height: number },
  size: { width: number; height: number },
  flow: { width: number }
): { x: number; y: number; zoom: number } => {
  const left = frame.x * now.zoom + now.x
  const top = frame.y * now.zoom + now.y
  const behind = (flow.width - frame.x - frame.width) * now.zoom
  const right = Math.min(ROOM.right, Math.max(ROOM.behindLast, behind))
  return {
    zoom: now.zoom,
    x: now.x + shift(left, left + frame.width * now.zoom, ROOM.left, size.width - right),
    y: now.y + shift(top, top + frame.height * now.zoom, ROOM.top, size.height - ROOM.bottom)
  }
}

/** Zoom below which a card shows its type instead of its fields. */
export const LEGIBLE = 0.7
/** Zoom at which the 28 px headings of cards are 24 px high, the minimum size of a click target. */
const PRESSABLE = 0.86
/** Minimum zoom when a flow opens. Cards then show their icon, title, status and one value. */
const LEAST_OPEN = 0.45
/**
 * Margins to the right of and below a completely visible flow, in pixels. The bottom margin is for the
 * playback bar.
 */
const END = { right: 24, bottom: 64 } as const
/** Size of the view bar including its margins, in pixels. */
const BAR = { width: 500, height: 72 } as const
/** Height of the part of a card that must be visible: the header and the first fields, in pixels. */
const UPPER = 160

interface Size {
  width: number
  height: number
}

/**
 * Returns the viewport that shows a whole flow as large as possible.
 *
 * Cards show their fields if these are legible and large enough to click. Otherwise cards are shown without
 * fields. If the flow does not fit, the viewport shows the part with the card.
 */
export const opening = (
  flow: Size,
  frame: { x: number; y: number; width: number; height: number } | null,
  size: Size
): { x: number; y: number; zoom: number } => {
  const inWidth = (size.width - START.x - END.right) / flow.width
  const inHeight = (size.height - START.y - END.bottom) / flow.height
  const zoom =
    inWidth >= PRESSABLE
      ? Math.min(START.zoom, inWidth, Math.max(PRESSABLE, inHeight))
      : Math.max(LEAST_OPEN, Math.min(inWidth, LEGIBLE - 0.01))
  const start = { x: START.x, y: START.y, zoom }
  if (frame === null) return start
  const shown = revealing(start, { ...frame, height: Math.min(frame.height, UPPER) }, size, flow)
  // No more is moved than shows the end of the flow.
  return { ...shown, x: Math.max(shown.x, Math.min(start.x, size.width - END.right - flow.width * zoom)) }
}

/**
 * Returns the bottom corner for the view bar.
 *
 * It is the right corner, which is empty on most flows. It is the left one if the bar would cover a card on
 * the right and none on the left when the flow opens.
 */
export const cornerOfBar = (
  flow: Size & { frames: ReadonlyMap<CardId, { x: number; y: number; width: number; height: number }> },
  size: Size
): 'left' | 'right' => {
  const { x, y, zoom } = opening(flow, null, size)
  // From farther away cards are low.
  if (zoom < LEGIBLE) return 'right'
  const isCovered = (from: number, to: number): boolean =>
    [...flow.frames.values()].some(
      frame =>
        y + (frame.y + frame.height) * zoom > size.height - BAR.height &&
        x + frame.x * zoom < to &&
        x + (frame.x + frame.width) * zoom > from
    )
  return isCovered(size.width - BAR.width, size.width) && !isCovered(0, BAR.width) ? 'left' : 'right'
}
