import { Button, IconButton } from '@hookwright/ui'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { OpenedRun } from '../../features/history/api-types.ts'
import { formatCount } from '../../kit/page/format-count.ts'
import { type Iterations, iterationsOf, stepInIteration } from './iterations.ts'

type Line = OpenedRun['lines'][number]

/** Number field that applies its value when it matches an existing iteration. */
const NumberBox = ({
  at,
  begun,
  onNumber
}: {
  at: number
  begun: number[]
  onNumber: (number: number) => void
}) => {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <input
      type="number"
      aria-label="Iteration"
      min={1}
      max={(begun.at(-1) ?? 0) + 1}
      value={typed ?? at + 1}
      onChange={event => {
        const text = event.currentTarget.value
        setTyped(text)
        const number = Number(text) - 1
        if (begun.includes(number)) onNumber(number)
      }}
      onBlur={() => setTyped(null)}
      className="tabular h-7 w-16 rounded-s border border-line-strong bg-surface px-2 text-body text-ink"
    />
  )
}

const Picker = ({
  iterations: { begun, failed, at },
  onNumber
}: {
  iterations: Iterations
  onNumber: (number: number) => void
}) => {
  const place = at === null ? -1 : begun.indexOf(at)
  const nextFailed = begun.find(number => failed.has(number) && number > (at ?? -1))
  const go = (number: number | undefined): void => {
    if (number !== undefined) onNumber(number)
  }
  return (
    <fieldset aria-label="Iterations" className="flex flex-wrap items-center gap-1 text-small text-ink-2">
      {at === null ? (
        <Button size="card" onClick={() => go(begun[0])}>
          {begun.length === 1 ? 'Open the iteration' : `Open the ${formatCount(begun.length, 'iteration')}`}
        </Button>
      ) : (
        <>
          <span aria-hidden>Iteration</span>
          <IconButton
            size="small"
            label="Previous iteration"
            icon={<ChevronLeft aria-hidden />}
            aria-disabled={place === 0 || undefined}
            onClick={() => go(begun[place - 1])}
          />
          <NumberBox key={at} at={at} begun={begun} onNumber={onNumber} />
          <span>of {(begun.at(-1) ?? 0) + 1}</span>
          <IconButton
            size="small"
            label="Next iteration"
            icon={<ChevronRight aria-hidden />}
            aria-disabled={place === begun.length - 1 || undefined}
            onClick={() => go(begun[place + 1])}
          />
        </>
      )}
      {nextFailed !== undefined && (
        <Button size="card" look="quiet" onClick={() => go(nextFailed)}>
          {at === null ? 'First failed iteration' : 'Next failed iteration'}
        </Button>
      )}
    </fieldset>
  )
}

/** Picker of the iteration of a card, for the card itself or a step inside it. */
export const IterationPicker = ({
  lines,
  line,
  onStep
}: {
  lines: Line[]
  line: Line
  onStep: (index: number) => void
}) => (
  <>
    {iterationsOf(lines, line.path).map(iterations => (
      <Picker
        key={iterations.caller.join('/')}
        iterations={iterations}
        onNumber={number => onStep(stepInIteration(lines, line.path, iterations.caller, number))}
      />
    ))}
  </>
)
