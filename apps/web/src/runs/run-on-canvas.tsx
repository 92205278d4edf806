import { viewOf } from '@hookwright/engine'
import { hasEnded, type Id, tookWords } from '@hookwright/model'
import { Tabs, useToasts } from '@hookwright/ui'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { useActions } from '../actions/use-actions.tsx'
import { choose } from '../canvas/commands/choose.ts'
import { LookedAtFlow } from '../canvas/looked-at-flow.tsx'
import { runViewOf } from '../canvas/run/run-view.ts'
import { useCanvas } from '../canvas/use-canvas.tsx'
import { viewActions } from '../canvas/view-actions.ts'
import type { OpenRunTold } from '../history/told.ts'
import { useMedia } from '../shell/use-media.ts'
import { addressOfStep } from './address-of-step.ts'
import { CardLink } from './card-link.tsx'
import { framedRunOf } from './framed-run.ts'
import { incidentReport } from './incident-report.ts'
import { IterationPicker } from './iteration-picker.tsx'
import { openRunCanvas } from './open-run-canvas.ts'
import { RecordRuns } from './record-runs.tsx'
import { RunBar } from './run-bar.tsx'
import { type FramedRun, framesTo, shownRunOf } from './run-frames.ts'
import { RunSummary } from './run-summary.tsx'
import { StepDetails } from './step-details.tsx'
import { STEP_ROW, StepList, stepWords } from './step-list.tsx'
import { useRunActions } from './use-run-actions.ts'
import { WaterfallHere, WaterfallPanel } from './waterfall/waterfall-panel.tsx'

const plainBrand = { accent: 'var(--accent)', logo: null }

/** Chooses the card of the step and brings it into sight; the focus stays where it is. */
const ShowCard = ({ card }: { card: string | null }) => {
  const canvas = useCanvas()
  useEffect(() => {
    if (card === null || !canvas.drawing.getState().cards.has(card)) {
      choose(canvas, [])
      return
    }
    choose(canvas, [card])
    canvas.view.port?.reveal(card)
  }, [canvas, card])
  return null
}

/** A run as its parts are kept from one look to the next: the same objects where nothing in them has changed. */
const useFramedRun = (open: OpenRunTold): FramedRun => {
  const { flow, flows, signatures, events, connectionFields, given, records, run } = open
  const { steps, result } = run
  const spreads = records !== null
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is read from these parts of it, each kept as it was where nothing in it changed.
  return useMemo(
    () => framedRunOf(open),
    [flow, flows, signatures, events, connectionFields, given, steps, result, spreads]
  )
}

/** A run drawn on the flow that it ran, as a whole or up to a step, with what each step took and gave. */
export const RunOnCanvas = ({ open, step }: { open: OpenRunTold; step: number | undefined }) => {
  const { lines, version, events } = open
  const navigate = useNavigate()
  const router = useRouter()
  const { show } = useToasts()
  const isSmall = useMedia('(max-width: 767px)')
  const [tab, setTab] = useState<'steps' | 'cards' | 'waterfall'>('steps')
  const run = useFramedRun(open)
  const at = step === undefined || lines.length === 0 ? null : Math.min(step, lines.length) - 1
  const line = at === null ? undefined : lines[at]

  const onStep = useCallback(
    (index: number | null): void =>
      void navigate({
        to: '.',
        search: before => ({ ...before, step: index === null ? undefined : index + 1 }),
        replace: true,
        // What is scrolled stays, but for what brings the step into sight.
        resetScroll: false
      }),
    [navigate]
  )
  useRunActions(lines.length, at, onStep)

  const frames = useMemo(() => framesTo(run, line?.path ?? []), [run, line])
  const shown = useMemo(() => shownRunOf(run, frames, at), [run, frames, at])
  const frame = frames.at(-1)
  // Another iteration of a flow is put on the same canvas, which stays where it is.
  const flowId = frame?.flow.id ?? run.flow.id
  const [event] = events
  const stepInside = useCallback(
    (flowId: Id): number => lines.findIndex(inside => inside.flowId === flowId) + 1,
    [lines]
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: a canvas is of a flow of the run, whatever step is shown; that is put on it below.
  const looked = useMemo(
    () =>
      openRunCanvas({
        flow: frame?.flow ?? run.flow,
        surroundings: run.surroundings,
        brand: event?.branding ?? plainBrand,
        connectorName: version?.connectorName ?? '',
        outermost: run.flow,
        connectorId: version?.connectorId,
        shown,
        toast: show,
        openFlow: flowId => {
          const inside = stepInside(flowId)
          if (inside > 0) onStep(inside - 1)
        },
        hrefOfFlow: flowId =>
          router.buildLocation({
            to: '.',
            search: before => ({ ...before, step: stepInside(flowId) || undefined })
          }).href
      }),
    [run, flowId]
  )
  useLayoutEffect(() => looked.canvas.run.setState({ shown }), [looked, shown])
  useActions(useMemo(() => viewActions(looked.canvas), [looked]))

  const view = useMemo(() => viewOf(shown.flow, run.specs, run.surroundings), [shown, run])
  const runView = useMemo(() => runViewOf(view, shown), [view, shown])
  const card = line?.path.findLast(part => typeof part === 'string')
  const names = frames.map(({ flow }) => flow.name).join(' › ')

  const steps = (
    <div className="flex min-h-0 grow flex-col max-md:overflow-y-auto">
      <div
        className="flex shrink-0 flex-col border-b border-line md:max-h-[42%] max-md:max-h-72"
        style={lines.length === 0 ? undefined : { height: lines.length * STEP_ROW + 16 }}
      >
        {lines.length === 0 ? (
          <p className="m-0 p-4 text-body text-ink-2">
            {hasEnded(open.run.status)
              ? 'No step is kept: the run ended before its first card, or its values are not kept.'
              : 'No step is kept yet: the run has not begun, or is still under way.'}
          </p>
        ) : (
          <StepList lines={lines} at={at} onStep={onStep} />
        )}
      </div>
      <div className="min-h-0 grow p-4 md:overflow-y-auto">
        {line === undefined ? (
          <RunSummary open={open} onStep={onStep} />
        ) : (
          <StepDetails
            line={line}
            view={view}
            shown={runView}
            kind={open.run.kind}
            report={failure => incidentReport(open, failure, addressOfStep(open.run.id, at))}
            mend={typeof card === 'string' && <CardLink open={open} frames={frames} card={card} />}
            title={
              <h2 className="m-0 flex flex-col gap-0.5 text-h2">
                {line.name}
                <span className="text-small font-normal text-ink-3">
                  {names} · began after {tookWords(line.step.from)}
                </span>
              </h2>
            }
            iterations={<IterationPicker lines={lines} line={line} onStep={onStep} />}
          />
        )}
      </div>
    </div>
  )
  const drawing = (
    <LookedAtFlow key={flowId} looked={looked} title={names} label={`${frame?.flow.name ?? ''} as it ran`}>
      <ShowCard card={typeof card === 'string' ? card : null} />
    </LookedAtFlow>
  )

  return (
    <>
      <RunBar open={open} frames={frames} at={at} onStep={onStep} />
      {open.records !== null && open.records.length + open.leftOut > 0 && (
        <RecordRuns runs={open.records} leftOut={open.leftOut} deliveryId={open.run.deliveryId} />
      )}
      <p aria-live="polite" className="sr-only">
        {at === null ? '' : stepWords(lines, at)}
      </p>
      {isSmall ? (
        <Tabs
          label="Views of the run"
          tabs={[
            { value: 'steps', label: 'Steps', panel: steps },
            { value: 'cards', label: 'Cards', panel: drawing },
            {
              value: 'waterfall',
              label: 'Waterfall',
              panel: <WaterfallHere lines={lines} startedAt={open.run.startedAt} at={at} onStep={onStep} />
            }
          ]}
          value={tab}
          onValueChange={setTab}
          panelClass="flex min-h-0 grow flex-col"
        />
      ) : (
        <div className="flex min-h-0 grow">
          <div className="flex min-h-0 min-w-0 grow flex-col">
            {drawing}
            {lines.length > 0 && (
              <WaterfallPanel lines={lines} startedAt={open.run.startedAt} at={at} onStep={onStep} />
            )}
          </div>
          <aside
            aria-label="Steps and values"
            className="flex min-h-0 w-100 shrink-0 flex-col border-l border-line bg-surface max-lg:w-80"
          >
            {steps}
          </aside>
        </div>
      )}
    </>
  )
}
