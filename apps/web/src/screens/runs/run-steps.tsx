import { brandedOf } from '@hookwright/cards/views'
import type { FlowView } from '@hookwright/engine'
import { formatDuration, hasEnded } from '@hookwright/model'
import { cx, Tabs } from '@hookwright/ui'
import { type ReactNode, useState } from 'react'
import type { Frame } from '../../features/canvas/pins/run-frames.ts'
import type { RunView } from '../../features/canvas/run/run-view.ts'
import type { OpenedRun } from '../../features/history/api-types.ts'
import { addressOfStep } from './address-of-step.ts'
import { CardLink } from './card-link.tsx'
import { incidentReport } from './incident-report.ts'
import { InnerRequests, innerStepsOf } from './inner-requests.tsx'
import { IterationPicker } from './iteration-picker.tsx'
import { RunSummary } from './run-summary.tsx'
import { StepDetails } from './step-details.tsx'
import { stepMarks } from './step-marks.ts'
import { SuspendedRunBox } from './suspended-run-box.tsx'

/** Result of a step: its duration, or its status as a word. */
const StepState = ({ step: { status, from, to } }: { step: OpenedRun['lines'][number]['step'] }) => {
  const { icon: Icon, colour, word } = stepMarks[status]
  return (
    <span className={cx('tabular inline-flex shrink-0 items-center gap-1 text-small font-medium', colour)}>
      <Icon aria-hidden className="size-3.5" strokeWidth={2} />
      {status === 'succeeded' || status === 'failed' ? (
        formatDuration(to - from)
      ) : (
        <span className="first-letter:uppercase">{word}</span>
      )}
    </span>
  )
}

/** Details of the selected step and of the whole run, as tabs. */
export const RunSteps = ({
  open,
  frames,
  chosen,
  asked,
  card,
  mark,
  app,
  view,
  shown,
  list,
  only,
  bodyOf,
  onStep,
  onEnd
}: {
  open: OpenedRun
  /** Flows around the selected step, outermost first. */
  frames: Frame[]
  /** Index of the selected step; null without steps. */
  chosen: number | null
  /**
   * Index of the step that the user selected. Null until then: the page itself selects a step when it opens.
   */
  asked: number | null
  /** Card of the selected step, if any. */
  card: string | null
  /** Icon of the selected step's card. */
  mark: ReactNode
  /** Name of the card's app or group; null if the card no longer exists. */
  app: string | null
  view: FlowView
  shown: RunView
  /** List of the steps, if not shown elsewhere. */
  list?: ReactNode
  /** The only part to show, if the page has its own tabs. By default both parts are tabs. */
  only?: 'step' | 'run'
  /** Returns the body that a step sent. */
  bodyOf: (index: number) => unknown
  onStep: (index: number) => void
  /** Asks whether to end a run that waits or is on hold. */
  onEnd: () => void
}) => {
  const { lines } = open
  const line = chosen === null ? undefined : lines[chosen]
  const inner = line !== undefined && brandedOf(line.type) !== undefined ? innerStepsOf(lines, line.path) : []
  const number = card === null ? 0 : [...view.places.keys()].indexOf(card) + 1
  // Kept until another step is asked for: the steps of a run that goes on would change the tab under the pointer.
  const [picked, setPicked] = useState<{ tab: 'step' | 'run'; asked: number | null } | null>(null)
  const usual = line === undefined ? 'run' : 'step'
  const tab = picked !== null && picked.asked === asked ? picked.tab : usual
  const details = line !== undefined && (
    <StepDetails
      line={line}
      view={view}
      shown={shown}
      kind={open.run.kind}
      isRecord={open.run.recordIndex !== null}
      report={failure => incidentReport(open, failure, addressOfStep(open.run.id, chosen))}
      mend={card !== null && <CardLink open={open} frames={frames} card={card} />}
      title={
        <header className="flex items-center gap-3">
          {mark}
          <h2 className="m-0 flex min-w-0 grow flex-col text-h2">
            <span className="break-words">{line.name}</span>
            <span className="tabular text-small font-normal tracking-normal text-ink-2">
              {frames.length > 1
                ? frames.map(({ flow }) => flow.name).join(' › ')
                : [number, app].filter(Boolean).join(' · ')}{' '}
              · started after {formatDuration(line.step.from)}
            </span>
          </h2>
          <StepState step={line.step} />
        </header>
      }
      inner={inner.length > 0 && <InnerRequests inner={inner} bodyOf={bodyOf} onStep={onStep} />}
      iterations={<IterationPicker lines={lines} line={line} onStep={onStep} />}
    />
  )
  const summary = <RunSummary open={open} onStep={onStep} />
  const above = (
    <>
      {lines.length === 0 ? (
        <p className="m-0 border-b border-line p-4 text-body text-ink-2">
          {hasEnded(open.run.status)
            ? 'No steps are stored because the run ended before its first card or its values are not saved.'
            : 'No steps yet: the run has not started or is still in progress.'}
        </p>
      ) : (
        list
      )}
      <SuspendedRunBox open={open} onEnd={onEnd} />
    </>
  )
  if (only !== undefined)
    return (
      <div className="flex min-h-0 grow flex-col overflow-y-auto">
        {only === 'step' && above}
        <div className="p-4 empty:hidden">{only === 'step' ? details : summary}</div>
      </div>
    )
  return (
    <div className="flex min-h-0 grow flex-col">
      {above}
      <Tabs
        label="Details"
        tabs={[
          ...(line === undefined ? [] : [{ value: 'step' as const, label: 'Step', panel: details }]),
          { value: 'run' as const, label: 'Run', panel: summary }
        ]}
        value={line === undefined ? 'run' : tab}
        onValueChange={next => setPicked({ tab: next, asked })}
        panelClass="min-h-0 grow overflow-y-auto p-4 outline-none"
      />
    </div>
  )
}
