import { formatDuration } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { useVirtualizer } from '@tanstack/react-virtual'
import { TriangleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { OpenedRun } from '../../features/history/api-types.ts'
import { formatIteration } from './iterations.ts'
import { stepMarks } from './step-marks.ts'

type Line = OpenedRun['lines'][number]

/** The height of one step, in pixels. */
export const STEP_ROW = 36

/** A step in words: “Step 3 of 8, Greet, succeeded, 4 ms”. */
export const formatStep = (lines: readonly Line[], index: number): string => {
  const line = lines[index]
  if (line === undefined) return 'The whole run'
  const { name, step, path } = line
  const iteration = formatIteration(path)
  const named = iteration === null ? name : `${name} in ${iteration}`
  const unfit = step.conversionErrors === undefined ? '' : ', with invalid outputs'
  return `Step ${index + 1} of ${lines.length}, ${named}, ${stepMarks[step.status].word}${unfit}, ${formatDuration(step.to - step.from)}`
}

/** Its part of the time that the whole run took, as a bar below its name. */
const Share = ({ line: { step }, total }: { line: Line; total: number }) => (
  <span aria-hidden className="absolute inset-x-3 bottom-1 h-0.5 rounded-full bg-sunken">
    <span
      className={cx('absolute h-full rounded-full', step.status === 'failed' ? 'bg-err' : 'bg-accent')}
      style={{
        left: `${(100 * step.from) / total}%`,
        width: `max(3px, ${(100 * (step.to - step.from)) / total}%)`
      }}
    />
  </span>
)

const StepLine = ({
  line,
  words,
  total,
  isShown,
  onChoose
}: {
  line: Line
  words: string
  total: number
  isShown: boolean
  onChoose: () => void
}) => {
  const { step, name, depth, path } = line
  const { icon: Icon, colour } = stepMarks[step.status]
  const iteration = formatIteration(path)
  return (
    <button
      type="button"
      aria-label={words}
      aria-current={isShown ? 'step' : undefined}
      className={cx(
        'relative flex h-9 w-full items-center gap-2 rounded-s pr-3 pb-1.5 text-left text-label -outline-offset-2',
        isShown ? 'bg-accent-soft text-ink' : 'text-ink-2 hover:bg-hover'
      )}
      style={{ paddingLeft: 12 + Math.min(depth, 6) * 14 }}
      onClick={onChoose}
    >
      <Icon aria-hidden className={cx('size-4 shrink-0', colour)} strokeWidth={2} />
      <span className="min-w-0 grow truncate">
        {name}
        {iteration !== null && <span className="font-normal text-ink-3"> · {iteration}</span>}
      </span>
      {step.conversionErrors !== undefined && (
        <TriangleAlert aria-hidden className="size-4 shrink-0 text-warn" strokeWidth={2} />
      )}
      <span className="tabular shrink-0 text-small text-ink-3">{formatDuration(step.to - step.from)}</span>
      <Share line={line} total={total} />
    </button>
  )
}

/** The steps of a run in the order in which they began, each a way to it; only those in sight are drawn. */
export const StepList = ({
  lines,
  at,
  onStep
}: {
  lines: Line[]
  /** The step that is shown, as its index; null for the whole run. */
  at: number | null
  onStep: (index: number) => void
}) => {
  const scroller = useRef<HTMLDivElement>(null)
  const total = lines.reduce((latest, { step }) => Math.max(latest, step.to), 1)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => STEP_ROW,
    overscan: 10,
    paddingStart: 8,
    paddingEnd: 8
  })
  useEffect(() => {
    if (at !== null) virtual.scrollToIndex(at, { align: 'auto' })
  }, [at, virtual])
  return (
    <div ref={scroller} className="min-h-0 grow overflow-y-auto px-2">
      <ol
        aria-label="Steps"
        className="relative m-0 list-none p-0"
        style={{ height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const line = lines[index]
          return (
            line !== undefined && (
              <li
                key={key}
                aria-posinset={index + 1}
                aria-setsize={lines.length}
                className="absolute inset-x-0"
                style={{ top: start }}
              >
                <StepLine
                  line={line}
                  words={formatStep(lines, index)}
                  total={total}
                  isShown={index === at}
                  onChoose={() => onStep(index)}
                />
              </li>
            )
          )
        })}
      </ol>
    </div>
  )
}
