import type { Id } from '@hookwright/model'
import type { ReactNode, Ref } from 'react'

/** One column of a list. */
export interface Column<Row> {
  id: string
  label: string
  /** Its width, as a track of a CSS grid. */
  track: string
  /** Whether it stands at the right edge of its column, as numbers do. */
  end?: boolean
  /** What stands in it; what can have the focus takes this `tabIndex`, so that the list is one stop of the Tab key. */
  cell: (row: Row, tabIndex: 0 | -1) => ReactNode
}

/** What can be asked of a list that is drawn. */
export interface RowTableHandle {
  /** Goes to the newest row and gives it the focus. */
  toTop: () => void
}

/** What a list of rows is drawn from. */
export interface RowTableGiven<Row> {
  label: string
  rows: Row[]
  /** The first column is the row's link. */
  columns: readonly Column<Row>[]
  /** The whole of a row where there is no room for columns. */
  small: (row: Row) => ReactNode
  /** How many pixels high that is. */
  smallHeight: number
  /** What the link of a row is called. */
  nameOf: (row: Row) => string
  hrefOf: (row: Row) => string
  onOpen: (row: Row) => void
  /** The row that is open beside the list. */
  chosen: Id | null
  /** The rows that have just come. */
  fresh: ReadonlySet<Id>
  /** Told whether the list is scrolled away from its newest row. */
  onAway: (away: boolean) => void
  /** Told when the last rows come into sight. */
  onEnd: () => void
  /** Stands behind the last row. */
  foot: ReactNode
  handle?: Ref<RowTableHandle>
}
