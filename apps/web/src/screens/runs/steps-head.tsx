import type { Id } from '@hookwright/model'
import { IconButton } from '@hookwright/ui'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { Ref } from 'react'
import type { OpenedRun } from '../../features/history/api-types.ts'
import { formatCount } from '../../kit/page/format-count.ts'

type Line = OpenedRun['lines'][number]

/**
 * Formats the number of the flow's executed cards and of the steps inside them: `4 cards · 9 steps`. Without
 * inner steps: `3 steps`.
 */
export const formatSteps = (lines: readonly Pick<Line, 'path' | 'flowId'>[], flowId: Id): string => {
  const cards = new Set(lines.flatMap(line => (line.flowId === flowId ? line.path.at(-1) : []))).size
  return cards === 0 || cards === lines.length
    ? formatCount(lines.length, 'step')
    : `${formatCount(cards, 'card')} · ${formatCount(lines.length - cards, 'step')}`
}

/**
 * Header of the list of steps: their number, buttons for the previous and next step, and a slot for the
 * playback.
 */
export const StepsHead = ({
  lines,
  flowId,
  at,
  chosen,
  playback,
  onStep
}: {
  lines: OpenedRun['lines']
  /** Id of the flow that ran. Its cards are counted separately from the steps inside them. */
  flowId: Id
  /** Index of the step up to which the run is shown; null for the whole run. */
  at: number | null
  /** Index of the step whose details are shown. */
  chosen: number | null
  playback?: Ref<HTMLDivElement>
  onStep: (index: number) => void
}) => {
  const last = lines.length - 1
  const now = chosen ?? last
  return (
    <>
      <fieldset aria-label="Steps of the run" className="m-0 flex shrink-0 items-center gap-1">
        <h2 className="tabular m-0 min-w-24 text-h3 text-ink">
          {at === null ? formatSteps(lines, flowId) : `Step ${at + 1} of ${lines.length}`}
        </h2>
        <IconButton
          size="small"
          label="Previous step"
          shortcut="K"
          icon={<ChevronLeft aria-hidden />}
          aria-disabled={now === 0 || undefined}
          onClick={() => now > 0 && onStep(now - 1)}
        />
        <IconButton
          size="small"
          label="Next step"
          shortcut="J"
          icon={<ChevronRight aria-hidden />}
          aria-disabled={now === last || undefined}
          onClick={() => now < last && onStep(now + 1)}
        />
      </fieldset>
      <div ref={playback} className="flex min-w-0 grow items-center gap-3 max-md:hidden" />
    </>
  )
}
