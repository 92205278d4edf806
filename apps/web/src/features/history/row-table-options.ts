import type { Id, Millis } from '@hookwright/model'
import type { ReactNode, Ref } from 'react'

/** One column of a list. */
export interface Column<Row> {
  id: string
  label: string
  /** Width as a track of a CSS grid. */
  track: string
  /** True to align the column to the right, as for numbers. */
  end?: boolean
  /**
   * Renders the cell of a row. Focusable elements must use `tabIndex`, so that the list is a single tab stop.
   */
  cell: (row: Row, tabIndex: 0 | -1) => ReactNode
}

/** Handle of a rendered list, for imperative calls. */
export interface RowTableHandle {
  /** Moves the focus to the newest row. */
  toTop: () => void
}

/** Rows and appearance of a row table. */
export interface RowTableOptions<Row> {
  label: string
  rows: Row[]
  /** Columns of the table. The first one is the link of the row. */
  columns: readonly Column<Row>[]
  /** Renders a whole row where there is no space for columns. */
  small: (row: Row) => ReactNode
  /** Height of a row on narrow screens, in pixels. */
  smallHeight: number
  /** Returns true for a row with a second line, which is taller. By default all rows have one line. */
  isTall?: (row: Row) => boolean
  /** Returns the number of a row that its bar shows (`MeasureBar`); null for none. */
  measureOf?: (row: Row) => number | null
  /** Returns the accessible name of a row's link. */
  nameOf: (row: Row) => string
  /** Returns the time of a row. Rows are grouped by day. */
  timeOf: (row: Row) => Millis
  hrefOf: (row: Row) => string
  onOpen: (row: Row) => void
  /** Id of the row that is open next to the list; null for none. */
  chosen: Id | null
  /** Ids of the rows that have just arrived. */
  fresh: ReadonlySet<Id>
  /** Called when the list is scrolled away from its newest row or back. */
  onAway: (away: boolean) => void
  /** Called when the last rows come into view. */
  onEnd: () => void
  /** Content after the last row. */
  foot: ReactNode
  handle?: Ref<RowTableHandle>
}
