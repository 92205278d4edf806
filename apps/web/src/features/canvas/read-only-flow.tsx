import { WorkbenchContext } from '@hookwright/cards/views'
import { ReadOnly } from '@hookwright/ui'
import { type ReactNode, type Ref, useState } from 'react'
import { createPortal } from 'react-dom'
import { useMedia } from '../../kit/page/use-media.ts'
import { CardList } from './card-list.tsx'
import { LiveRegion } from './live-region.tsx'
import { MAP_FROM } from './map-from.ts'
import { MiniMap } from './mini-map.tsx'
import type { ReadOnlyCanvas } from './open-read-only-canvas.ts'
import { FlowCanvas } from './react-flow.tsx'
import { CanvasProvider, useDrawing, useUiState } from './use-canvas.tsx'
import { ListButton, ViewBar } from './view-bar.tsx'
import './canvas.css'

/**
 * Canvas or list of the flow.
 *
 * Its view controls are rendered into `bar`, where they cover no card. If `bar` is undefined they are placed
 * over the canvas.
 */
const Area = ({
  bar,
  hook,
  children
}: {
  bar: Element | null | undefined
  hook: ReactNode
  children: ReactNode
}) => {
  const isSmall = useMedia('(max-width: 767px)')
  const asList = useUiState(ui => ui.asList) || isSmall
  const isEmpty = useDrawing(drawing => drawing.flow.strip.length === 0)
  const hasMap = useDrawing(drawing => drawing.cards.size >= MAP_FROM)
  // Without a head the controls lie over the canvas.
  const isHeadless = bar === undefined
  if (isEmpty) return <p className="p-4 text-body text-ink-2">This flow has no cards.</p>
  if (asList)
    return (
      <>
        <CardList hook={hook} />
        {isHeadless && !isSmall && (
          <span className="absolute bottom-3 left-3 z-10 rounded-s border border-line bg-surface p-0.5 shadow-1">
            <ListButton />
          </span>
        )}
        {children}
      </>
    )
  return (
    <FlowCanvas hook={hook}>
      {isHeadless && (
        <ReadOnly when={false}>
          <ViewBar isBrief />
        </ReadOnly>
      )}
      {bar &&
        createPortal(
          <ReadOnly when={false}>
            <ViewBar over={false} />
          </ReadOnly>,
          bar
        )}
      {hasMap && <MiniMap />}
      {children}
    </FlowCanvas>
  )
}

/**
 * Header with the title, the view controls and the switch to a list.
 * A small screen always shows the list.
 */
const Head = ({ title, bar }: { title: string; bar: Ref<HTMLDivElement> }) => (
  <div className="flex min-h-9 shrink-0 items-center gap-2 border-b border-line bg-surface px-4">
    <h2 className="m-0 min-w-0 grow truncate text-label text-ink-2">{title}</h2>
    <div ref={bar} className="max-md:hidden" />
    <ListButton />
  </div>
)

/**
 * Read-only canvas of a flow, with the same cards, wires and shortcuts as the editor. Small screens show a
 * list.
 *
 * `children` are rendered inside the canvas and can move its view.
 */
export const ReadOnlyFlow = ({
  looked: { canvas, bench },
  title,
  note,
  hook,
  label,
  children
}: {
  looked: ReadOnlyCanvas
  /** Title of the header, which also has the view controls; null for no header. */
  title: string | null
  /** Name of the flow, shown above its canvas if there is no header. */
  note?: string | undefined
  /** Replacement for the start label above the first card. */
  hook?: ReactNode
  /** Accessible name. */
  label: string
  children?: ReactNode
}) => {
  const [bar, setBar] = useState<Element | null>(null)
  return (
    <CanvasProvider value={canvas}>
      <WorkbenchContext value={bench}>
        <ReadOnly>
          <section
            aria-label={label}
            className="flex min-h-0 min-w-0 grow flex-col"
            onKeyDownCapture={() => {
              canvas.view.byKeys = true
            }}
            onPointerDownCapture={() => {
              canvas.view.byKeys = false
            }}
          >
            {title !== null && <Head title={title} bar={setBar} />}
            <div className="relative min-h-0 grow">
              <Area bar={title === null ? undefined : bar} hook={hook}>
                {children}
              </Area>
              {note !== undefined && (
                <p className="absolute top-3 right-3 z-10 m-0 max-w-[60%] truncate rounded-s border border-line bg-surface px-2 py-1 text-small text-ink-2">
                  {note}
                </p>
              )}
            </div>
          </section>
          <LiveRegion />
        </ReadOnly>
      </WorkbenchContext>
    </CanvasProvider>
  )
}
