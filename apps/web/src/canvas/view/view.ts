import type { CardId } from '@hookwright/model'

/** A point of the window, or of the flow at 100 %. */
export interface Point {
  x: number
  y: number
}

/** How the canvas is looked at. Until it is drawn, and while the flow is shown as a list, nothing happens. */
export interface ViewPort {
  zoomBy: (factor: number) => void
  zoomTo: (zoom: number) => void
  fit: (cards?: CardId[]) => void
  /** Moves a card into sight, with a part of its neighbours. */
  reveal: (card: CardId) => void
  panBy: (by: Point) => void
  centre: (at: Point) => void
  toFlow: (point: Point) => Point
}

/** The view of a canvas; the canvas puts its own in place when it is drawn. */
export interface View {
  port: ViewPort | null
}
