import { shownFlowName } from '@hookwright/model'
import { Button, cx, IconButton, Menu } from '@hookwright/ui'
import {
  Check,
  ChevronDown,
  CircleX,
  Columns2,
  PanelRight,
  Pencil,
  Play,
  Plus,
  TriangleAlert
} from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useStore } from 'zustand'
import { labelOf, stateOf } from '../../kit/actions/action.ts'
import { ActionButton } from '../../kit/actions/action-button.tsx'
import { menuGroupsOf } from '../../kit/actions/menu-groups.tsx'
import { useAllActions, useRegistry } from '../../kit/actions/use-actions.tsx'
import { Breadcrumb } from '../../kit/page/breadcrumb.tsx'
import { pluralOf } from '../../kit/page/format-count.ts'
import { BarSlot } from './bar-slot.ts'
import type { PanelName } from './canvas-search.ts'
import { isUnsaved } from './flow-doc/save-state.ts'
import { FlowMenu } from './flow-menu.tsx'
import { SaveText } from './format-save.tsx'
import { isStartedByEvent } from './started-by-event.ts'
import { useCanvas, useDoc, useDrawing, useUiState } from './use-canvas.tsx'
import { ListButton } from './view-bar.tsx'

/** Numbers of errors and warnings. Without any, it shows the number of empty required fields. */
const ProblemCounts = ({
  errors,
  warnings,
  unfilled,
  isSmall
}: {
  errors: number
  warnings: number
  unfilled: number
  isSmall: boolean
}) =>
  errors === 0 && warnings === 0 && unfilled > 0 ? (
    <span className="tabular text-ink-2">{unfilled} to fill in</span>
  ) : errors === 0 && warnings === 0 ? (
    <span className="flex items-center gap-1.5 text-ink-2">
      <Check aria-hidden className="size-3.5 text-ok" strokeWidth={2} />
      <span>
        <span className={cx(!isSmall && 'max-lg:sr-only')}>No problems</span>
      </span>
    </span>
  ) : (
    <>
      {errors > 0 && (
        <span className="tabular flex items-center gap-1 text-err">
          <CircleX aria-hidden className="size-3.5" strokeWidth={2} />
          <span>
            {errors}
            <span className={cx(!isSmall && 'max-lg:sr-only')}> {pluralOf(errors, 'error', 'errors')}</span>
          </span>
        </span>
      )}
      {errors > 0 && warnings > 0 && <span aria-hidden className="h-4 w-px bg-line-2" />}
      {warnings > 0 && (
        <span className="tabular flex items-center gap-1 text-warn">
          <TriangleAlert aria-hidden className="size-3.5" strokeWidth={2} />
          <span>
            {warnings}
            <span className={cx(!isSmall && 'max-lg:sr-only')}>
              {' '}
              {pluralOf(warnings, 'warning', 'warnings')}
            </span>
          </span>
        </span>
      )}
    </>
  )

/** Button that tests the flow. It opens a menu if there are two kinds of test. */
const TestButton = ({ isOpen, onFlip }: { isOpen: boolean; onFlip: () => void }) => {
  const canvas = useCanvas()
  const registry = useRegistry()
  const sends = useAllActions().some(({ id }) => id === 'test-event.send')
  const isOfEvent = useDrawing(() => isStartedByEvent(canvas.kind()))
  const icon = <Play aria-hidden className="size-4" strokeWidth={1.75} />
  if (sends)
    return (
      <Menu
        groups={() => menuGroupsOf(registry, [['flow.run', 'test-event.send']])}
        trigger={
          <Button icon={icon}>
            Test
            <ChevronDown aria-hidden className="-mr-1 size-3.5" strokeWidth={2} />
          </Button>
        }
      />
    )
  return (
    <Button icon={icon} aria-pressed={isOpen} onClick={onFlip}>
      {isOfEvent ? (
        'Test'
      ) : (
        <span>
          Run<span className="max-lg:sr-only"> here</span>
        </span>
      )}
    </Button>
  )
}

/**
 * Ids of the actions that a phone shows in the flow's menu, in groups. They come before the actions of the
 * page.
 */
const foldedOnPhones = [
  ['edit.undo', 'edit.redo'],
  ['flow.run', 'test-event.send', 'view.values'],
  ['flow.about', 'palette.open']
]

interface BarGiven {
  panel: PanelName | undefined
  mayRun: boolean
  onPanel: (panel: PanelName | undefined) => void
  onSave: () => void
  /** State of the docked cards panel. */
  cards: { isOpen: boolean; flip: () => void }
  /** State of the user preview next to the canvas; null if the page has no preview. */
  split: { isOn: boolean; flip: () => void } | null
  /** Tools for this kind of flow, shown before the test button. */
  tools?: ReactNode
  /** Controls at the right end of the bar. */
  children?: ReactNode
}

/**
 * Button that shows the problems of the flow. Hidden on an empty flow, since the canvas shows the next step
 * there.
 */
const ProblemsButton = ({
  panel,
  onPanel,
  isSmall
}: Pick<BarGiven, 'panel' | 'onPanel'> & { isSmall: boolean }) => {
  const problems = useDrawing(drawing => drawing.problems.length)
  const warnings = useDrawing(drawing => drawing.warnings.length)
  const unfilled = useDrawing(drawing => drawing.unfilled)
  const isEmpty = useDrawing(drawing => drawing.flow.strip.length === 0)
  if (isEmpty) return null
  return (
    <Button
      look="quiet"
      size={isSmall ? 'card' : 'page'}
      aria-pressed={panel === 'problems'}
      onClick={() => onPanel(panel === 'problems' ? undefined : 'problems')}
      className={cx(
        isSmall && 'relative h-6! px-1! text-small! after:absolute after:inset-x-0 after:-inset-y-2',
        problems + warnings > 0 && 'bg-hover'
      )}
    >
      <ProblemCounts errors={problems} warnings={warnings} unfilled={unfilled} isSmall={isSmall} />
    </Button>
  )
}

/** Save button, shown only when the flow is not saved automatically: it has no name, or saving failed. */
const SaveButton = ({ onSave }: Pick<BarGiven, 'onSave'>) => {
  const needsSave = useDoc(
    ({ about, save }) =>
      about.name === null || (isUnsaved(save) && save.is !== 'waiting' && save.is !== 'saving')
  )
  return (
    needsSave && (
      <Button look="primary" onClick={onSave}>
        Save
      </Button>
    )
  )
}

const FlowName = () => (
  <h1 className="m-0 min-w-0 truncate px-1 text-h3 text-ink">
    {shownFlowName(useDoc(doc => doc.about.name))}
  </h1>
)

/** Props of the part of the bar before the page's tools: `setSlot` receives the element for its chip. */
type BarStartGiven = Omit<BarGiven, 'tools' | 'children' | 'mayRun'> & {
  setSlot: (element: HTMLElement | null) => void
}

/** Start of the bar on phones: name and status in two lines. */
const SmallStart = ({ panel, onPanel, onSave, setSlot }: BarStartGiven) => (
  <>
    <span className="flex min-w-0 grow flex-col">
      <Breadcrumb here={<FlowName />} />
      <span className="flex h-6 min-w-0 items-center gap-2">
        <ProblemsButton panel={panel} onPanel={onPanel} isSmall />
        <SaveText />
        <span ref={setSlot} className="flex min-w-0 items-center" />
      </span>
    </span>
    <SaveButton onSave={onSave} />
  </>
)

/** Button that opens the inspector. Hidden on canvases without an inspector. */
const InspectorButton = () => {
  const action = useAllActions().find(({ id }) => id === 'flow.inspect')
  if (action === undefined || stateOf(action).is === 'hidden') return null
  const label = labelOf(action)
  return (
    <Button
      look="quiet"
      aria-label={label}
      title={`${label} (I)`}
      icon={<PanelRight aria-hidden className="size-4" strokeWidth={1.75} />}
      onClick={action.run}
    >
      <span className="max-xl:sr-only">Inspector</span>
    </Button>
  )
}

const WideStart = ({ panel, onPanel, onSave, cards, split, setSlot }: BarStartGiven) => {
  const canvas = useCanvas()
  const isEmpty = useDrawing(drawing => drawing.flow.strip.length === 0)
  const asList = useUiState(ui => ui.asList)
  // The bar of a list has the switch of values; its words follow what they are now.
  useStore(canvas.run, run => run.values)
  return (
    <>
      {/* Beside a chip the name has a share of its own, so that both stay readable. */}
      <span className="flex min-w-0 items-center gap-1 xl:group-has-data-chip/bar:max-w-82 xl:group-has-data-chip/bar:shrink-0">
        <Breadcrumb here={<FlowName />} />
        <IconButton
          size="small"
          label="Edit name and description"
          icon={<Pencil aria-hidden />}
          onClick={() => canvas.ui.setState({ dialog: 'save' })}
        />
      </span>
      <span className="mx-1 h-5 w-px shrink-0 bg-line" />
      <ActionButton id="edit.undo" />
      <ActionButton id="edit.redo" />
      <span ref={setSlot} className="flex min-w-0 grow items-center justify-end gap-2 px-1">
        {/* What does not fit drops to a second line, which is cut off: half a time is worse than none. */}
        <span className="mr-auto flex h-5 min-w-0 shrink-[999] flex-wrap overflow-clip">
          <span className="h-5 w-px" />
          <span className="flex h-5 shrink-0 items-center whitespace-nowrap">
            <SaveText />
          </span>
        </span>
      </span>
      <SaveButton onSave={onSave} />
      <ProblemsButton panel={panel} onPanel={onPanel} isSmall={false} />
      {asList && (
        <>
          <ListButton />
          {!isEmpty && <ActionButton id="view.values" />}
        </>
      )}
      {!isEmpty && (
        <Button
          look="quiet"
          aria-pressed={cards.isOpen}
          icon={<Plus aria-hidden className="size-4" strokeWidth={1.75} />}
          className={pressedClass}
          onClick={cards.flip}
        >
          <span className="max-xl:sr-only">Add card</span>
        </Button>
      )}
      <InspectorButton />
      {split !== null && (
        <Button
          look="quiet"
          aria-pressed={split.isOn}
          icon={<Columns2 aria-hidden className="size-4" strokeWidth={1.75} />}
          className={pressedClass}
          onClick={split.flip}
        >
          <span className="max-[1400px]:sr-only">As users see it</span>
        </Button>
      )}
    </>
  )
}

const pressedClass = 'aria-pressed:bg-accent-soft aria-pressed:text-accent-text'

/**
 * Bar above the flow with its name, undo and redo, save status, problems and actions. On phones it has two
 * lines and a menu.
 *
 * The page's own controls keep their place in the tree at all widths, so that turning a phone does not close
 * their dialogs.
 */
export const CanvasBar = ({
  isSmall,
  mayRun,
  tools,
  children,
  ...props
}: BarGiven & { isSmall: boolean }) => {
  const [slot, setSlot] = useState<HTMLElement | null>(null)
  const { panel, onPanel } = props
  return (
    <div
      role="toolbar"
      aria-label="Flow"
      className={cx(
        'group/bar relative flex shrink-0 items-center gap-x-1 border-b border-line bg-surface',
        isSmall ? 'min-h-14 py-1 pr-2 pl-11' : 'min-h-(--h-top-bar) pr-3 pl-7'
      )}
    >
      {isSmall ? <SmallStart {...props} setSlot={setSlot} /> : <WideStart {...props} setSlot={setSlot} />}
      {tools}
      {isSmall ? (
        <FlowMenu before={foldedOnPhones} />
      ) : (
        mayRun && (
          <TestButton isOpen={panel === 'run'} onFlip={() => onPanel(panel === 'run' ? undefined : 'run')} />
        )
      )}
      <span className={isSmall ? 'contents' : 'flex shrink-0 items-center gap-2 pl-1 empty:hidden'}>
        <BarSlot value={slot}>{children}</BarSlot>
      </span>
    </div>
  )
}
