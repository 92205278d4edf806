import { WorkbenchContext } from '@hookwright/cards/faces'
import { cx, IconButton, ReadOnly } from '@hookwright/ui'
import { LayoutList, Workflow } from 'lucide-react'
import type { ReactNode } from 'react'
import { CardList } from './card-list.tsx'
import { LiveRegion } from './live-region.tsx'
import { MAP_FROM, MiniMap } from './mini-map.tsx'
import type { LookedAt } from './open-looked-at.ts'
import { FlowCanvas } from './react-flow.tsx'
import { CanvasProvider, useCanvas, useDesk, useDrawing } from './use-canvas.tsx'
import { useMedia } from './use-media.ts'
import { ViewBar } from './view-bar.tsx'
import './canvas.css'

const Area = ({ children }: { children: ReactNode }) => {
  const canvas = useCanvas()
  const isSmall = useMedia('(max-width: 767px)')
  const asList = useDesk(desk => desk.asList) || isSmall
  const isEmpty = useDrawing(drawing => drawing.flow.strip.length === 0)
  const hasMap = useDrawing(drawing => drawing.cards.size >= MAP_FROM)
  if (isEmpty) return <p className="p-4 text-body text-ink-2">There is no card in this flow.</p>
  return (
    <>
      {asList ? (
        <>
          <CardList />
          {children}
        </>
      ) : (
        <FlowCanvas>
          <ViewBar />
          {hasMap && <MiniMap />}
          {children}
        </FlowCanvas>
      )}
      {!isSmall && (
        <IconButton
          label={asList ? 'Show as a canvas' : 'Show as a list'}
          look="plain"
          icon={asList ? <Workflow aria-hidden /> : <LayoutList aria-hidden />}
          className="absolute! top-3 right-3 z-10"
          onClick={() => canvas.desk.setState({ asList: !asList })}
        />
      )}
    </>
  )
}

/**
 * A flow that is only looked at, drawn as where it is drawn on: the same cards, wires and keys, or a list on a small
 * screen. Its children are drawn with it, and can move its view.
 */
export const LookedAtFlow = ({
  looked: { canvas, bench },
  label,
  className,
  children
}: {
  looked: LookedAt
  /** What it is, for screen readers. */
  label: string
  className?: string
  children?: ReactNode
}) => (
  <CanvasProvider value={canvas}>
    <WorkbenchContext value={bench}>
      <ReadOnly>
        <section
          aria-label={label}
          className={cx('relative min-h-0 min-w-0', className)}
          onKeyDownCapture={() => {
            canvas.view.byKeys = true
          }}
          onPointerDownCapture={() => {
            canvas.view.byKeys = false
          }}
        >
          <Area>{children}</Area>
        </section>
        <LiveRegion />
      </ReadOnly>
    </WorkbenchContext>
  </CanvasProvider>
)
