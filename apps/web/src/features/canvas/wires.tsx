import { useId, useMemo } from 'react'
import { solidPartsOf } from './layout/solid-parts.ts'
import { type Wire, wiresOf } from './layout/wires.ts'
import { useDesk, useDrawing } from './use-canvas.tsx'

const LEAST_BEND = 40

/** A wire as a curve that leaves to the right and arrives from the left. */
const curveOf = ({ fromX, fromY, toX, toY }: Wire): string => {
  const bend = Math.max(LEAST_BEND, Math.abs(toX - fromX) / 2)
  return `M${fromX} ${fromY}C${fromX + bend} ${fromY} ${toX - bend} ${toY} ${toX} ${toY}`
}

/** Larger than any flow. */
const ALL = 'M-1e6 -1e6h1e7v1e7h-1e7z'

/** Wires of the chosen cards, or of all cards; drawn as lines in two elements. */
export const Wires = () => {
  const cards = useDrawing(drawing => drawing.cards)
  const chosen = useDesk(desk => desk.chosen)
  const all = useDesk(desk => desk.allWires)
  const clip = useId()
  const { plain, strong, hidden, count } = useMemo(() => {
    const wires = all || chosen.size > 0 ? wiresOf(cards, all ? null : chosen) : []
    const isStrong = (wire: Wire): boolean => chosen.has(wire.from) || chosen.has(wire.to)
    const solid = wires.length === 0 ? [] : solidPartsOf(cards)
    return {
      // Where no block is in the flow, nothing has to be cut out, which spares the browser the work.
      hidden: solid.map(({ x, y, width, height }) => `M${x} ${y}h${width}v${height}h-${width}z`).join(''),
      plain: wires
        .filter(wire => !isStrong(wire))
        .map(curveOf)
        .join(''),
      strong: wires.filter(isStrong).map(curveOf).join(''),
      count: wires.length
    }
  }, [cards, chosen, all])
  if (count === 0) return null
  return (
    <svg aria-hidden data-wires={count} className="wires">
      {hidden !== '' && (
        <clipPath id={clip}>
          <path d={ALL + hidden} clipRule="evenodd" />
        </clipPath>
      )}
      <g clipPath={hidden === '' ? undefined : `url(#${clip})`}>
        <path d={plain} className="wire" />
        <path d={strong} className="wire wire-chosen" />
      </g>
    </svg>
  )
}
