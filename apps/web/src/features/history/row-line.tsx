import type { Id } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { type CSSProperties, memo, type ReactNode } from 'react'
import { DAY_HEAD } from './day-heads.ts'
import { isPlainClick } from './page-link.tsx'
import type { RowTableOptions } from './row-table-options.ts'

interface LineGiven<Row>
  extends Pick<RowTableOptions<Row>, 'columns' | 'hrefOf' | 'nameOf' | 'onOpen' | 'small'> {
  row: Row
  index: number
  top: number
  height: number
  /** Day heading above the row, if the row is the first of its day; otherwise null. */
  day: string | null
  isSmall: boolean
  isChosen: boolean
  isFresh: boolean
  /** True for the row in the tab order. */
  isStop: boolean
  onFocus: (id: Id) => void
}

const Cell = ({ end = false, children }: { end?: boolean | undefined; children: ReactNode }) => (
  <td className={cx('flex min-w-0 items-center truncate p-0', end && 'justify-end')}>{children}</td>
)

const Line = <Row extends { id: Id }>(props: LineGiven<Row>) => {
  const { row, columns, index, top, height, day, isSmall, isChosen, isFresh, isStop, onFocus, onOpen } = props
  const tabIndex = isStop ? 0 : -1
  const [first, ...rest] = columns
  const style: CSSProperties & Record<'--day-head', string> = {
    '--day-head': `${day === null ? 0 : DAY_HEAD}px`,
    height,
    transform: `translateY(${top}px)`
  }
  // It stands in the row, so that a list has no rows but its own. Names of rows have their date.
  const head = day !== null && (
    <span
      aria-hidden
      className="absolute inset-x-0 top-0 flex h-(--day-head) items-center border-b border-line text-small font-medium text-ink-3"
    >
      {day}
    </span>
  )
  const link = (children: ReactNode, className: string) => (
    <a
      href={props.hrefOf(row)}
      aria-label={props.nameOf(row)}
      aria-current={isChosen || undefined}
      data-row={row.id}
      tabIndex={tabIndex}
      className={cx(
        'rounded-xs after:absolute after:top-(--day-head) after:bottom-0 after:-inset-x-2 focus-visible:outline-none',
        className
      )}
      onFocus={() => onFocus(row.id)}
      onClick={event => {
        if (!isPlainClick(event)) return
        event.preventDefault()
        onOpen(row)
      }}
    >
      {children}
    </a>
  )
  return (
    <tr
      aria-rowindex={index + 2}
      style={style}
      className={cx(
        // The ground reaches 8 px beyond the line on both sides, so that the text does not touch its edge.
        'absolute inset-x-8 top-0 border-b border-line pt-(--day-head) max-md:inset-x-4 before:absolute before:top-(--day-head) before:bottom-0 before:-inset-x-2 before:-z-1 before:rounded-s',
        isChosen ? 'before:bg-accent-soft' : 'hover:before:bg-hover',
        'has-[[data-row]:focus-visible]:before:outline-2 has-[[data-row]:focus-visible]:before:-outline-offset-2 has-[[data-row]:focus-visible]:before:outline-accent',
        isSmall ? 'flex items-center' : 'grid gap-x-4 [grid-template-columns:var(--tracks)]',
        isFresh && 'row-fresh'
      )}
    >
      {isSmall ? (
        <td className="min-w-0 grow p-0">
          {head}
          {link(props.small(row), 'block')}
        </td>
      ) : (
        <>
          {first && (
            <Cell end={first.end}>
              {head}
              {link(first.cell(row, tabIndex), 'tabular truncate')}
            </Cell>
          )}
          {rest.map(({ id, end, cell }) => (
            <Cell key={id} end={end}>
              {cell(row, tabIndex)}
            </Cell>
          ))}
        </>
      )}
    </tr>
  )
}

/** Row of a list. It is rendered again only when it changes. */
// The cast gives back the type of the rows, which memo has lost.
export const RowLine = memo(Line) as typeof Line
