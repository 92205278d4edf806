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
   * Renders the cell of a row.
   * Focusable elements take this `tabIndex`, so that the list is a single tab stop.
   */
  cell: (row: Row, tabIndex: 0 | -1) => ReactNode
}

/** Imperative handle of a drawn list. */
export interface RowTableHandle {
  /** Moves the focus to the newest row. */
  toTop: () => void
}

/** Rows and appearance of a row table. */
export interface RowTableOptions<Row> {
  label: string
  rows: Row[]
  /** The first column is the row's link. */
  columns: readonly Column<Row>[]
  /** Renders a whole row where there is no space for columns. */
  small: (row: Row) => ReactNode
  /** Height of such a row in pixels. */
  smallHeight: number
  /** Returns true for a row with a second line, which is higher; none where it is left out. */
  isTall?: (row: Row) => boolean
  /** Returns the accessible name of a row's link. */
  nameOf: (row: Row) => string
  /** Returns the time of a row, by whose day the rows are grouped. */
  timeOf: (row: Row) => Millis
  hrefOf: (row: Row) => string
  onOpen: (row: Row) => void
  /** Row that is open beside the list. */
  chosen: Id | null
  /** Rows that have just arrived. */
  fresh: ReadonlySet<Id>
  /** Called when the list is scrolled away from its newest row or back. */
  onAway: (away: boolean) => void
  /** Called when the last rows come into view. */
  onEnd: () => void
  /** Content after the last row. */
  foot: ReactNode
  handle?: Ref<RowTableHandle>
}
