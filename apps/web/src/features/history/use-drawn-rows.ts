import type { Id } from '@hookwright/model'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect } from 'react'

/** Number of rows before the end of the list at which older rows are requested. */
const AHEAD = 10

/** Returns the rows to render: the visible rows and the row in the tab order. */
export const useDrawnRows = <Row extends { id: Id }>(params: {
  rows: readonly Row[]
  scroller: RefObject<HTMLDivElement | null>
  /** Height of the list's header, in pixels. The next parameter is the height of a single-line row. */
  head: number
  height: number
  heightOf: (row: Row, index: number) => number
  /** Index of the row in the tab order. */
  stop: number
  /** Called when the last rows come into view. */
  onEnd: () => void
}) => {
  const { rows, scroller, head, height, heightOf, stop, onEnd } = params
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: index => {
      const row = rows[index]
      return row === undefined ? height : heightOf(row, index)
    },
    getItemKey: index => rows[index]?.id ?? index,
    overscan: 6,
    scrollMargin: head,
    scrollPaddingStart: head,
    // The row with the focus stays drawn, else the focus would be lost when it leaves the sight; so does the one that Tab
    // reaches, else the table could not be reached while it is scrolled.
    rangeExtractor: range => {
      const shown = defaultRangeExtractor(range)
      return shown.includes(stop) ? shown : [...shown, stop].sort((one, other) => one - other)
    }
  })
  useEffect(() => {
    if (height > 0) virtual.measure()
  }, [virtual, height])

  const last = virtual.getVirtualItems().at(-1)?.index ?? 0
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - AHEAD) onEnd()
  }, [last, rows.length, onEnd])
  return virtual
}

/** Rows to render, and functions to scroll to a row. */
export type DrawnRows = ReturnType<typeof useDrawnRows>
