import { IconButton, Splitter, type Tab, Tabs } from '@hookwright/ui'
import { X } from 'lucide-react'
import { useLayoutEffect, useRef, useState } from 'react'
import { useMedia } from '../../kit/page/use-media.ts'
import type { PanelName } from './canvas-search.ts'
import { ProblemsList } from './problems-list.tsx'
import { RunCardPanel } from './run/alone/run-card-panel.tsx'
import type { RunAlone } from './run/alone/use-run-alone.ts'
import { RunForm } from './run/run-here.tsx'
import { TrialForm } from './run/trial/trial-form.tsx'
import type { RunHere } from './run/use-run-here.ts'
import { isStartedByEvent } from './started-by-event.ts'
import { useCanvas, useDrawing } from './use-canvas.tsx'
import { useStoredSize } from './use-stored-size.ts'

/** Minimum height of the panel in pixels, and maximum part of the window's height. */
const HEIGHT = { least: 96, most: 0.6 }

/** Panel below the flow that shows its problems, a run of the flow, or a run of one card. */
export const BottomPanel = ({
  panel,
  run,
  alone,
  onPanel
}: {
  panel: PanelName
  /** Props to run the flow; null when it cannot be run on this page. */
  run: RunHere | null
  alone: RunAlone
  onPanel: (panel: PanelName | undefined) => void
}) => {
  const canvas = useCanvas()
  const problems = useDrawing(drawing => drawing.problems.length + drawing.warnings.length)
  const isOfEvent = useDrawing(() => isStartedByEvent(canvas.kind()))
  const isSmall = useMedia('(max-width: 767px)')
  const [storedHeight, keepHeight] = useStoredSize('bottom-panel-height')
  const box = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState(0)
  const most = Math.round(window.innerHeight * HEIGHT.most)
  // Where nobody has moved its edge, the height is the usual one, which the page knows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is listed changes the height of the box.
  useLayoutEffect(
    () => setHeight(storedHeight ?? box.current?.offsetHeight ?? 0),
    [storedHeight, panel, problems]
  )
  const isSized = storedHeight !== null && !isSmall
  const tabs: Tab<PanelName>[] = [
    { value: 'problems', label: `Problems ${problems}`, panel: <ProblemsList /> },
    ...(run === null
      ? []
      : [
          isOfEvent
            ? { value: 'run' as const, label: 'Test', panel: <TrialForm run={run} /> }
            : { value: 'run' as const, label: 'Run here', panel: <RunForm run={run} /> }
        ]),
    { value: 'card', label: 'Run card', panel: <RunCardPanel alone={alone} /> }
  ]
  return (
    <div
      ref={box}
      data-sized={isSized || undefined}
      className="flex min-h-0 grow flex-col"
      style={isSized ? { height: Math.min(storedHeight, most) } : undefined}
    >
      {!isSmall && (
        <Splitter
          label="Panel height"
          edge="top"
          size={height}
          least={HEIGHT.least}
          most={most}
          onSize={keepHeight}
          onReset={() => keepHeight(null)}
        />
      )}
      <Tabs
        label="Problems and runs"
        tabs={tabs}
        value={run === null && panel === 'run' ? 'problems' : panel}
        onValueChange={onPanel}
        panelClass="min-h-0 grow overflow-y-auto outline-none"
      />
      <IconButton
        size="small"
        label="Close panel"
        icon={<X aria-hidden />}
        className="absolute! top-1.5 right-2"
        onClick={() => onPanel(undefined)}
      />
    </div>
  )
}
