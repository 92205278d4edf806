import { Button } from '@hookwright/ui'
import { Unlink } from 'lucide-react'
import { useMemo } from 'react'
import { announce, change } from '../commands/announce.ts'
import { goToPlace } from '../commands/problems.ts'
import type { Entry } from '../mapping/entries.ts'
import { useCanvas, useDrawing } from '../use-canvas.tsx'
import { formatLost } from './format-lost.ts'
import { type LostValue, lostValuesOf } from './lost-values.ts'
import { candidateFor, rebindEdits } from './rebind-values.ts'

/** Number of lost values shown before the list is expanded. */
const SHOWN = 3

const Line = ({ lost, candidate }: { lost: LostValue; candidate: Entry | null }) => {
  const canvas = useCanvas()
  const name = lost.label ?? 'Unknown value'
  const rebind = (): void => {
    if (candidate === null) return
    const edits = rebindEdits(canvas.drawing.getState(), lost, candidate.pill)
    if (change(canvas, `replace “${name}”`, { kind: 'all', edits }))
      announce(canvas, `“${name}” was replaced by “${candidate.label}” of “${candidate.source}”.`)
  }
  const [first] = lost.places
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="flex min-w-0 grow basis-64 flex-wrap items-center gap-x-2">
        <s className="rounded-pill border border-err px-1.5 text-small font-medium text-err">{name}</s>
        <span className="text-body text-ink">{formatLost(lost)}</span>
      </span>
      <span className="flex flex-wrap gap-2">
        {first !== undefined && (
          <Button size="card" look="quiet" onClick={() => goToPlace(canvas, first)}>
            Show field
          </Button>
        )}
        {candidate !== null && (
          <Button
            size="card"
            aria-label={`Replace ${name} with ${candidate.label} of ${candidate.source}`}
            title={`${candidate.label} of ${candidate.source}`}
            onClick={rebind}
          >
            Replace with “{candidate.label}”
          </Button>
        )}
      </span>
    </li>
  )
}

/**
 * Banner with the lost values of the flow. For each it shows the cause and offers the most likely
 * replacement.
 */
export const LostBanner = () => {
  const drawing = useDrawing(all => all)
  const found = useMemo(
    () => lostValuesOf(drawing).map(lost => ({ lost, candidate: candidateFor(drawing, lost) })),
    [drawing]
  )
  if (found.length === 0) return null
  const left = found.length - SHOWN
  return (
    <section
      aria-label="Lost values"
      className="flex items-start gap-2 border-b border-line bg-err-soft px-4 py-1.5"
    >
      <Unlink aria-hidden className="mt-1 size-4 shrink-0 text-err" strokeWidth={1.75} />
      <ul className="m-0 flex min-w-0 grow list-none flex-col gap-1.5 p-0">
        {found.slice(0, SHOWN).map(({ lost, candidate }) => (
          <Line key={`${lost.pill.card} ${lost.pill.field}`} lost={lost} candidate={candidate} />
        ))}
        {left > 0 && (
          <li className="text-small text-ink-2">
            {left === 1 ? 'One more lost value' : `${left} more lost values`} in the list of problems
          </li>
        )}
      </ul>
    </section>
  )
}
