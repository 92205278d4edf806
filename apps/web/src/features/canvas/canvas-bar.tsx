import { shownFlowName } from '@hookwright/model'
import { Badge, Button, IconButton } from '@hookwright/ui'
import { Check, LayoutList, Pencil, Play, TriangleAlert, Workflow, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { ActionButton } from '../../kit/actions/action-button.tsx'
import { pluralOf } from '../../kit/page/format-count.ts'
import type { PanelName } from './canvas-search.ts'
import { isEventKind } from './event-kind.ts'
import { SaveText } from './format-save.tsx'
import { useCanvas, useDesk, useDoc, useDrawing } from './use-canvas.tsx'

/** Errors in red and warnings in amber, counted apart; a green "Ready" when there is neither. */
const ProblemCounts = ({ errors, warnings }: { errors: number; warnings: number }) =>
  errors === 0 && warnings === 0 ? (
    <Badge tone="ok" icon={<Check aria-hidden />}>
      Ready
    </Badge>
  ) : (
    <>
      {errors > 0 && (
        <Badge tone="err" icon={<X aria-hidden />}>
          {errors}
          <span className="max-lg:sr-only"> {pluralOf(errors, 'error', 'errors')}</span>
        </Badge>
      )}
      {warnings > 0 && (
        <Badge tone="warn" icon={<TriangleAlert aria-hidden />}>
          {warnings}
          <span className="max-lg:sr-only"> {pluralOf(warnings, 'warning', 'warnings')}</span>
        </Badge>
      )}
    </>
  )

/** Bar above the flow with its name, undo and redo, save status, problems and actions. */
export const CanvasBar = ({
  panel,
  isSmall,
  mayRun,
  onPanel,
  onSave,
  children
}: {
  panel: PanelName | undefined
  /** True on a small screen, which shows only the list. */
  isSmall: boolean
  mayRun: boolean
  onPanel: (panel: PanelName | undefined) => void
  onSave: () => void
  /** Controls at the right end of the bar. */
  children?: ReactNode
}) => {
  const canvas = useCanvas()
  const name = useDoc(doc => doc.about.name)
  const problems = useDrawing(drawing => drawing.problems.length)
  const warnings = useDrawing(drawing => drawing.warnings.length)
  const isEmpty = useDrawing(drawing => drawing.flow.strip.length === 0)
  const isOfEvent = useDrawing(() => isEventKind(canvas.kind()))
  const asList = useDesk(desk => desk.asList)
  // The bar of the canvas has the switch of values; its words follow what they are now.
  useStore(canvas.run, run => run.values)
  return (
    <div
      role="toolbar"
      aria-label="Flow"
      className="flex min-h-12 shrink-0 items-center gap-x-2 border-b border-line bg-surface pr-3 pl-5 max-md:flex-wrap max-md:gap-x-1 max-md:gap-y-1 max-md:py-2 max-md:pl-4"
    >
      <span className="flex min-w-0 items-center gap-2 max-md:basis-full">
        <h1 className="m-0 min-w-0 truncate text-h2">{shownFlowName(name)}</h1>
        <IconButton
          size="small"
          label="Edit name and description"
          icon={<Pencil aria-hidden />}
          onClick={() => canvas.desk.setState({ dialog: 'save' })}
        />
        {isSmall && <SaveText />}
        {isSmall && !isEmpty && (
          <span className="ml-auto shrink-0">
            <ActionButton id="view.values" size="small" />
          </span>
        )}
      </span>
      <span className="mx-1 h-5 w-px shrink-0 bg-line max-md:hidden" />
      <span className="flex shrink-0 max-md:-ml-3">
        <ActionButton id="edit.undo" />
        <ActionButton id="edit.redo" />
      </span>
      <span className="flex min-w-0 grow">{!isSmall && <SaveText />}</span>
      {/* On an empty flow nothing is wrong yet: what is to be done stands on it. */}
      {!isEmpty && (
        <Button
          look="quiet"
          aria-pressed={panel === 'problems'}
          onClick={() => onPanel(panel === 'problems' ? undefined : 'problems')}
          className="max-md:px-1.5"
        >
          <ProblemCounts errors={problems} warnings={warnings} />
        </Button>
      )}
      {!isSmall && (
        <IconButton
          label={asList ? 'Show as a canvas' : 'Show as a list'}
          shortcut="Shift L"
          icon={asList ? <Workflow aria-hidden /> : <LayoutList aria-hidden />}
          onClick={() => canvas.desk.setState({ asList: !asList })}
        />
      )}
      {!isSmall && asList && !isEmpty && <ActionButton id="view.values" />}
      <ActionButton id="flow.inspect" />
      {mayRun && (
        <Button
          icon={<Play aria-hidden className="size-4" strokeWidth={1.75} />}
          aria-pressed={panel === 'run'}
          onClick={() => onPanel(panel === 'run' ? undefined : 'run')}
        >
          {isOfEvent ? (
            'Test'
          ) : (
            <span>
              Run<span className="max-lg:sr-only"> here</span>
            </span>
          )}
        </Button>
      )}
      <Button look="primary" className="max-md:px-2.5" onClick={onSave}>
        Save
      </Button>
      {children}
    </div>
  )
}
