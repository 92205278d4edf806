import { type RefObject, useImperativeHandle, useRef } from 'react'
import { createPortal } from 'react-dom'
import type { Sight } from './sight.ts'

/** Length of the tail of the comet (the light that moves along the rail), in pixels. */
const TAIL = 40

/** Draws the comet at its position in one animation frame. */
export type DrawComet = (at: Sight['comet']) => void

/**
 * Light that moves along the rail to the card that runs next, while a run is animated.
 *
 * Animation frames move it without React.
 */
export const Comet = ({
  into,
  pathOf,
  draw
}: {
  /** Container element that moves with the flow. */
  into: Element
  /** Returns the SVG path of a rail segment; null if the segment is not drawn. */
  pathOf: (segment: string) => string | null
  draw: RefObject<DrawComet | null>
}) => {
  const trail = useRef<SVGPathElement>(null)
  const tail = useRef<SVGPathElement>(null)
  const head = useRef<SVGGElement>(null)
  const root = useRef<SVGSVGElement>(null)
  useImperativeHandle(draw, () => {
    let drawn: { segment: string; length: number } | null = null
    return at => {
      if (root.current === null || trail.current === null || tail.current === null) return
      const isSame = at?.segment === drawn?.segment
      if (!isSame) {
        const d = at === null ? null : pathOf(at.segment)
        root.current.style.opacity = d === null ? '0' : '1'
        drawn = null
        if (at === null || d === null) return
        for (const path of [trail.current, tail.current]) path.setAttribute('d', d)
        const length = trail.current.getTotalLength()
        drawn = { segment: at.segment, length }
        trail.current.style.strokeDasharray = `${length} ${length}`
        tail.current.style.strokeDasharray = `${TAIL} ${length + TAIL}`
      }
      if (at === null || drawn === null) return
      const run = drawn.length * at.share
      trail.current.style.strokeDashoffset = `${drawn.length - run}`
      tail.current.style.strokeDashoffset = `${TAIL - run}`
      const { x, y } = trail.current.getPointAtLength(run)
      if (head.current !== null) head.current.style.transform = `translate(${x}px, ${y}px)`
    }
  }, [pathOf])
  return createPortal(
    <svg ref={root} aria-hidden className="live-comet" style={{ opacity: 0 }}>
      <path ref={trail} />
      <path ref={tail} />
      <g ref={head}>
        <circle r={10} />
        <circle r={4.5} />
      </g>
    </svg>,
    into
  )
}
