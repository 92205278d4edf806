import { formatDuration, type Millis, type Step } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { ChevronDown, ChevronRight, Repeat, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { stepMarks } from '../step-marks.ts'
import { columnsClass } from './columns-class.ts'
import { WaterfallBar } from './waterfall-bar.tsx'
import type { WaterfallRow } from './waterfall-rows.ts'

const cellClass = 'tabular truncate text-right'

/** Result of a step at the end of its row. A successful step shows only its duration. */
const Outcome = ({ row: { of, failed, from, to } }: { row: WaterfallRow }) => {
  const took = formatDuration(to - from)
  if (of === null || of.status === 'succeeded')
    return <span className={failed ? 'text-err' : undefined}>{took}</span>
  const { icon: Icon, colour, word } = stepMarks[of.status]
  return (
    <span className={cx('inline-flex items-center gap-1', colour)}>
      <Icon aria-hidden className="size-3 shrink-0" strokeWidth={2} />
      {of.status === 'failed' ? took : <span className="first-letter:uppercase">{word}</span>}
    </span>
  )
}

/**
 * Returns how often a card was tried, as a text. Empty for a card that sent no request and was tried once.
 */
const formatTries = ({ requests, tries = [], status, fault }: Step): string => {
  if (requests === undefined && tries.length === 0) return ''
  const isLastNoted = status === 'waiting' || (fault !== undefined && tries.at(-1)?.message === fault.message)
  return String(isLastNoted ? tries.length : tries.length + 1)
}

/**
 * Returns the screen reader text of a row: “Post message, failed, 3 attempts, started after 12 ms, duration
 * 40 ms”.
 */
const spokenOf = (row: WaterfallRow): string => {
  const { name, of, failed, from, to, waited } = row
  const word =
    of === null ? (failed ? 'contains a failed card' : 'contains no failed card') : stepMarks[of.status].word
  const tried = of?.tries === undefined ? '' : `, ${formatTries(of)} attempts`
  const unfit = of?.conversionErrors === undefined ? '' : ', with invalid outputs'
  const inRequests = waited === null ? '' : `, ${formatDuration(waited)} in requests`
  return `${name}, ${word}${unfit}${tried}, started after ${formatDuration(from)}, duration ${formatDuration(to - from)}${inRequests}`
}

/** Row of a waterfall. */
export const WaterfallLine = ({
  row,
  mark,
  index,
  top,
  height,
  total,
  startedAt,
  hasTries,
  isChosen,
  isStop,
  onChoose,
  onFlip
}: {
  row: WaterfallRow
  /** Icon of the step's card; null for an iteration. */
  mark: ReactNode
  index: number
  top: number
  height: number
  total: number
  startedAt: Millis
  /** True if the run contains a card with several attempts. */
  hasTries: boolean
  isChosen: boolean
  /** True if the Tab key reaches the row. */
  isStop: boolean
  onChoose: (row: WaterfallRow) => void
  onFlip: (row: WaterfallRow) => void
}) => {
  const { of, level, open } = row
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <tr
      tabIndex={isStop ? 0 : -1}
      data-row={row.key}
      aria-label={spokenOf(row)}
      aria-level={level}
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      aria-expanded={open ?? undefined}
      className={cx(
        columnsClass(hasTries),
        'absolute inset-x-0 cursor-default border-b border-line -outline-offset-2',
        isChosen ? 'bg-accent-soft text-ink' : 'hover:bg-hover'
      )}
      style={{ top, height }}
      onClick={() => onChoose(row)}
    >
      <td
        className="flex min-w-0 items-center gap-2"
        style={{ paddingLeft: `calc(${Math.min(level - 1, 8)} * var(--indent))` }}
      >
        {open === null ? (
          <span className="w-4 shrink-0" />
        ) : (
          <Chevron
            aria-hidden
            className="size-4 shrink-0 text-ink-3 hover:text-ink"
            onClick={event => {
              event.stopPropagation()
              onFlip(row)
            }}
          />
        )}
        {mark ?? <Repeat aria-hidden className="mx-0.75 size-3.5 shrink-0 text-ink-3" strokeWidth={2} />}
        <span className={cx('truncate text-body', of?.status === 'skipped' ? 'text-ink-3' : 'text-ink')}>
          {row.name}
        </span>
        {of?.conversionErrors !== undefined && (
          <TriangleAlert aria-hidden className="size-3.5 shrink-0 text-warn" strokeWidth={2} />
        )}
      </td>
      <td className="h-full">
        <WaterfallBar row={row} total={total} startedAt={startedAt} />
      </td>
      {hasTries && <td className={cx(cellClass, 'max-md:hidden')}>{of === null ? '' : formatTries(of)}</td>}
      <td className={cellClass}>
        <Outcome row={row} />
      </td>
    </tr>
  )
}
