import { shownFlowName } from '@hookwright/model'
import { Button, cx, IconButton } from '@hookwright/ui'
import { Check, CircleX, Columns2, LayoutList, Pencil, Play, TriangleAlert, Workflow } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useStore } from 'zustand'
import { ActionButton } from '../../kit/actions/action-button.tsx'
import { Breadcrumb } from '../../kit/page/breadcrumb.tsx'
import { pluralOf } from '../../kit/page/format-count.ts'
import { PhoneSearch } from '../../kit/page/phone-search.tsx'
import { BarSlot } from './bar-slot.ts'
import type { PanelName } from './canvas-search.ts'
import { isEventKind } from './event-kind.ts'
import { isUnsaved } from './flow-doc/save-state.ts'
import { FlowMenu } from './flow-menu.tsx'
import { SaveText } from './format-save.tsx'
import { useCanvas, useDesk, useDoc, useDrawing } from './use-canvas.tsx'

/** Errors and warnings, counted apart, as they are counted on the cards. */
const ProblemCounts = ({ errors, warnings }: { errors: number; warnings: number }) =>
  errors === 0 && warnings === 0 ? (
    <span className="flex items-center gap-1.5 text-ink-2">
      <Check aria-hidden className="size-3.5 text-ok" strokeWidth={2} />
      <span>
        <span className="max-lg:sr-only">No problems</span>
      </span>
    </span>
  ) : (
    <>
      {errors > 0 && (
        <span className="tabular flex items-center gap-1 text-err">
          <CircleX aria-hidden className="size-3.5" strokeWidth={2} />
          <span>
            {errors}
            <span className="max-lg:sr-only"> {pluralOf(errors, 'error', 'errors')}</span>
          </span>
        </span>
      )}
      {errors > 0 && warnings > 0 && <span aria-hidden className="h-4 w-px bg-line-2" />}
      {warnings > 0 && (
        <span className="tabular flex items-center gap-1 text-warn">
          <TriangleAlert aria-hidden className="size-3.5" strokeWidth={2} />
          <span>
            {warnings}
            <span className="max-lg:sr-only"> {pluralOf(warnings, 'warning', 'warnings')}</span>
          </span>
        </span>
      )}
    </>
  )

/** Actions of every flow for which the bar of a phone has no room. */
const foldedOnPhones = ['edit.redo']

/** Bar above the flow with its name, undo and redo, save status, problems and actions. */
export const CanvasBar = ({
  panel,
  isSmall,
  mayRun,
  onPanel,
  onSave,
  split,
  children
}: {
  panel: PanelName | undefined
  /** True on a small screen, which shows only the list. */
  isSmall: boolean
  mayRun: boolean
  onPanel: (panel: PanelName | undefined) => void
  onSave: () => void
  /** The view of users beside the canvas; null where there is none. */
  split: { isOn: boolean; flip: () => void } | null
  /** Controls at the right end of the bar. */
  children?: ReactNode
}) => {
  const canvas = useCanvas()
  const [slot, setSlot] = useState<HTMLElement | null>(null)
  const name = useDoc(doc => doc.about.name)
  const problems = useDrawing(drawing => drawing.problems.length)
  const warnings = useDrawing(drawing => drawing.warnings.length)
  const isEmpty = useDrawing(drawing => drawing.flow.strip.length === 0)
  const isOfEvent = useDrawing(() => isEventKind(canvas.kind()))
  // What is saved under a name needs nothing.
  const needsSave = useDoc(doc => doc.about.name === null || isUnsaved(doc.save))
  const asList = useDesk(desk => desk.asList)
  // The bar of the canvas has the switch of values; its words follow what they are now.
  useStore(canvas.run, run => run.values)
  return (
    <div
      role="toolbar"
      aria-label="Flow"
      className="flex min-h-(--h-top-bar) shrink-0 items-center gap-x-2 border-b border-line bg-surface pr-3 pl-5 max-md:flex-wrap max-md:gap-x-1 max-md:gap-y-1 max-md:py-2 max-md:pl-3"
    >
      <span className="flex min-w-0 items-center gap-1 max-md:basis-full">
        <Breadcrumb
          here={<h1 className="m-0 min-w-0 truncate px-1 text-h3 text-ink">{shownFlowName(name)}</h1>}
        />
        <IconButton
          size="small"
          label="Edit name and description"
          icon={<Pencil aria-hidden />}
          onClick={() => canvas.desk.setState({ dialog: 'save' })}
        />
        {isSmall && <SaveText />}
        {isSmall && (
          <span className="ml-auto flex shrink-0 items-center">
            <PhoneSearch />
            <FlowMenu before={foldedOnPhones} />
          </span>
        )}
      </span>
      <span className="mx-1 h-5 w-px shrink-0 bg-line max-md:hidden" />
      <span className="flex shrink-0 max-md:-ml-2">
        <ActionButton id="edit.undo" />
        {!isSmall && <ActionButton id="edit.redo" />}
      </span>
      <span ref={setSlot} className="flex min-w-0 grow items-center justify-end gap-2">
        {!isSmall && (
          <span className="mr-auto flex min-w-0 shrink-[9]">
            <SaveText />
          </span>
        )}
      </span>
      {/* On an empty flow nothing is wrong yet: what is to be done stands on it. */}
      {!isEmpty && (
        <Button
          look="quiet"
          aria-pressed={panel === 'problems'}
          onClick={() => onPanel(panel === 'problems' ? undefined : 'problems')}
          className={cx('max-md:px-1.5', problems + warnings > 0 && 'bg-hover')}
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
      {(isSmall || asList) && !isEmpty && <ActionButton id="view.values" />}
      <ActionButton id="flow.inspect" />
      {split !== null && (
        <Button
          look="quiet"
          aria-pressed={split.isOn}
          icon={<Columns2 aria-hidden className="size-4" strokeWidth={1.75} />}
          className="aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
          onClick={split.flip}
        >
          As the user sees it
        </Button>
      )}
      {mayRun && (
        <Button
          icon={<Play aria-hidden className="size-4 max-md:hidden" strokeWidth={1.75} />}
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
      <Button look={needsSave ? 'primary' : 'plain'} className="max-md:px-2.5" onClick={onSave}>
        Save
      </Button>
      <BarSlot value={slot}>{children}</BarSlot>
    </div>
  )
}
