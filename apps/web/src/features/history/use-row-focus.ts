import type { Id } from '@hookwright/model'
import {
  type Ref,
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
  useState
} from 'react'
import type { RowTableHandle, RowTableOptions } from './row-table-options.ts'
import type { DrawnRows } from './use-drawn-rows.ts'

/**
 * Returns a function that moves the focus to a row by index, even if the row is not rendered yet.
 *
 * While a row is open, the target row is opened, too. When an open row is closed, the focus returns to that
 * row. `handle` offers a function that focuses the newest row.
 */
export const useRowFocus = <Row extends { id: Id }>(
  params: Pick<RowTableOptions<Row>, 'rows' | 'chosen' | 'onOpen'> & {
    handle: Ref<RowTableHandle> | undefined
    scroller: RefObject<HTMLDivElement | null>
    virtual: DrawnRows
    /** Puts a row into the tab order. */
    onActive: (id: Id) => void
  }
): ((index: number) => void) => {
  const { rows, chosen, onOpen, handle, scroller, virtual, onActive } = params
  /** Id of the row that gets the focus as soon as it is rendered; null for none. */
  const sought = useRef<Id | null>(null)

  /** Focuses a row, immediately if it is rendered; otherwise as soon as it is. */
  const seek = useCallback(
    (id: Id): void => {
      const link = scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)
      sought.current = link == null ? id : null
      link?.focus({ preventScroll: true })
    },
    [scroller]
  )
  useEffect(() => {
    if (sought.current !== null) seek(sought.current)
  })

  const goTo = useCallback(
    (index: number): void => {
      const row = rows[Math.max(0, Math.min(rows.length - 1, index))]
      if (row === undefined) return
      onActive(row.id)
      virtual.scrollToIndex(rows.indexOf(row), { align: 'auto' })
      seek(row.id)
      if (chosen !== null) onOpen(row)
    },
    [rows, virtual, chosen, onOpen, onActive, seek]
  )

  const wasChosen = useRef(chosen)
  useEffect(() => {
    // What was open beside the list is closed: the focus comes back to its row.
    const before = wasChosen.current
    wasChosen.current = chosen
    if (chosen !== null || before === null) return
    const index = rows.findIndex(({ id }) => id === before)
    if (index < 0) return
    onActive(before)
    virtual.scrollToIndex(index)
    seek(before)
  }, [chosen, rows, virtual, onActive, seek])

  const [wantsTop, setWantsTop] = useState(false)
  useImperativeHandle(handle, () => ({ toTop: () => setWantsTop(true) }), [])
  useEffect(() => {
    const [newest] = rows
    if (!wantsTop || newest === undefined) return
    setWantsTop(false)
    scroller.current?.scrollTo(0, 0)
    onActive(newest.id)
    seek(newest.id)
  }, [wantsTop, rows, scroller, onActive, seek])

  return goTo
}
