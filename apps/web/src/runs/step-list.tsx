import { cx } from '@hookwright/ui'
import { Check, CircleStop, SkipForward, Timer, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { tookWords } from '../history/time-words.ts'
import type { OpenRunTold } from '../history/told.ts'

type Line = OpenRunTold['lines'][number]

const marks = {
  succeeded: { icon: Check, colour: 'text-ok', word: 'succeeded' },
  failed: { icon: X, colour: 'text-err', word: 'failed' },
  skipped: { icon: SkipForward, colour: 'text-ink-3', word: 'skipped' },
  stopped: { icon: CircleStop, colour: 'text-ink-2', word: 'stopped' },
  waiting: { icon: Timer, colour: 'text-ink-2', word: 'waiting' }
} as const

/** A step in words: “Step 3 of 8, Greet, succeeded, 4 ms”. */
export const stepWords = (lines: readonly Line[], index: number): string => {
  const line = lines[index]
  if (line === undefined) return 'The whole run'
  const { name, step } = line
  return `Step ${index + 1} of ${lines.length}, ${name}, ${marks[step.status].word}, ${tookWords(step.to - step.from)}`
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

/** The steps of a run in the order in which they began, each a way to it. */
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
  const list = useRef<HTMLOListElement>(null)
  const total = Math.max(1, ...lines.map(({ step }) => step.to))
  useEffect(() => {
    if (at !== null) list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [at])
  return (
    <ol ref={list} aria-label="Steps" className="m-0 list-none p-0">
      {lines.map((line, index) => {
        const { step, name, depth } = line
        const { icon: Icon, colour } = marks[step.status]
        return (
          <li key={step.path.join('/')}>
            <button
              type="button"
              aria-label={stepWords(lines, index)}
              aria-current={index === at ? 'step' : undefined}
              className={cx(
                'relative flex h-9 w-full items-center gap-2 rounded-s pr-3 pb-1.5 text-left text-label',
                index === at ? 'bg-accent-soft text-ink' : 'text-ink-2 hover:bg-hover'
              )}
              style={{ paddingLeft: 12 + Math.min(depth, 6) * 14 }}
              onClick={() => onStep(index)}
            >
              <Icon aria-hidden className={cx('size-4 shrink-0', colour)} strokeWidth={2} />
              <span className="min-w-0 grow truncate">{name}</span>
              <span className="tabular shrink-0 text-small text-ink-3">{tookWords(step.to - step.from)}</span>
              <Share line={line} total={total} />
            </button>
          </li>
        )
      })}
    </ol>
  )
}
