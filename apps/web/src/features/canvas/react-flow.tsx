import type { CardId } from '@hookwright/model'
import { lazyPart, useLazy } from '@hookwright/ui'
import {
  type Node,
  type NodeChange,
  type NodeProps,
  ReactFlow,
  SelectionMode,
  useStore as useFlowStore,
  useKeyPress,
  useReactFlow,
  useStoreApi,
  ViewportPortal
} from '@xyflow/react'
import { type CSSProperties, memo, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react'
import { CardBox } from './card-box.tsx'
import { choose } from './commands/choose.ts'
import { HookLabel } from './hook-label.tsx'
import { ABOVE_WIRES, zOfBlock } from './layers.ts'
import type { Frame, Gap } from './layout/layout.ts'
import { MAP_FROM } from './map-from.ts'
import { Rail } from './rail.tsx'
import { useCanvas, useDrawing, useUiState } from './use-canvas.tsx'
import { cornerOfBar, LEGIBLE, opening, revealing, START, type ViewPort } from './view/view.ts'

const lazyWires = lazyPart(() => import('./wires.tsx'))

/** Number of cards from which on only visible cards are mounted. */
const MANY_CARDS = 60
/** Minimum and maximum zoom. Below the zoom `small`, a card shows only its outline and status. */
const ZOOM = { least: 0.25, most: 1.5, small: 0.4 }
const PAN_TIME = 120
/** Padding around a flow that is fitted into view. The space at the bottom is for the view bar. */
const FIT_PADDING = { top: '64px', left: '32px', right: '24px', bottom: '64px' } as const
/**
 * Minimum time between two moves of the view to a card, in milliseconds. A move that follows sooner is not
 * animated, since the animations would overlap.
 */
const NEXT_SOON = 2 * PAN_TIME

/** Runs `act` once the latest changes have been painted. */
const afterNextFrame = (act: () => void): void => void requestAnimationFrame(() => requestAnimationFrame(act))

type CardNode = Node<Record<string, never>, 'card'>

const CardNodeBox = memo(({ id }: NodeProps<CardNode>) => <CardBox id={id} />)

const nodeTypes = { card: CardNodeBox }

const nodeOf = (id: CardId, frame: Frame, selected: boolean): CardNode => ({
  id,
  type: 'card',
  data: {},
  position: { x: frame.x, y: frame.y },
  width: frame.width,
  height: frame.height,
  measured: { width: frame.width, height: frame.height },
  // Wires are drawn by themselves, so React Flow need not look for handles.
  handles: [],
  // Wires pass over the grounds of blocks, but behind the cards that they would strike through.
  zIndex: frame.lanes.length > 0 ? zOfBlock(frame.depth) : ABOVE_WIRES,
  selected,
  draggable: false,
  connectable: false,
  deletable: false,
  domAttributes: { 'aria-roledescription': undefined, 'aria-describedby': undefined }
})

/**
 * Returns the React Flow nodes of the drawing. A node is the same object while its position and selection are
 * unchanged.
 */
const useNodes = (): CardNode[] => {
  const frames = useDrawing(drawing => drawing.layout.frames)
  const cards = useDrawing(drawing => drawing.cards)
  const chosen = useUiState(ui => ui.chosen)
  const known = useRef(new Map<CardId, { frame: Frame; node: CardNode }>())
  return useMemo(() => {
    const now = new Map<CardId, { frame: Frame; node: CardNode }>()
    for (const id of frames.keys()) {
      // The drawn card keeps its frame for as long as it is the same.
      const frame = cards.get(id)?.frame
      if (frame === undefined || frame === null) continue
      const old = known.current.get(id)
      const selected = chosen.has(id)
      const same = old !== undefined && old.frame === frame && old.node.selected === selected
      now.set(id, same ? old : { frame, node: nodeOf(id, frame, selected) })
    }
    known.current = now
    return [...now.values()].map(({ node }) => node)
  }, [frames, cards, chosen])
}

/** Registers the functions that other parts of the page use to move the view. */
const PutPort = () => {
  const canvas = useCanvas()
  const flow = useReactFlow()
  const store = useStoreApi()
  useEffect(() => {
    const time = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : PAN_TIME
    let revealedAt = Number.NEGATIVE_INFINITY
    const moveTo = (card: CardId, duration: number): void => {
      const { layout } = canvas.drawing.getState()
      const frame = layout.frames.get(card)
      const { width, height } = store.getState()
      if (frame === undefined || width === 0) return
      const now = flow.getViewport()
      const next = revealing(now, frame, { width, height }, layout)
      if (next.x === now.x && next.y === now.y) return
      revealedAt = performance.now()
      void flow.setViewport(next, { duration })
    }
    const port: ViewPort = {
      zoomBy: factor => void flow.zoomTo(flow.getZoom() * factor, { duration: time }),
      zoomTo: zoom => void flow.zoomTo(zoom, { duration: time }),
      fit: cards =>
        void flow.fitView({
          duration: time,
          padding: FIT_PADDING,
          maxZoom: 1,
          ...(cards && { nodes: cards.map(id => ({ id })) })
        }),
      open: card => {
        const { layout } = canvas.drawing.getState()
        const { width, height } = store.getState()
        const frame = card === null ? undefined : layout.frames.get(card)
        void flow.setViewport(opening(layout, frame ?? null, { width, height }))
      },
      reveal: card => {
        canvas.view.isRevealing = true
        // The browser scrolls, and says so, within the next frame.
        afterNextFrame(() => {
          canvas.view.isRevealing = false
        })
        const isSoon = performance.now() - revealedAt < NEXT_SOON
        if (isSoon) afterNextFrame(() => moveTo(card, 0))
        else moveTo(card, time)
      },
      panBy: by => {
        const now = flow.getViewport()
        void flow.setViewport({ ...now, x: now.x + by.x, y: now.y + by.y })
      },
      centre: (at, duration = 0) => void flow.setCenter(at.x, at.y, { zoom: flow.getZoom(), duration }),
      toFlow: point => flow.screenToFlowPosition(point)
    }
    canvas.view.port = port
    return () => {
      canvas.view.port = null
    }
  }, [canvas, flow, store])
  return null
}

/** Line at the position where the dragged cards would be inserted. */
const InsertionLine = ({ gap }: { gap: Gap }) => (
  <div
    className="insertion-line"
    style={{ transform: `translate(${gap.x - 2}px, ${gap.y}px)`, height: gap.height }}
  />
)

/** Wires of selected or hovered cards, or of all cards. Their code is loaded when they are first shown. */
const WiresOnceWanted = () => {
  const wanted = useUiState(ui => ui.allWires || ui.chosen.size > 0 || ui.pointed !== null)
  const wires = useLazy(lazyWires, wanted)
  return wires && <wires.Wires />
}

/** Overlays that move with the flow: the rail with the start label, the wires, and the insertion line. */
const OnTheFlow = ({ hook }: { hook: ReactNode }) => {
  const gap = useUiState(ui => ui.gap)
  return (
    <ViewportPortal>
      <Rail />
      <HookLabel>{hook}</HookLabel>
      <WiresOnceWanted />
      {gap !== null && <InsertionLine gap={gap} />}
    </ViewportPortal>
  )
}

/** Returns the zoom in whole per cent. */
export const useZoom = (): number => useFlowStore(state => Math.round(state.transform[2] * 100))

/** Returns the visible part of the flow, at 100 % zoom. */
export const useSight = () => {
  const [x, y, zoom] = useFlowStore(state => state.transform)
  const width = useFlowStore(state => state.width)
  const height = useFlowStore(state => state.height)
  return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom }
}

/**
 * Returns the bottom corner for the view bar. On a flow with a minimap it is the left one, since the minimap
 * is on the right.
 */
export const useBarCorner = (): 'left' | 'right' => {
  const layout = useDrawing(drawing => drawing.layout)
  const width = useFlowStore(state => state.width)
  const height = useFlowStore(state => state.height)
  return useMemo(
    () => (layout.frames.size >= MAP_FROM ? 'left' : cornerOfBar(layout, { width, height })),
    [layout, width, height]
  )
}

/** Distance of the background dots at 100 % zoom, in pixels. */
const DOTS_APART = 20
/** Zoom limits of the dots: from `all` on they are fully visible, at `none` and below they are hidden. */
const DOTS_FADE = { all: 0.6, none: 0.4 } as const

/**
 * Background dots that move and scale with the flow.
 *
 * They are drawn as a CSS gradient. React Flow's own background is an SVG pattern, which browsers repaint
 * completely whenever other content changes the canvas's layout.
 */
const Dots = () => {
  const [x, y, zoom] = useFlowStore(state => state.transform)
  const apart = DOTS_APART * zoom
  if (zoom <= DOTS_FADE.none) return null
  return (
    <div
      className="pointer-events-none absolute inset-0 -z-1"
      style={{
        opacity: Math.min(1, (zoom - DOTS_FADE.none) / (DOTS_FADE.all - DOTS_FADE.none)),
        backgroundImage: 'radial-gradient(circle, var(--dot) 1px, transparent 1.4px)',
        backgroundSize: `${apart}px ${apart}px`,
        backgroundPosition: `${x}px ${y}px`
      }}
    />
  )
}

/**
 * Calls `onFar` with the zoom, rounded to 5 %, while cards are too small to read. Otherwise calls it with
 * null.
 */
const Far = ({ onFar }: { onFar: (zoom: number | null) => void }) => {
  const far = useFlowStore(({ transform: [, , zoom] }) =>
    zoom < LEGIBLE ? Math.max(ZOOM.least, Math.round(zoom * 20) / 20) : null
  )
  useEffect(() => onFar(far), [far, onFar])
  return null
}

const FlowArea = ({
  size,
  hook,
  children
}: {
  size: { width: number; height: number }
  hook: ReactNode
  children: ReactNode
}) => {
  const canvas = useCanvas()
  const nodes = useNodes()
  // Cards keep presses for themselves, but while Space is held every drag pans.
  const isPanning = useKeyPress('Space')
  const [far, setFar] = useState<number | null>(null)
  const style: CSSProperties & Record<'--zoom', number> = { '--zoom': far ?? 1 }

  const note = (changes: NodeChange<CardNode>[]): void => {
    const selections = changes.filter(change => change.type === 'select')
    if (selections.length === 0) return
    const chosen = new Set(canvas.ui.getState().chosen)
    for (const { id, selected } of selections) {
      if (selected) chosen.add(id)
      else chosen.delete(id)
    }
    choose(canvas, chosen)
  }

  return (
    <ReactFlow<CardNode>
      // Two flows may stand on one page.
      id={useId()}
      nodes={nodes}
      nodeTypes={nodeTypes}
      onNodesChange={note}
      defaultViewport={START}
      minZoom={ZOOM.least}
      maxZoom={ZOOM.most}
      width={size.width}
      height={size.height}
      onlyRenderVisibleElements={nodes.length > MANY_CARDS}
      noPanClassName={isPanning ? 'never' : 'nopan'}
      nodesFocusable={false}
      nodesConnectable={false}
      nodesDraggable={false}
      zIndexMode="manual"
      disableKeyboardA11y
      deleteKeyCode={null}
      multiSelectionKeyCode={['Shift', 'Meta', 'Control']}
      selectionMode={SelectionMode.Partial}
      panOnScroll
      zoomOnDoubleClick={false}
      proOptions={{ hideAttribution: false }}
      aria-label="Flow canvas"
      data-far={far === null ? undefined : far < ZOOM.small ? 'small' : 'near'}
      style={style}
    >
      <Dots />
      <PutPort />
      <OnTheFlow hook={hook} />
      <Far onFar={setFar} />
      {children}
    </ReactFlow>
  )
}

/**
 * Canvas with the cards of the flow, which can be panned and zoomed. Only this file uses React Flow's types.
 */
export const FlowCanvas = ({
  hook,
  children
}: {
  /** Label of the flow's start, such as its Event URL; by default it describes how the flow starts. */
  hook?: ReactNode
  children: ReactNode
}) => {
  const canvas = useCanvas()
  const area = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState<{ width: number; height: number } | null>(null)
  useEffect(() => {
    if (area.current === null) return
    const { width, height } = area.current.getBoundingClientRect()
    setSize({ width, height })
  }, [])
  useEffect(() => {
    // The attribution stays in sight, but is no stop of the Tab key between the cards.
    const link = area.current?.querySelector('.react-flow__attribution a')
    if (size !== null && link instanceof HTMLElement) link.tabIndex = -1
  }, [size])
  return (
    <div
      ref={area}
      data-canvas=""
      className="absolute inset-0 overflow-hidden bg-canvas select-none"
      onScrollCapture={event => {
        // To bring something into sight the browser scrolls the clipped boxes around it; here that has to be a pan.
        const { target } = event
        if (!(target instanceof HTMLElement) || target.querySelector('.react-flow__viewport') === null) return
        const { scrollLeft, scrollTop } = target
        if (scrollLeft === 0 && scrollTop === 0) return
        target.scrollTo(0, 0)
        if (!canvas.view.isRevealing) canvas.view.port?.panBy({ x: -scrollLeft, y: -scrollTop })
      }}
    >
      {size !== null && (
        <FlowArea size={size} hook={hook}>
          {children}
        </FlowArea>
      )}
    </div>
  )
}
