import { cardBodyOf, GroupMark, RowList, useWorkbench, WorkbenchContext } from '@hookwright/cards/views'
import {
  type ConversionError,
  conversionErrorAt,
  describeOutputError,
  type FlowKind,
  nameOfType
} from '@hookwright/model'
import { IconButton, Splitter, type Tab, Tabs, TypeMark } from '@hookwright/ui'
import { TriangleAlert, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { RunState } from './canvas.ts'
import type { DrawnCard } from './drawing/drawn-card.ts'
import { CardHelp } from './help-dialog.tsx'
import { useCanvas, useDrawing, useUiState } from './use-canvas.tsx'
import { useStoredSize } from './use-stored-size.ts'

/** Width of the panel in pixels. */
const WIDTH = { usual: 360, least: 280, most: 640 }

type View = 'card' | 'data' | 'help'

/**
 * Replaces `useFocusRequest` in the inspector, and never returns a pending action. Such actions belong to the card on
 * the canvas, not to its copy in the inspector.
 */
const noRequest = () => ({ request: null, done: () => {} })

/** Fields of the card in the full width of the panel. */
const Fields = ({ drawn }: { drawn: DrawnCard }) => {
  const bench = useWorkbench()
  const calm = useMemo(() => ({ ...bench, useFocusRequest: noRequest }), [bench])
  const labels = useDrawing(({ view }) =>
    JSON.stringify(view.portsOf(drawn.card)?.blocks.map(({ label }) => label) ?? [])
  )
  const named: string[] = JSON.parse(labels)
  const { card, spec, rows, values } = drawn
  const Face = cardBodyOf(card.type)
  return (
    <WorkbenchContext value={calm}>
      <div className="card-in-list [&_.rounded-b-m]:rounded-none">
        <Face card={card} spec={spec} rows={rows} lanes={[]} values={values} />
        {rows.joins.map(
          (join, index) =>
            join.length > 0 && (
              <section key={named[index] ?? index} className="border-t border-line">
                <h3 className="m-0 px-3 pt-3 text-small font-semibold text-ink-2">
                  Outputs of {named[index]}
                </h3>
                <RowList rows={join} card={card} values={values} />
              </section>
            )
        )}
      </div>
    </WorkbenchContext>
  )
}

/** Notice below an output whose value could not be converted to the output's type. It says why. */
const Unfit = ({ error }: { error: ConversionError | null }) =>
  error !== null && (
    <p className="m-0 flex items-start gap-1.5 text-small text-ink-2">
      <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0 text-warn" strokeWidth={2} />
      {describeOutputError(error)}
    </p>
  )

const Values = ({
  title,
  ports,
  values
}: {
  title: string
  ports: { id: string; label: string; type: Parameters<typeof nameOfType>[0] }[]
  values: Record<string, unknown>
}) =>
  ports.length === 0 ? null : (
    <section className="flex flex-col gap-2">
      <h3 className="m-0 text-small font-semibold text-ink-3">{title}</h3>
      {ports.map(({ id, label, type }) => (
        <section key={id} aria-label={label} className="flex flex-col gap-1">
          <span className="flex items-center gap-1.5 text-small text-ink-2">
            <TypeMark kind={type.kind} list={type.list} name={nameOfType(type)} />
            {label}
          </span>
          <Unfit error={conversionErrorAt(values, [id])} />
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by key.
            tabIndex={0}
            className="m-0 max-h-60 overflow-auto rounded-s bg-sunken p-2 font-code text-small whitespace-pre-wrap text-ink [overflow-wrap:anywhere]"
          >
            {typeof values[id] === 'string' ? values[id] : JSON.stringify(values[id] ?? null, null, 2)}
          </pre>
        </section>
      ))}
    </section>
  )

/**
 * Explains how to see values while no run is shown: “Values are hidden. Press V to show the inputs and
 * outputs of the last run.”
 */
const howSeen = (kind: FlowKind | null, { past, values }: RunState, mayRun: boolean): string => {
  if (past !== null)
    return values
      ? 'This run has no values yet. The bar above the flow shows the reason.'
      : 'Values are hidden. Press V to show the inputs and outputs of the last run.'
  if (mayRun) return 'Run the flow here to see the inputs and outputs of this card.'
  return kind === 'webhook-event'
    ? 'The values of this card are shown in the runs of flows that use this event. To preview outputs, open Return Outputs and use a sample body.'
    : 'Open a run of this flow to see the values of this card.'
}

/**
 * Returns the ports that have a known value. Unbound ports and constants have none, since their field already
 * shows them.
 */
const known = <Port extends { id: string }>(ports: Port[], values: Record<string, unknown>): Port[] =>
  ports.filter(({ id }) => Object.hasOwn(values, id))

/** The complete inputs and outputs of the card in the last run. */
const Data = ({ drawn, mayRun }: { drawn: DrawnCard; mayRun: boolean }) => {
  const canvas = useCanvas()
  const ports = useDrawing(({ view }) => view.portsOf(drawn.card))
  const run = useStore(canvas.run)
  if (drawn.values === null || ports === null)
    return (
      <p className="m-0 p-3 text-body text-ink-2">
        {run.shown === null
          ? howSeen(canvas.kind(), run, mayRun)
          : run.values
            ? 'The run did not reach this card.'
            : 'Values are hidden. Turn on “Values” in the bar below the canvas.'}
      </p>
    )
  return (
    <div className="flex flex-col gap-4 p-3">
      <Values title="Inputs" ports={known(ports.inputs, drawn.values.inputs)} values={drawn.values.inputs} />
      <Values title="Outputs" ports={[...ports.outputs, ...ports.joins]} values={drawn.values.outputs} />
    </div>
  )
}

const Inspected = ({ drawn, mayRun }: { drawn: DrawnCard; mayRun: boolean }) => {
  const [view, setView] = useState<View>('card')
  const tabs: Tab<View>[] = [
    { value: 'card', label: 'Card', panel: <Fields drawn={drawn} /> },
    { value: 'data', label: 'Data', panel: <Data drawn={drawn} mayRun={mayRun} /> },
    {
      value: 'help',
      label: 'Help',
      panel: (
        <div className="p-3">
          <CardHelp drawn={drawn} />
        </div>
      )
    }
  ]
  return (
    <Tabs
      label={`Views of ${drawn.name}`}
      tabs={tabs}
      value={view}
      onValueChange={setView}
      panelClass="min-h-0 grow overflow-y-auto outline-none"
    />
  )
}

/**
 * Panel for the selected card with three views: its fields, its complete values in the last run, and its
 * documentation.
 */
export const Inspector = ({
  mayRun,
  onClose
}: {
  /** True when the flow can be run from its page. */
  mayRun: boolean
  onClose: () => void
}) => {
  const canvas = useCanvas()
  const only = useUiState(({ chosen }) => (chosen.size === 1 ? ([...chosen][0] ?? null) : null))
  const drawn = useDrawing(({ cards }) => (only === null ? undefined : cards.get(only)))
  const [storedWidth, keepWidth] = useStoredSize('inspector-width')
  const width = storedWidth ?? WIDTH.usual
  return (
    <aside
      aria-label="Inspector"
      className="relative flex min-h-0 shrink-0 flex-col border-l border-line bg-surface"
      style={{ width }}
    >
      <Splitter
        label="Inspector width"
        edge="left"
        size={width}
        {...WIDTH}
        onSize={keepWidth}
        onReset={() => keepWidth(null)}
      />
      <header className="flex shrink-0 items-center gap-2 py-2 pr-2 pl-3">
        {drawn !== undefined && <GroupMark type={drawn.spec.type} group={drawn.spec.group} size={24} />}
        <h2 className="m-0 min-w-0 grow truncate text-label">{drawn?.name ?? 'Inspector'}</h2>
        <IconButton
          size="small"
          label="Close the inspector"
          shortcut="I"
          icon={<X aria-hidden />}
          onClick={() => {
            onClose()
            if (only !== null)
              canvas.ui.setState({ focusRequest: { card: only, place: 'title', request: 'focus' } })
          }}
        />
      </header>
      {drawn === undefined ? (
        <p className="m-0 p-3 text-body text-ink-2">Select a card to see its details.</p>
      ) : (
        <Inspected key={drawn.card.id} drawn={drawn} mayRun={mayRun} />
      )}
    </aside>
  )
}
