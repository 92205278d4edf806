import type { CardId } from '@hookwright/model'

/** A point of the window, or of the flow at 100 % zoom. */
export interface CanvasPoint {
  x: number
  y: number
}

/** Viewport of the canvas. Its methods do nothing until it is drawn, and while the flow is shown as a list. */
export interface ViewPort {
  zoomBy: (factor: number) => void
  zoomTo: (zoom: number) => void
  fit: (cards?: CardId[]) => void
  /** Shows as much of the flow as stays legible; if not all fits, the part with the card. */
  open: (card: CardId | null) => void
  /** Scrolls a card into view, with a part of its neighbours. */
  reveal: (card: CardId) => void
  panBy: (by: CanvasPoint) => void
  /** Centres a point, by default without an animation. */
  centre: (at: CanvasPoint, time?: number) => void
  toFlow: (point: CanvasPoint) => CanvasPoint
}

/** Viewport access and scroll state of a canvas. `port` is null until the canvas is rendered. */
export interface View {
  port: ViewPort | null
  /** True when the last input was a key. The focused element is then scrolled into view. */
  byKeys: boolean
  /** True while a card is scrolled into view; the browser's own scrolling is then undone. */
  isRevealing: boolean
}

/**
 * Initial view of a flow: 100 % zoom, first card at the upper left, with space for its label above and its hook beside it.
 * It is the same for every flow, so that cards keep their places when others are added. Four cards fit beside the open
 * navigation of a screen of 1440 px; a smaller zoom would make targets too small.
 */
export const START = { x: 26, y: 72, zoom: 1 } as const

/** Margins around a visible card: for its toolbar above, the "+" after the last one, and a part of the next one. */
const ROOM = { left: START.x, right: 160, behindLast: 40, top: 48, bottom: 72 }

/** Returns the offset that moves a range between two edges; its start takes precedence over its end. */
const shift = (from: number, to: number, low: number, high: number): number => {
  if (from < low) return low - from
  return to > high ? Math.max(high - to, low - from) : 0
}

/** Returns the viewport with the smallest move that shows a card, with a part of the next card if there is one. */
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
/** Zoom at which the 28 px headings of a card are still 24 px high, the minimum for a target. */
const PRESSABLE = 0.86
/** Minimum zoom at which a flow is opened: cards show their mark, title, state and one value. */
const LEAST_OPEN = 0.45
/** Margins right of and below a flow that is shown completely, for the playback bar. */
const END = { right: 24, bottom: 64 } as const
/** Size of the view bar with the margins around it. */
const BAR = { width: 500, height: 72 } as const
/** Height of a card that must be visible: its header and first fields. */
const UPPER = 160

interface Size {
  width: number
  height: number
}

/**
 * Returns the viewport that shows a whole flow as large as possible. It shows fields if they can be read and pressed,
 * otherwise cards without them. If not all fits, it shows the part with the card.
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
 * Returns the lower corner for the view bar. It is the right one, where most flows leave room, unless the bar would
 * cover a card there, and none at the left, when the flow is opened.
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
