import { WorkbenchContext } from '@hookwright/cards/views'
import { IconButton, ReadOnly } from '@hookwright/ui'
import { LayoutList, Workflow } from 'lucide-react'
import { type ReactNode, type Ref, useState } from 'react'
import { createPortal } from 'react-dom'
import { useMedia } from '../../kit/page/use-media.ts'
import { CardList } from './card-list.tsx'
import { LiveRegion } from './live-region.tsx'
import { MAP_FROM } from './map-from.ts'
import { MiniMap } from './mini-map.tsx'
import type { LookedAt } from './open-looked-at.ts'
import { FlowCanvas } from './react-flow.tsx'
import { CanvasProvider, useCanvas, useDesk, useDrawing } from './use-canvas.tsx'
import { ViewBar } from './view-bar.tsx'
import './canvas.css'

/**
 * Area of the flow.
 * Its view controls are placed in `bar`, where they cover no card.
 */
const Area = ({ bar, children }: { bar: Element | null; children: ReactNode }) => {
  const isSmall = useMedia('(max-width: 767px)')
  const asList = useDesk(desk => desk.asList) || isSmall
  const isEmpty = useDrawing(drawing => drawing.flow.strip.length === 0)
  const hasMap = useDrawing(drawing => drawing.cards.size >= MAP_FROM)
  if (isEmpty) return <p className="p-4 text-body text-ink-2">This flow has no cards.</p>
  if (asList)
    return (
      <>
        <CardList />
        {children}
      </>
    )
  return (
    <FlowCanvas>
      {bar !== null &&
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
const Head = ({ title, bar }: { title: string; bar: Ref<HTMLDivElement> }) => {
  const canvas = useCanvas()
  const asList = useDesk(desk => desk.asList)
  return (
    <div className="flex min-h-9 shrink-0 items-center gap-2 border-b border-line bg-surface px-4">
      <h2 className="m-0 min-w-0 grow truncate text-label text-ink-2">{title}</h2>
      <div ref={bar} className="max-md:hidden" />
      <IconButton
        size="small"
        label={asList ? 'Show as a canvas' : 'Show as a list'}
        icon={asList ? <Workflow aria-hidden /> : <LayoutList aria-hidden />}
        className="max-md:hidden"
        onClick={() => canvas.desk.setState({ asList: !asList })}
      />
    </div>
  )
}

/**
 * Read-only canvas of a flow, with the cards, wires and keys of the editable one.
 * A small screen shows a list. Its children are drawn with it and can move its view.
 */
export const LookedAtFlow = ({
  looked: { canvas, bench },
  title,
  label,
  children
}: {
  looked: LookedAt
  /** Title above the flow. */
  title: string
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
            <Head title={title} bar={setBar} />
            <div className="relative min-h-0 grow">
              <Area bar={bar}>{children}</Area>
            </div>
          </section>
          <LiveRegion />
        </ReadOnly>
      </WorkbenchContext>
    </CanvasProvider>
  )
}
