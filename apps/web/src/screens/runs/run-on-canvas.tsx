import { brandedOf, GroupMark } from '@hookwright/cards/views'
import { cardAt, viewOf } from '@hookwright/engine'
import { hasEnded, isBuiltIn, isServerDelivery, type StepPath } from '@hookwright/model'
import { BrandMark, lazyPart, Tabs, useLazy } from '@hookwright/ui'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Canvas } from '../../features/canvas/canvas.ts'
import { choose } from '../../features/canvas/commands/choose.ts'
import { createPlayhead } from '../../features/canvas/live/player.ts'
import { framedRunOf } from '../../features/canvas/pins/framed-run.ts'
import {
  catalogIn,
  type Frame,
  type FramedRun,
  framesTo,
  shownRunOf
} from '../../features/canvas/pins/run-frames.ts'
import { ReadOnlyFlow } from '../../features/canvas/read-only-flow.tsx'
import { runViewOf, type ShownRun } from '../../features/canvas/run/run-view.ts'
import { useCanvas } from '../../features/canvas/use-canvas.tsx'
import type { OpenedRun } from '../../features/history/api-types.ts'
import { formatSize } from '../../features/history/format-time.ts'
import { useMedia } from '../../kit/page/use-media.ts'
import { formatStep } from './format-step.ts'
import { heightOfDrawing } from './height-of-drawing.ts'
import { openingStep } from './opening-step.ts'
import { RecordRuns } from './record-runs.tsx'
import { sentBodyOf } from './request-bodies.ts'
import { RunBar } from './run-bar.tsx'
import { RunSteps } from './run-steps.tsx'
import { StepsHead } from './steps-head.tsx'
import { EndRunQuestion } from './suspended-run-box.tsx'
import { useRunActions } from './use-run-actions.ts'
import { connectorOfRun, useRunCanvas } from './use-run-canvas.ts'
import { WaterfallHere, WaterfallPanel } from './waterfall/waterfall-panel.tsx'

const lazyPast = lazyPart(() => import('../../features/canvas/live/past-run.tsx'))

/**
 * Sets the initial view to show as much of the flow as stays legible. Then selects the card of the displayed
 * step and scrolls to it. The focus does not move.
 */
const ShowStep = ({ path }: { path: StepPath }) => {
  const canvas = useCanvas()
  const opened = useRef<Canvas | null>(null)
  useEffect(() => {
    const { cards } = canvas.drawing.getState()
    const found = path.findLast(part => typeof part === 'string' && cards.has(part))
    const card = typeof found === 'string' ? found : null
    choose(canvas, card === null ? [] : [card])
    if (opened.current !== canvas) canvas.view.port?.open(card)
    else if (card !== null) canvas.view.port?.reveal(card)
    opened.current = canvas
  }, [canvas, path])
  return null
}

const noPath: StepPath = []

/**
 * Returns the label above the start card of a run that a delivery started: `Event URL · 329 B`. Undefined if
 * the delivery did not arrive at an Event URL.
 */
const hookTextOf = ({ size, method, event }: NonNullable<OpenedRun['delivery']>): string | undefined =>
  event === null || isBuiltIn(event.connectorId) || isServerDelivery(method)
    ? undefined
    : `Event URL · ${formatSize(size)}`

/** Minimum height of the canvas, as a share of the height of its column. */
const DRAWING = 0.3

/** Returns a run with its flows. The result is memoized, so that unchanged parts keep their identity. */
const useFramedRun = (open: OpenedRun): FramedRun => {
  const {
    flow,
    flows,
    signatures,
    events,
    actions,
    actionFields,
    connectionFields,
    given: params,
    records,
    run
  } = open
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
      params,
      run.id,
      steps,
      result,
      spreads
    ]
  )
}

/** Returns what the details of a step show: the flows that contain the step, and their values up to it. */
const useDetails = (params: {
  run: FramedRun
  /** Flows that the canvas shows. `shown` is the state of the innermost flow. */
  frames: Frame[]
  shown: ShownRun
  at: number | null
  path: StepPath
}) => {
  const { run, frames: drawn, shown: drawnRun, at, path } = params
  const frames = useMemo(() => (at === null ? framesTo(run, path) : drawn), [run, at, path, drawn])
  const isDrawn = frames.length === drawn.length
  const shown = useMemo(
    () => (isDrawn ? drawnRun : shownRunOf(run, frames, at)),
    [isDrawn, drawnRun, run, frames, at]
  )
  const flowId = frames.at(-1)?.flow.id ?? ''
  const view = useMemo(() => viewOf(shown.flow, run.specs, catalogIn(run, flowId)), [shown, run, flowId])
  const runView = useMemo(() => runViewOf(view, shown), [view, shown])
  return { frames, view, runView }
}

/** Run on the canvas of its flow, completely or up to a step, with the inputs and outputs of each step. */
export const RunOnCanvas = ({ open, step }: { open: OpenedRun; step: number | undefined }) => {
  const { lines } = open
  const navigate = useNavigate()
  const isSmall = useMedia('(max-width: 767px)')
  const [tab, setTab] = useState<'steps' | 'cards' | 'run'>(lines.length === 0 ? 'run' : 'steps')
  const [isPlayed, setPlayed] = useState(false)
  const [asksToEnd, setAsksToEnd] = useState(false)
  const run = useFramedRun(open)
  const at = step === undefined || lines.length === 0 ? null : Math.min(step, lines.length) - 1
  const line = at === null ? undefined : lines[at]
  // Seen as a whole, a run still has a step whose details are shown.
  const [last, setLast] = useState<number | null>(null)
  const chosen = at ?? last ?? openingStep(open)
  const detailed = chosen === null ? undefined : lines[chosen]
  const [playhead] = useState(createPlayhead)
  const [playback, setPlayback] = useState<HTMLElement | null>(null)
  const [axis, setAxis] = useState<HTMLElement | null>(null)
  // The flow and the steps share a column, whose size has to be known before the flow is drawn to fit into its part.
  const [column, setColumn] = useState<HTMLElement | null>(null)

  const show = useCallback(
    (index: number | null, played: boolean): void => {
      setPlayed(played)
      if (index !== null) setLast(index)
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
  const onStep = useCallback((index: number): void => show(index, false), [show])
  const onPlay = (): void => show(null, true)
  useRunActions(lines.length, chosen, onStep)

  const frames = useMemo(() => framesTo(run, line?.path ?? []), [run, line])
  const shown = useMemo(() => shownRunOf(run, frames, at), [run, frames, at])
  const frame = frames.at(-1)
  // A played run has its own marks; the values are there all the while.
  const drawn = useMemo(() => (isPlayed ? { ...shown, past: run.id } : shown), [isPlayed, shown, run.id])
  const { flowId, looked } = useRunCanvas({ open, run, frame, shown: drawn, onStep })
  const mayPlay = frames.length === 1 && hasEnded(open.run.status) && run.steps.length > 0
  const past = useLazy(lazyPast, mayPlay)
  const spare = useMemo(() => {
    if (column === null) return 0
    const { width, height } = column.getBoundingClientRect()
    const drawn = heightOfDrawing(looked.canvas.drawing.getState().layout, { width, height })
    return Math.floor(height - Math.max(drawn, DRAWING * height))
  }, [column, looked])
  const details = useDetails({ run, frames, shown, at, path: detailed?.path ?? noPath })
  const card = detailed?.path.findLast(part => typeof part === 'string') ?? null
  const markOf = useCallback(
    (index: number, size = 20): ReactNode => {
      const { path = noPath, flowId = '' } = lines[index] ?? {}
      const at = cardAt({ ...run, path })
      const spec = run.specs.get(at?.card.type ?? '')
      if (at === null || spec === undefined) return null
      return brandedOf(spec.type) === undefined ? (
        <GroupMark type={spec.type} group={spec.group} size={size} />
      ) : (
        <BrandMark {...connectorOfRun(open, run.specs, flowId)(at.card)} size={size} />
      )
    },
    [open, run, lines]
  )
  const appOf = (index: number): string | null => {
    const { path = noPath, flowId = '' } = lines[index] ?? {}
    const at = cardAt({ ...run, path })
    const spec = run.specs.get(at?.card.type ?? '')
    if (at === null || spec === undefined) return null
    return brandedOf(spec.type) === undefined
      ? spec.group
      : connectorOfRun(open, run.specs, flowId)(at.card).name
  }
  const bodyOf = (index: number): unknown => {
    const { path = noPath } = lines[index] ?? {}
    const around = framesTo(run, path)
    const ran = shownRunOf(run, around, null)
    const at = cardAt({ ...run, path })
    if (at === null) return null
    const seen = viewOf(ran.flow, run.specs, catalogIn(run, around.at(-1)?.flow.id ?? ''))
    return sentBodyOf(at.card, runViewOf(seen, ran).values.get(at.card.id)?.inputs ?? {})
  }
  const head = (
    <StepsHead
      lines={lines}
      flowId={open.flow.id}
      at={at}
      chosen={chosen}
      playback={setPlayback}
      onStep={onStep}
    />
  )
  const waterfall = {
    lines,
    startedAt: open.run.startedAt,
    chosen,
    playhead: mayPlay && !isSmall ? playhead : null,
    ...(!isSmall && { axis: setAxis }),
    markOf,
    onStep
  }

  const steps = (only?: 'step' | 'run') => (
    <RunSteps
      open={open}
      frames={details.frames}
      chosen={chosen}
      asked={at ?? last}
      card={card}
      mark={chosen === null ? null : markOf(chosen, 32)}
      app={chosen === null ? null : appOf(chosen)}
      view={details.view}
      shown={details.runView}
      list={
        isSmall && (
          <div className="flex max-h-112 shrink-0 flex-col border-b border-line">
            <div className="flex h-11 shrink-0 items-center border-b border-line px-4">{head}</div>
            <WaterfallHere {...waterfall} />
          </div>
        )
      }
      {...(only !== undefined && { only })}
      bodyOf={bodyOf}
      onStep={index => {
        // The details of a step stand in a tab of its own on phones.
        setTab('steps')
        onStep(index)
      }}
      onEnd={() => setAsksToEnd(true)}
    />
  )
  const drawing = (
    <ReadOnlyFlow
      key={flowId}
      looked={looked}
      title={null}
      note={frames.length > 1 ? frames.map(({ flow }) => flow.name).join(' › ') : undefined}
      hook={frames.length === 1 && open.delivery !== null ? hookTextOf(open.delivery) : undefined}
      label={`${frame?.flow.name ?? ''} as it ran`}
    >
      <ShowStep path={detailed?.path ?? noPath} />
      {mayPlay && past !== null && (
        <past.PastRun
          run={{ id: run.id, status: open.run.status, steps: run.steps }}
          flow={run.flow.doc}
          bar={isSmall ? null : playback}
          axis={isSmall ? null : axis}
          playhead={playhead}
          shownTo={line?.step.to ?? null}
          isPlayed={isPlayed}
          onPlay={onPlay}
        />
      )}
    </ReadOnlyFlow>
  )

  return (
    <>
      <RunBar open={open} frames={frames} at={at} />
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
            { value: 'steps', label: 'Steps', panel: steps('step') },
            { value: 'cards', label: 'Cards', panel: drawing },
            { value: 'run', label: 'Run', panel: steps('run') }
          ]}
          value={tab}
          onValueChange={setTab}
          panelClass="flex min-h-0 grow flex-col"
        />
      ) : (
        <div className="flex min-h-0 grow">
          <div ref={setColumn} className="flex min-h-0 min-w-0 grow flex-col">
            {column !== null && (
              <>
                {drawing}
                {lines.length > 0 && <WaterfallPanel {...waterfall} head={head} spare={spare} />}
              </>
            )}
          </div>
          <aside
            aria-label="Steps and values"
            className="flex min-h-0 w-90 shrink-0 flex-col border-l border-line bg-surface max-lg:w-80"
          >
            {steps()}
          </aside>
        </div>
      )}
      {/* Outside of what changes with the width of the window, which would close it. */}
      <EndRunQuestion run={open.run} open={asksToEnd} onOpenChange={setAsksToEnd} />
    </>
  )
}
