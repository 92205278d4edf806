import type { Id } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import {
  type CSSProperties,
  type KeyboardEvent,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState
} from 'react'
import type { Action } from '../actions/action.ts'
import { useActions } from '../actions/use-actions.tsx'
import { useMedia } from '../shell/use-media.ts'
import { RowLine } from './row-line.tsx'
import type { RowTableGiven } from './row-table-given.ts'
import './history.css'

const ROW = 40
const HEAD = 32
/** How far a list may be scrolled and still count as being at its newest row, in pixels. */
const AT_TOP = 8
/** How many rows before the last one older ones are asked for. */
const AHEAD = 10

/**
 * A list of which only the rows in sight are drawn. It is one stop of the Tab key: arrows, Home and End go from row to
 * row, J and K do from anywhere on the page, and with an open row the next one opens.
 */
export const RowTable = <Row extends { id: Id }>(given: RowTableGiven<Row>) => {
  const { label, rows, columns, small, smallHeight, chosen, fresh, foot } = given
  const { nameOf, hrefOf, onOpen, onAway, onEnd, handle } = given
  const isSmall = useMedia('(max-width: 767px)')
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState<Id | null>(chosen)
  /** The row that gets the focus as soon as it is drawn. */
  const sought = useRef<Id | null>(null)

  const head = isSmall ? 0 : HEAD
  const height = isSmall ? smallHeight : ROW
  const at = active === null ? -1 : rows.findIndex(({ id }) => id === active)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: index => rows[index]?.id ?? index,
    overscan: 6,
    scrollMargin: head,
    scrollPaddingStart: head,
    // The row with the focus stays drawn, else the focus would be lost when it leaves the sight; so does the one that Tab
    // reaches, else the table could not be reached while it is scrolled.
    rangeExtractor: range => {
      const shown = defaultRangeExtractor(range)
      const stop = Math.max(0, at)
      return shown.includes(stop) ? shown : [...shown, stop].sort((one, other) => one - other)
    }
  })
  useEffect(() => {
    if (height > 0) virtual.measure()
  }, [virtual, height])

  const shown = virtual.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - AHEAD) onEnd()
  }, [last, rows.length, onEnd])

  /** Gives the focus to a row, at once where it is drawn, else as soon as it is. */
  const seek = useCallback((id: Id): void => {
    const link = scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)
    sought.current = link == null ? id : null
    link?.focus({ preventScroll: true })
  }, [])
  useEffect(() => {
    if (sought.current !== null) seek(sought.current)
  })

  const goTo = useCallback(
    (index: number): void => {
      const row = rows[Math.max(0, Math.min(rows.length - 1, index))]
      if (row === undefined) return
      setActive(row.id)
      virtual.scrollToIndex(rows.indexOf(row), { align: 'auto' })
      seek(row.id)
      if (chosen !== null) onOpen(row)
    },
    [rows, virtual, chosen, onOpen, seek]
  )

  const wasChosen = useRef(chosen)
  useEffect(() => {
    // What was open beside the list is closed: the focus comes back to its row.
    const before = wasChosen.current
    wasChosen.current = chosen
    if (chosen !== null || before === null) return
    const index = rows.findIndex(({ id }) => id === before)
    if (index < 0) return
    setActive(before)
    virtual.scrollToIndex(index)
    seek(before)
  }, [chosen, rows, virtual, seek])

  const [wantsTop, setWantsTop] = useState(false)
  useImperativeHandle(handle, () => ({ toTop: () => setWantsTop(true) }), [])
  useEffect(() => {
    const [newest] = rows
    if (!wantsTop || newest === undefined) return
    setWantsTop(false)
    scroller.current?.scrollTo(0, 0)
    setActive(newest.id)
    seek(newest.id)
  }, [wantsTop, rows, seek])

  useActions(
    useMemo((): Action[] => {
      const step = (id: string, words: string, key: string, by: 1 | -1): Action => ({
        id: `row.${id}`,
        label: words,
        group: 'List',
        keys: [key],
        when: () => rows.length > 0,
        run: () => goTo(at < 0 ? 0 : at + by)
      })
      return [step('next', 'Next row', 'J', 1), step('previous', 'Previous row', 'K', -1)]
    }, [rows.length, at, goTo])
  )

  const press = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const page = Math.max(1, shown.length - 8)
    const index = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.length - 1
    }[event.key]
    if (index === undefined || rows.length === 0) return
    event.preventDefault()
    goTo(index)
  }

  const tracks: CSSProperties & Record<'--tracks', string> = {
    '--tracks': columns.map(({ track }) => track).join(' ')
  }
  return (
    <div
      ref={scroller}
      className="min-h-0 grow overflow-y-auto"
      onScroll={event => onAway(event.currentTarget.scrollTop > AT_TOP)}
    >
      <table
        aria-label={label}
        aria-rowcount={rows.length + 1}
        className="block"
        style={tracks}
        onKeyDown={press}
      >
        <thead className={cx('sticky top-0 z-10 block bg-sunken', isSmall && 'sr-only')}>
          <tr
            aria-rowindex={1}
            className="grid h-8 items-center gap-x-4 border-b border-line px-4 text-overline text-ink-2 uppercase [grid-template-columns:var(--tracks)]"
          >
            {columns.map(({ id, label: words, end }) => (
              <th key={id} scope="col" className={cx('truncate text-left', end && 'text-right')}>
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="relative block" style={{ height: virtual.getTotalSize() }}>
          {shown.map(({ index, start }) => {
            const row = rows[index]
            if (row === undefined) return null
            return (
              <RowLine
                key={row.id}
                {...{ row, columns, index, height, isSmall, small, nameOf, hrefOf, onOpen }}
                top={start - head}
                isChosen={row.id === chosen}
                isFresh={fresh.has(row.id)}
                isStop={row.id === active || (at < 0 && index === 0)}
                onFocus={setActive}
              />
            )
          })}
        </tbody>
      </table>
      {foot}
    </div>
  )
}
