import { Button, cx, IconButton, Switch } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { LayoutList, Maximize, Minus, Plus, Workflow } from 'lucide-react'
import { useStore } from 'zustand'
import { clockTime } from '../../kit/page/clock-time.ts'
import { mayShowValues, toggleValues } from './commands/toggle-values.ts'
import { useBarCorner, useZoom } from './react-flow.tsx'
import { useCanvas, useUiState } from './use-canvas.tsx'

/** Button that switches between the canvas and the list view. Phones always show the list. */
export const ListButton = () => {
  const canvas = useCanvas()
  const asList = useUiState(ui => ui.asList)
  const label = asList ? 'Show as a canvas' : 'Show as a list'
  const Icon = asList ? Workflow : LayoutList
  return (
    <Button
      size="card"
      look="quiet"
      aria-label={label}
      title={canvas.readOnly ? label : `${label} (Shift L)`}
      icon={<Icon aria-hidden className="size-4" strokeWidth={1.75} />}
      className="px-1.5! text-small! max-md:hidden"
      onClick={() => canvas.ui.setState({ asList: !asList })}
    >
      <span className="max-xl:sr-only">{asList ? 'Canvas' : 'List'}</span>
    </Button>
  )
}

/**
 * Toolbar for zoom, wires and run values. It is placed over the canvas unless `over` is false.
 *
 * With `isBrief`, it only has the zoom and the button for the list view.
 */
export const ViewBar = ({ over = true, isBrief = false }: { over?: boolean; isBrief?: boolean }) => {
  const canvas = useCanvas()
  const zoom = useZoom()
  const corner = useBarCorner()
  const allWires = useUiState(ui => ui.allWires)
  const mayShow = useStore(canvas.run, () => mayShowValues(canvas))
  const { values, shown } = useStore(canvas.run)
  const subject = shown?.subject || (shown?.startedAt === undefined ? '' : clockTime(shown.startedAt))
  return (
    <div
      role="toolbar"
      aria-label="View"
      className={cx(
        'flex items-center gap-1',
        over && 'absolute z-10 rounded-s border border-line bg-surface px-1 py-0.5 shadow-1',
        over && (corner === 'left' ? 'bottom-3 left-3' : 'right-3 bottom-7')
      )}
    >
      {over && (
        <>
          <ListButton />
          <span className="mx-1 h-4 w-px bg-line" />
        </>
      )}
      <IconButton
        size="small"
        label="Zoom out"
        shortcut="-"
        icon={<Minus aria-hidden />}
        onClick={() => canvas.view.port?.zoomBy(1 / 1.2)}
      />
      <button
        type="button"
        aria-label={`Zoom to 100 %, now ${zoom} %`}
        className="tabular h-6 w-12 rounded-xs text-small text-ink-2 hover:bg-hover hover:text-ink"
        onClick={() => canvas.view.port?.zoomTo(1)}
      >
        {zoom} %
      </button>
      <IconButton
        size="small"
        label="Zoom in"
        shortcut="+"
        icon={<Plus aria-hidden />}
        onClick={() => canvas.view.port?.zoomBy(1.2)}
      />
      <IconButton
        size="small"
        label="Fit flow to view"
        shortcut="1"
        icon={<Maximize aria-hidden />}
        onClick={() => canvas.view.port?.fit()}
      />
      {!isBrief && (
        <>
          <span className="mx-1 h-4 w-px bg-line" />
          <Switch
            label="All wires"
            checked={allWires}
            onCheckedChange={next => canvas.ui.setState({ allWires: next })}
            className="px-1"
          />
          {mayShow && (
            <Switch
              label="Values"
              checked={values}
              onCheckedChange={() => toggleValues(canvas)}
              className="px-1"
            />
          )}
          {shown?.past !== undefined && shown.startedAt !== undefined && values && (
            <Link
              to="/runs/$runId"
              params={{ runId: shown.past }}
              title={`Open the run with these values, ${clockTime(shown.startedAt)}`}
              aria-label={`Open the run with these values: ${subject}${shown.isNewest ? ', the latest' : ''}`}
              data-echo=""
              className="tabular flex h-5 max-w-48 items-center rounded-xs bg-hover px-1.5 text-small text-ink-2 hover:text-ink"
            >
              <span className="truncate">{subject}</span>
              {shown.isNewest && <span className="shrink-0 whitespace-pre"> · latest</span>}
            </Link>
          )}
        </>
      )}
    </div>
  )
}
