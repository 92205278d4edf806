import { formatDuration, type Millis } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useMemo, useRef, useState } from 'react'
import type { Playhead } from '../../../features/canvas/live/player.ts'
import type { OpenedRun } from '../../../features/history/api-types.ts'
import { useMedia } from '../../../kit/page/use-media.ts'
import { columnsClass } from './columns-class.ts'
import { WaterfallLine } from './waterfall-line.tsx'
import { MOST_OPEN, type WaterfallRow, waterfallOf, waterfallRows } from './waterfall-rows.ts'

const ROW = 36
const HEAD = 28

/** Vertical line over the bars at the displayed time. It is moved in animation frames, without React. */
const PlayheadLine = ({
  playhead,
  total,
  hasTries
}: {
  playhead: Playhead
  total: number
  hasTries: boolean
}) => {
  const line = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const move = ({ at }: { at: Millis | null }): void => {
      if (line.current === null) return
      line.current.style.left = `${(100 * Math.min(at ?? total, total)) / total}%`
    }
    move(playhead.getState())
    return playhead.subscribe(move)
  }, [playhead, total])
  return (
    <div aria-hidden className={cx(columnsClass(hasTries), 'pointer-events-none absolute inset-0 z-20')}>
      <div className="relative col-start-2 h-full">
        <span ref={line} className="absolute inset-y-0 w-0.5 bg-accent" />
      </div>
    </div>
  )
}

/** Waterfall of a run's steps as a tree of rows. It is one tab stop; the arrow keys move between rows. */
export const WaterfallTable = ({
  lines,
  startedAt,
  chosen: at,
  playhead,
  axis,
  markOf,
  onStep
}: {
  lines: OpenedRun['lines']
  /** Start of the run. */
  startedAt: Millis
  /** Index of the step whose details are shown; null for none. */
  chosen: number | null
  playhead: Playhead | null
  /** Ref of the element over the time axis, for the scrubber. */
  axis?: Ref<HTMLDivElement>
  /** Returns the icon of a step's card. */
  markOf: (step: number) => ReactNode
  onStep: (index: number) => void
}) => {
  const scroller = useRef<HTMLDivElement>(null)
  const waterfall = useMemo(() => waterfallOf(lines), [lines])
  const [flipped, setFlipped] = useState<ReadonlySet<string>>(new Set())
  const shownPath = at === null ? null : (lines[at]?.path ?? null)
  // A phone has too few rows for steps inside steps.
  const mostInApps = useMedia('(max-width: 767px)') ? 0 : MOST_OPEN.inApps
  const rows = useMemo(
    () => waterfallRows(waterfall, flipped, shownPath, mostInApps),
    [waterfall, flipped, shownPath, mostInApps]
  )
  const chosen = shownPath === null ? null : shownPath.join('/')
  const [active, setActive] = useState<string | null>(chosen)
  const stop = Math.max(
    0,
    rows.findIndex(({ key }) => key === active)
  )
  const hasTries = useMemo(() => lines.some(({ step }) => (step.tries?.length ?? 0) > 0), [lines])
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: index => rows[index]?.key ?? index,
    overscan: 24,
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD
  })
  const sought = useRef<string | null>(null)

  useEffect(() => {
    const index = chosen === null ? -1 : rows.findIndex(({ key }) => key === chosen)
    if (index < 0) return
    setActive(chosen)
    virtual.scrollToIndex(index, { align: 'auto' })
  }, [chosen, rows, virtual])

  useEffect(() => {
    if (sought.current === null) return
    const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(sought.current)}"]`)
    if (row == null) return
    sought.current = null
    row.focus({ preventScroll: true })
  })

  const flip = ({ key }: WaterfallRow): void =>
    setFlipped(before => {
      const next = new Set(before)
      if (!next.delete(key)) next.add(key)
      return next
    })

  const goTo = (index: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))]
    if (row === undefined) return
    setActive(row.key)
    sought.current = row.key
    virtual.scrollToIndex(rows.indexOf(row), { align: 'auto' })
  }

  const choose = (row: WaterfallRow): void => {
    setActive(row.key)
    if (row.of === null) flip(row)
    else onStep(row.step)
  }

  const press = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const row = rows[stop]
    if (row === undefined) return
    const around = rows.slice(0, stop).findLastIndex(({ level }) => level < row.level)
    switch (event.key) {
      case 'ArrowDown':
        goTo(stop + 1)
        break
      case 'ArrowUp':
        goTo(stop - 1)
        break
      case 'Home':
        goTo(0)
        break
      case 'End':
        goTo(rows.length - 1)
        break
      case 'ArrowRight':
        if (row.open === false) flip(row)
        else if (row.open) goTo(stop + 1)
        break
      case 'ArrowLeft':
        if (row.open && !row.isHeld) flip(row)
        else if (around >= 0) goTo(around)
        break
      case 'Enter':
      case ' ':
        choose(row)
        break
      default:
        return
    }
    event.preventDefault()
  }

  return (
    <div
      ref={scroller}
      // On a phone the lower edge of a long list fades, since a row that is cut there looks like the last one.
      className="min-h-0 grow overflow-auto max-md:after:pointer-events-none max-md:after:sticky max-md:after:bottom-0 max-md:after:left-0 max-md:after:z-10 max-md:after:block max-md:after:h-6 max-md:after:bg-linear-to-t max-md:after:from-surface"
    >
      <div className="relative min-w-fit">
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows are chosen, opened and closed by keys.
          role="treegrid"
          aria-label="Waterfall"
          aria-rowcount={rows.length + 1}
          className="block text-small text-ink-2 [--indent:20px] max-md:[--indent:10px]"
          onKeyDown={press}
        >
          <thead className="sticky top-0 z-10 block border-b border-line bg-surface">
            <tr
              aria-rowindex={1}
              className={cx(columnsClass(hasTries), 'text-small font-medium text-ink-3')}
              style={{ height: HEAD }}
            >
              <th scope="col" className="truncate text-left font-medium">
                Step
              </th>
              <th
                scope="col"
                className="tabular relative flex h-full items-center justify-between font-medium"
              >
                <span>
                  0<span className="max-md:hidden"> ms</span>
                </span>
                {waterfall.total > 1 && (
                  <span className="absolute left-1/2 -translate-x-1/2 max-md:hidden">
                    {formatDuration(waterfall.total / 2)}
                  </span>
                )}
                {/* Clear of the playhead, which rests at the end. */}
                <span className="pr-3 max-md:ml-auto">{formatDuration(waterfall.total)}</span>
                <div ref={axis} className="absolute inset-0" />
              </th>
              {hasTries && (
                <th scope="col" className="truncate text-right font-medium max-md:hidden">
                  Attempts
                </th>
              )}
              <th scope="col" className="truncate text-right font-medium">
                Duration
              </th>
            </tr>
          </thead>
          <tbody className="relative block" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ index, start }) => {
              const row = rows[index]
              return (
                row !== undefined && (
                  <WaterfallLine
                    key={row.key}
                    row={row}
                    mark={row.of === null ? null : markOf(row.step)}
                    index={index}
                    top={start - HEAD}
                    height={ROW}
                    total={waterfall.total}
                    startedAt={startedAt}
                    hasTries={hasTries}
                    isChosen={row.key === chosen}
                    isStop={index === stop}
                    onChoose={choose}
                    onFlip={flip}
                  />
                )
              )
            })}
          </tbody>
        </table>
        {playhead !== null && (
          <PlayheadLine playhead={playhead} total={waterfall.total} hasTries={hasTries} />
        )}
      </div>
    </div>
  )
}
