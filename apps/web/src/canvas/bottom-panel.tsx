import { IconButton, type Tab, Tabs } from '@hookwright/ui'
import { X } from 'lucide-react'
import { ProblemsList } from './problems-list.tsx'
import { RunForm } from './run/run-here.tsx'
import type { RunHere } from './run/use-run-here.ts'
import { useDrawing } from './use-canvas.tsx'

type PanelName = 'problems' | 'run'

/** What the panel below the flow holds: what is left to fix, and running the flow here. */
export const BottomPanel = ({
  panel,
  run,
  onPanel
}: {
  panel: PanelName
  /** Null where the flow cannot be run here. */
  run: RunHere | null
  onPanel: (panel: PanelName | undefined) => void
}) => {
  const problems = useDrawing(drawing => drawing.problems.length)
  const tabs: Tab<PanelName>[] = [
    { value: 'problems', label: `Problems ${problems}`, panel: <ProblemsList /> },
    ...(run === null ? [] : [{ value: 'run' as const, label: 'Run here', panel: <RunForm run={run} /> }])
  ]
  return (
    <>
      <Tabs
        label="Problems and runs"
        tabs={tabs}
        value={run === null ? 'problems' : panel}
        onValueChange={onPanel}
        panelClass="min-h-0 grow overflow-y-auto outline-none"
      />
      <IconButton
        size="small"
        label="Close the panel"
        icon={<X aria-hidden />}
        className="absolute top-1.5 right-2"
        onClick={() => onPanel(undefined)}
      />
    </>
  )
}
