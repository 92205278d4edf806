import { viewOf } from '@hookwright/engine'
import { hasEnded } from '@hookwright/model'
import { late, Tabs, useLate } from '@hookwright/ui'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { choose } from '../../features/canvas/commands/choose.ts'
import { LookedAtFlow } from '../../features/canvas/looked-at-flow.tsx'
import { framedRunOf } from '../../features/canvas/pins/framed-run.ts'
import {
  type FramedRun,
  framesTo,
  shownRunOf,
  surroundingsIn
} from '../../features/canvas/pins/run-frames.ts'
import { runViewOf } from '../../features/canvas/run/run-view.ts'
import { useCanvas } from '../../features/canvas/use-canvas.tsx'
import type { OpenedRun } from '../../features/history/api-types.ts'
import { useMedia } from '../../kit/page/use-media.ts'
import { formatStep } from './format-step.ts'
import { RecordRuns } from './record-runs.tsx'
import { RunBar } from './run-bar.tsx'
import { RunSteps } from './run-steps.tsx'
import { useRunActions } from './use-run-actions.ts'
import { useRunCanvas } from './use-run-canvas.ts'
import { WaterfallHere, WaterfallPanel } from './waterfall/waterfall-panel.tsx'

const latePast = late(() => import('../../features/canvas/live/past-run.tsx'))

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

/** The step that a run is opened at: the first that failed, otherwise the last. */
const openingLine = (lines: OpenedRun['lines']): OpenedRun['lines'][number] | undefined =>
  lines.find(({ step }) => step.status === 'failed') ?? lines.at(-1)

/** Shows as much of the flow as stays legible when its canvas is opened; it comes before what shows a chosen step. */
const OpenView = ({ lines }: { lines: OpenedRun['lines'] }) => {
  const canvas = useCanvas()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a run that goes on leaves the view where the user has it.
  useEffect(() => {
    const { cards } = canvas.drawing.getState()
    const path = openingLine(lines)?.path ?? []
    const card = path.findLast(part => typeof part === 'string' && cards.has(part))
    canvas.view.port?.open(typeof card === 'string' ? card : null)
  }, [canvas])
  return null
}

/** A run as its parts are kept from one look to the next: the same objects where nothing in them has changed. */
const useFramedRun = (open: OpenedRun): FramedRun => {
  const { flow, flows, signatures, events, actions, actionFields, connectionFields, given, records, run } =
    open
  const { steps, result } = run
  const spreads = records !== null
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is read from these parts of it, each kept as it was where nothing in it changed.
  return useMemo(
    () => framedRunOf(open),
    [
      flow,
      flows,
      signatures,
      events,
      actions,
      actionFields,
      connectionFields,
      given,
      run.id,
      steps,
      result,
      spreads
    ]
  )
}

/** A run drawn on the flow that it ran, as a whole or up to a step, with what each step took and gave. */
export const RunOnCanvas = ({ open, step }: { open: OpenedRun; step: number | undefined }) => {
  const { lines } = open
  const navigate = useNavigate()
  const isSmall = useMedia('(max-width: 767px)')
  const [tab, setTab] = useState<'steps' | 'cards'>('steps')
  const [isPlayed, setPlayed] = useState(false)
  const run = useFramedRun(open)
  const at = step === undefined || lines.length === 0 ? null : Math.min(step, lines.length) - 1
  const line = at === null ? undefined : lines[at]

  const onStep = useCallback(
    (index: number | null): void => {
      setPlayed(false)
      void navigate({
        to: '.',
        search: before => ({ ...before, step: index === null ? undefined : index + 1 }),
        replace: true,
        // What is scrolled stays, but for what brings the step into sight.
        resetScroll: false
      })
    },
    [navigate]
  )
  useRunActions(lines.length, at, onStep)

  const frames = useMemo(() => framesTo(run, line?.path ?? []), [run, line])
  const shown = useMemo(() => shownRunOf(run, frames, at), [run, frames, at])
  const frame = frames.at(-1)
  // A played run has its own marks; the values are there all the while.
  const drawn = useMemo(() => (isPlayed ? { ...shown, past: run.id } : shown), [isPlayed, shown, run.id])
  const { flowId, looked } = useRunCanvas({ open, run, frame, shown: drawn, onStep })
  const mayPlay = frames.length === 1 && at === null && hasEnded(open.run.status) && run.steps.length > 0
  const past = useLate(latePast, mayPlay)
  const view = useMemo(
    () => viewOf(shown.flow, run.specs, surroundingsIn(run, frame?.flow.id ?? '')),
    [shown, run, frame]
  )
  const runView = useMemo(() => runViewOf(view, shown), [view, shown])
  const card = line?.path.findLast(part => typeof part === 'string') ?? null

  const steps = (
    <RunSteps
      open={open}
      frames={frames}
      at={at}
      card={card}
      view={view}
      shown={runView}
      list={
        isSmall && (
          <div className="flex max-h-72 shrink-0 flex-col border-b border-line">
            <WaterfallHere lines={lines} startedAt={open.run.startedAt} at={at} onStep={onStep} />
          </div>
        )
      }
      onStep={onStep}
    />
  )
  const drawing = (
    <LookedAtFlow
      key={flowId}
      looked={looked}
      title={frames.map(({ flow }) => flow.name).join(' › ')}
      label={`${frame?.flow.name ?? ''} as it ran`}
    >
      <OpenView lines={lines} />
      <ShowCard card={card} />
      {mayPlay && past !== null && (
        <past.PastRun
          run={{ id: run.id, status: open.run.status, steps: run.steps }}
          flow={run.flow.doc}
          onPlayed={setPlayed}
        />
      )}
    </LookedAtFlow>
  )

  return (
    <>
      <RunBar open={open} frames={frames} at={at} onStep={onStep} />
      {open.records !== null && open.records.length + open.leftOut > 0 && (
        <RecordRuns runs={open.records} leftOut={open.leftOut} deliveryId={open.run.deliveryId} />
      )}
      <p aria-live="polite" className="sr-only">
        {at === null ? '' : formatStep(lines, at)}
      </p>
      {isSmall ? (
        <Tabs
          label="Views of the run"
          tabs={[
            { value: 'steps', label: 'Steps', panel: steps },
            { value: 'cards', label: 'Cards', panel: drawing }
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
            className="flex min-h-0 w-90 shrink-0 flex-col border-l border-line bg-surface max-lg:w-80"
          >
            {steps}
          </aside>
        </div>
      )}
    </>
  )
}
