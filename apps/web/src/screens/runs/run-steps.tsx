import type { FlowView } from '@hookwright/engine'
import { formatDuration, hasEnded } from '@hookwright/model'
import type { ReactNode } from 'react'
import type { Frame } from '../../features/canvas/pins/run-frames.ts'
import type { RunView } from '../../features/canvas/run/run-view.ts'
import type { OpenedRun } from '../../features/history/api-types.ts'
import { addressOfStep } from './address-of-step.ts'
import { CardLink } from './card-link.tsx'
import { incidentReport } from './incident-report.ts'
import { IterationPicker } from './iteration-picker.tsx'
import { RunSummary } from './run-summary.tsx'
import { StepDetails } from './step-details.tsx'

/** Details of the chosen step of a run, or of the run as a whole. */
export const RunSteps = ({
  open,
  frames,
  at,
  card,
  view,
  shown,
  list,
  onStep
}: {
  open: OpenedRun
  /** The flows that the chosen step stands in, the outermost first. */
  frames: Frame[]
  /** The chosen step; null for the run as a whole. */
  at: number | null
  /** The card of the chosen step, if it has one. */
  card: string | null
  view: FlowView
  shown: RunView
  /** The steps, where nothing else lists them. */
  list?: ReactNode
  onStep: (index: number | null) => void
}) => {
  const { lines } = open
  const line = at === null ? undefined : lines[at]
  return (
    <div className="flex min-h-0 grow flex-col max-md:overflow-y-auto">
      {lines.length === 0 ? (
        <p className="m-0 border-b border-line p-4 text-body text-ink-2">
          {hasEnded(open.run.status)
            ? 'No steps are stored: the run ended before its first card, or its values are not saved.'
            : 'No steps yet: the run has not started or is still in progress.'}
        </p>
      ) : (
        list
      )}
      <div className="min-h-0 grow p-4 md:overflow-y-auto">
        {line === undefined ? (
          <RunSummary open={open} onStep={onStep} />
        ) : (
          <StepDetails
            line={line}
            view={view}
            shown={shown}
            kind={open.run.kind}
            report={failure => incidentReport(open, failure, addressOfStep(open.run.id, at))}
            mend={card !== null && <CardLink open={open} frames={frames} card={card} />}
            title={
              <h2 className="m-0 flex flex-col gap-0.5 text-h2">
                {line.name}
                <span className="text-small font-normal text-ink-3">
                  {frames.map(({ flow }) => flow.name).join(' › ')} · started after{' '}
                  {formatDuration(line.step.from)}
                </span>
              </h2>
            }
            iterations={<IterationPicker lines={lines} line={line} onStep={onStep} />}
          />
        )}
      </div>
    </div>
  )
}
