import { valueText } from '@hookwright/cards/views'
import { formatDuration, type RunStatus } from '@hookwright/model'
import { Button, Notice } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { failureOfRun } from '../../run-view/failure.ts'
import { FaultBox } from '../../run-view/fault-box.tsx'
import { goToCard } from '../commands/choose.ts'
import { useCanvas, useDrawing } from '../use-canvas.tsx'
import type { RunHere } from './use-run-here.ts'

const formatRunStatus = (status: Exclude<RunStatus, { is: 'failed' }>): string => {
  switch (status.is) {
    case 'succeeded':
      return status.stoppedAt === undefined ? 'Succeeded' : 'Succeeded, stopped early'
    case 'cancelled':
      return 'Cancelled'
    case 'queued':
    case 'running':
    case 'waiting':
    case 'on-hold':
      return status.is
  }
}

/** Shows how a run from this page has ended: its status, and its result or failure. */
export const RunOutcome = ({ run, isLinked = false }: { run: RunHere; isLinked?: boolean }) => {
  const canvas = useCanvas()
  const cards = useDrawing(drawing => drawing.cards)
  const { ended } = run
  if (ended === null) return null
  const failure = failureOfRun({
    run: ended,
    lines: ended.steps.map(step => ({ path: step.path, step, name: '' }))
  })
  const failedAt =
    ended.status.is === 'failed'
      ? ended.status.at.findLast(id => typeof id === 'string' && cards.has(id))
      : undefined
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {ended.status.is !== 'failed' && (
        <Notice tone="ok">
          {formatRunStatus(ended.status)}
          {ended.took !== null && <span className="tabular text-ink-2"> · {formatDuration(ended.took)}</span>}
          {isLinked && (
            <>
              {' · '}
              <Link to="/runs/$runId" params={{ runId: ended.id }} className="underline">
                Open run
              </Link>
            </>
          )}
        </Notice>
      )}
      {failure !== null && (
        <FaultBox failure={failure} kind="test">
          {typeof failedAt === 'string' && (
            <Button size="card" onClick={() => goToCard(canvas, failedAt)}>
              Show card
            </Button>
          )}
        </FaultBox>
      )}
      {ended.result !== null && (
        <dl className="m-0 grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 text-body" aria-label="Result">
          {ended.result.map(({ label, value }) => (
            <div key={label} className="contents">
              <dt className="text-ink-2">{label}</dt>
              <dd className="m-0 min-w-0 font-code text-small break-words">{valueText(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}
