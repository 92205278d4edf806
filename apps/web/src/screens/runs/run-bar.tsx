import { buttonClass, IconButton } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Braces, ChevronLeft, ChevronRight, ChevronsLeft, ChevronsRight, Inbox } from 'lucide-react'
import type { Frame } from '../../features/canvas/pins/run-frames.ts'
import type { OpenedRun } from '../../features/history/api-types.ts'
import { exactTime, rowTime } from '../../features/history/format-time.ts'
import { RunBadge } from '../../features/history/status-badges.tsx'
import { ReplayButton } from '../../features/replays/replay-button.tsx'
import { runKindLabels } from '../../features/run-view/format-run.ts'
import { CompareWith } from './compare/compare-with.tsx'
import { EditDraft } from './edit-draft.tsx'
import { formatStep } from './format-step.ts'

/** Bar to move through the steps of a run: back, forward, or to any step with a slider. */
const StepSlider = ({
  lines,
  at,
  onStep
}: {
  lines: OpenedRun['lines']
  at: number | null
  onStep: (index: number | null) => void
}) => {
  const last = lines.length - 1
  return (
    <fieldset aria-label="Steps of the run" className="flex min-w-0 items-center gap-1">
      <IconButton
        label="Previous step"
        shortcut="K"
        icon={<ChevronLeft aria-hidden />}
        aria-disabled={at === 0 || undefined}
        onClick={() => onStep(at === null ? last : Math.max(0, at - 1))}
      />
      <input
        type="range"
        aria-label="Step"
        aria-valuetext={at === null ? 'The whole run' : formatStep(lines, at)}
        min={0}
        max={lines.length}
        value={at ?? lines.length}
        onChange={event => {
          const next = Number(event.currentTarget.value)
          onStep(next > last ? null : next)
        }}
        className="h-6 w-44 min-w-20 accent-(--ink) max-md:w-28"
      />
      <IconButton
        label="Next step"
        shortcut="J"
        icon={<ChevronRight aria-hidden />}
        aria-disabled={at === null || undefined}
        onClick={() => at !== null && onStep(at === last ? null : at + 1)}
      />
      <span className="tabular min-w-22 text-small whitespace-nowrap text-ink-2">
        {at === null ? `All ${lines.length} steps` : `Step ${at + 1} of ${lines.length}`}
      </span>
    </fieldset>
  )
}

const Sibling = ({ runId, words, back = false }: { runId: string | null; words: string; back?: boolean }) => {
  if (runId === null) return null
  const Icon = back ? ChevronsLeft : ChevronsRight
  return (
    <Link
      to="/runs/$runId"
      params={{ runId }}
      aria-label={words}
      title={words}
      className={buttonClass({ look: 'quiet', size: 'card' })}
    >
      <Icon aria-hidden className="size-4" strokeWidth={1.75} />
    </Link>
  )
}

/** The line above a run: which one it is, its steps, and what can be done with it. */
export const RunBar = ({
  open,
  frames,
  at,
  onStep
}: {
  open: OpenedRun
  /** The flows that the shown step stands in. */
  frames: Frame[]
  at: number | null
  onStep: (index: number | null) => void
}) => {
  const { run, lines, version, delivery, siblings, flow, isMakers, ofFlow } = open
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b max-md:gap-x-2 border-line bg-surface px-5 py-2 min-h-13">
      <h1 className="m-0 flex min-w-0 items-center gap-2 text-label text-ink">
        <span className="truncate">
          {runKindLabels[run.kind]} of {(isMakers || ofFlow === null) && flow.name}
          {isMakers && ofFlow !== null && ', started for '}
          {ofFlow !== null && (
            <Link to="/flows/$flowId" params={{ flowId: ofFlow.id }} className="rounded-xs hover:underline">
              {ofFlow.name}
            </Link>
          )}
        </span>
        <RunBadge status={run.status} />
        {version !== null && <span className="text-ink-2">v{version.number}</span>}
        <time
          dateTime={new Date(run.startedAt).toISOString()}
          title={exactTime(run.startedAt)}
          className="tabular whitespace-nowrap text-ink-2"
        >
          {rowTime(run.startedAt, Date.now())}
        </time>
      </h1>
      {lines.length > 0 && <StepSlider lines={lines} at={at} onStep={onStep} />}
      <div className="ml-auto flex items-center gap-2 empty:hidden max-md:gap-0">
        <Sibling runId={siblings.previous} words="Earlier run" back />
        <Sibling runId={siblings.next} words="Later run" />
      </div>
      <div className="flex flex-wrap items-center gap-2 max-md:basis-full">
        {!isMakers && run.steps !== null && (
          <Link
            to="/flows/$flowId"
            params={{ flowId: run.flowId }}
            search={{ run: run.id, ...(at !== null && { step: at + 1 }) }}
            title="Show the values on the current flow"
            className={buttonClass({ look: 'quiet', size: 'card' })}
          >
            <Braces aria-hidden className="size-4" strokeWidth={1.75} />
            Values on the flow
          </Link>
        )}
        {delivery !== null && (
          <Link
            to="/deliveries/$deliveryId"
            params={{ deliveryId: delivery.id }}
            title="Open the delivery"
            className={buttonClass({ look: 'quiet', size: 'card' })}
          >
            <Inbox aria-hidden className="size-4" strokeWidth={1.75} />
            Delivery
          </Link>
        )}
        <CompareWith open={open} />
        <EditDraft open={open} frames={frames} />
        {run.kind === 'flow' && delivery !== null && (
          <ReplayButton
            runId={run.id}
            deliveryId={delivery.id}
            recordIndex={run.recordIndex}
            noReplay={open.noReplay}
          />
        )}
      </div>
    </header>
  )
}
