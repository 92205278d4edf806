import type { RunMark } from '@hookwright/cards/views'
import { memo, type PointerEvent, useDeferredValue } from 'react'
import { useSight } from './react-flow.tsx'
import { useCanvas, useDrawing } from './use-canvas.tsx'

const WIDTH = 200
const HEIGHT = 96

type Tone = 'plain' | 'problem' | 'failed' | 'succeeded'

const tones: Tone[] = ['plain', 'problem', 'succeeded', 'failed']

const toneOf = (problems: number, run: RunMark | null): Tone => {
  if (run?.is === 'failed' || run?.is === 'succeeded') return run.is
  return problems > 0 ? 'problem' : 'plain'
}

const fills: Record<Tone, string> = {
  plain: 'fill-line-strong',
  problem: 'fill-err',
  failed: 'fill-err',
  succeeded: 'fill-ok'
}

/**
 * Small outlines of the cards. They are rendered again only when the drawing changes, not when the view
 * moves.
 */
const Shapes = memo(({ scale, top }: { scale: number; top: number }) => {
  const cards = useDrawing(drawing => drawing.cards)
  const paths: Record<Tone, string> = { plain: '', problem: '', failed: '', succeeded: '' }
  for (const { frame, problems, run } of cards.values()) {
    if (frame === null) continue
    const tone = toneOf(problems.length, run)
    const x = (frame.x * scale).toFixed(1)
    const y = (frame.y * scale + top).toFixed(1)
    const w = Math.max(1, frame.width * scale).toFixed(1)
    const h = Math.max(1, frame.height * scale).toFixed(1)
    paths[tone] += `M${x} ${y}h${w}v${h}h-${w}z`
  }
  return tones.map(tone => (
    <path key={tone} d={paths[tone]} className={fills[tone]} opacity={tone === 'plain' ? 0.55 : 0.9} />
  ))
})

/** Outline of the visible part of the flow on the mini map. */
const Sight = ({ scale, top }: { scale: number; top: number }) => {
  const sight = useSight()
  return (
    <rect
      x={sight.x * scale}
      y={sight.y * scale + top}
      width={Math.max(4, sight.width * scale)}
      height={Math.max(4, sight.height * scale)}
      className="fill-accent/10 stroke-accent"
    />
  )
}

/** Minimap of the whole flow, colored by card status. A press moves the view to that position. */
export const MiniMap = () => {
  const canvas = useCanvas()
  const width = useDrawing(drawing => drawing.layout.width)
  const height = useDrawing(drawing => drawing.layout.height)
  // A large flow is seen first, and then in small.
  const isDrawn = useDeferredValue(true, false)
  const scale = Math.min(WIDTH / Math.max(1, width), HEIGHT / Math.max(1, height))
  const top = (HEIGHT - height * scale) / 2

  const jump = (event: PointerEvent<SVGSVGElement>): void => {
    if (event.buttons !== 1) return
    const box = event.currentTarget.getBoundingClientRect()
    canvas.view.port?.centre({
      x: (event.clientX - box.left) / scale,
      y: (event.clientY - box.top - top) / scale
    })
  }

  return (
    <svg
      aria-hidden
      width={WIDTH}
      height={HEIGHT}
      className="absolute right-3 bottom-3 z-10 cursor-pointer rounded-s border border-line bg-surface shadow-1 max-md:hidden"
      onPointerDown={event => {
        event.currentTarget.setPointerCapture(event.pointerId)
        jump(event)
      }}
      onPointerMove={jump}
    >
      {isDrawn && <Shapes scale={scale} top={top} />}
      <Sight scale={scale} top={top} />
    </svg>
  )
}
