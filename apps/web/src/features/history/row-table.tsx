import type { Id } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { type CSSProperties, type KeyboardEvent, useMemo, useRef, useState } from 'react'
import type { Action } from '../../kit/actions/action.ts'
import { useActions } from '../../kit/actions/use-actions.tsx'
import { useMedia } from '../../kit/page/use-media.ts'
import { DAY_HEAD, dayHeads, formatDay } from './day-heads.ts'
import { RowLine } from './row-line.tsx'
import type { RowTableOptions } from './row-table-options.ts'
import { useDrawnRows } from './use-drawn-rows.ts'
import { useRowFocus } from './use-row-focus.ts'
import './history.css'

const ROW = 40
const TALL_ROW = 52
const HEAD = 32
/** Scroll offset up to which a list counts as scrolled to its newest row, in pixels. */
const AT_TOP = 8

/**
 * Returns the index of the row that a navigation key moves to; undefined for other keys. `at` is the current
 * row, `drawn` the number of visible rows.
 */
const indexBy = (event: KeyboardEvent, at: number, drawn: number, count: number): number | undefined => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return undefined
  const page = Math.max(1, drawn - 8)
  return {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1
  }[event.key]
}

/** Registers the keys that move between rows, wherever the focus is on the page. */
const useRowActions = (count: number, at: number, goTo: (index: number) => void): void =>
  useActions(
    useMemo((): Action[] => {
      const step = (id: string, words: string, key: string, by: 1 | -1): Action => ({
        id: `row.${id}`,
        label: words,
        group: 'List',
        keys: [key],
        when: () => count > 0,
        run: () => goTo(at < 0 ? 0 : at + by)
      })
      return [step('next', 'Next row', 'J', 1), step('previous', 'Previous row', 'K', -1)]
    }, [count, at, goTo])
  )

const Head = <Row,>({ columns, isSmall }: Pick<RowTableOptions<Row>, 'columns'> & { isSmall: boolean }) => (
  <thead className={cx('sticky top-0 z-10 block bg-surface', isSmall && 'sr-only')}>
    <tr
      aria-rowindex={1}
      className="mx-8 grid h-8 items-center gap-x-4 border-b border-line text-small font-medium text-ink-3 [grid-template-columns:var(--tracks)]"
    >
      {columns.map(({ id, label, end }) => (
        <th key={id} scope="col" className={cx('truncate font-medium', end ? 'text-right' : 'text-left')}>
          {label}
        </th>
      ))}
    </tr>
  </thead>
)

/**
 * Virtualized list that renders only the visible rows.
 *
 * It is a single tab stop. Arrows, Home and End move between rows; J and K do so from anywhere on the page.
 * If a row is open, moving opens the next row.
 */
export const RowTable = <Row extends { id: Id }>(props: RowTableOptions<Row>) => {
  const { label, rows, columns, small, smallHeight, isTall, timeOf, chosen, fresh, foot } = props
  const { measureOf } = props
  const { nameOf, hrefOf, onOpen, onAway, onEnd, handle } = props
  const isSmall = useMedia('(max-width: 767px)')
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState<Id | null>(chosen)

  const head = isSmall ? 0 : HEAD
  const height = isSmall ? smallHeight : ROW
  const heads = useMemo(() => dayHeads(rows.map(timeOf)), [rows, timeOf])
  const heightOf = (row: Row, index: number): number =>
    (!isSmall && isTall?.(row) === true ? TALL_ROW : height) + (heads.has(index) ? DAY_HEAD : 0)
  const at = active === null ? -1 : rows.findIndex(({ id }) => id === active)
  const virtual = useDrawnRows({ rows, scroller, head, height, heightOf, stop: Math.max(0, at), onEnd })
  const goTo = useRowFocus({ rows, chosen, onOpen, handle, scroller, virtual, onActive: setActive })
  useRowActions(rows.length, at, goTo)

  const now = Date.now()
  const shown = virtual.getVirtualItems()
  const press = (event: KeyboardEvent): void => {
    const index = indexBy(event, at, shown.length, rows.length)
    if (index === undefined || rows.length === 0) return
    event.preventDefault()
    goTo(index)
  }

  const longest = useMemo(
    () => Math.max(1, ...(measureOf === undefined ? [] : rows.map(row => measureOf(row) ?? 0))),
    [rows, measureOf]
  )
  const style: CSSProperties & Record<'--tracks', string> & Record<'--longest', number> = {
    '--tracks': columns.map(({ track }) => track).join(' '),
    '--longest': longest
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
        style={style}
        onKeyDown={press}
      >
        <Head columns={columns} isSmall={isSmall} />
        <tbody className="relative block" style={{ height: virtual.getTotalSize() }}>
          {shown.map(({ index, start }) => {
            const row = rows[index]
            if (row === undefined) return null
            return (
              <RowLine
                key={row.id}
                {...{ row, columns, index, isSmall, small, nameOf, hrefOf, onOpen }}
                height={heightOf(row, index)}
                day={heads.has(index) ? formatDay(timeOf(row), now) : null}
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
