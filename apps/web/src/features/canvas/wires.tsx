import type { CardId, ValueType } from '@hookwright/model'
import { useId, useMemo } from 'react'
import { type Harness, harnessesOf } from './layout/harness.ts'
import { solidPartsOf } from './layout/solid-parts.ts'
import { wiresOf } from './layout/wires.ts'
import { useDrawing, useUiState } from './use-canvas.tsx'

/**
 * SVG path of a rectangle that is larger than any flow. The hidden areas are cut out of it to clip the wires.
 */
const ALL = 'M-1e6 -1e6h1e7v1e7h-1e7z'

const noCards: ReadonlySet<CardId> = new Set()

const kinds: ValueType['kind'][] = ['text', 'number', 'boolean', 'date', 'object', 'file', 'any']

const dotOf = ({ x, y }: { x: number; y: number }): string => `M${x - 3} ${y}a3 3 0 1 0 6 0a3 3 0 1 0-6 0z`

/** Number of wires that share a line, shown at the line's upper end. */
const Count = ({ harness: { top, strands } }: { harness: Harness }) => {
  const text = String(strands.length)
  const width = 12 + text.length * 7
  return (
    <g transform={`translate(${top.x} ${top.y})`} className="wire-count">
      <rect x={-width / 2} y={-9} width={width} height={18} rx={5} />
      <text y={4} textAnchor="middle">
        {text}
      </text>
    </g>
  )
}

/**
 * Wires of the selected or hovered cards, or of all cards.
 *
 * All wires between two cards share one line. The ends of each wire have the color of the value's type.
 */
export const Wires = () => {
  const cards = useDrawing(drawing => drawing.cards)
  const layout = useDrawing(drawing => drawing.layout)
  const chosen = useUiState(ui => ui.chosen)
  const pointed = useUiState(ui => ui.pointed)
  const all = useUiState(ui => ui.allWires)
  const uses = useUiState(ui => ui.uses)
  const clip = useId()
  const drawn = useMemo(() => {
    const near = pointed === null ? noCards : new Set([pointed])
    const only = all ? null : chosen.size > 0 ? chosen : near
    const wires = only === null || only.size > 0 ? wiresOf(cards, only) : []
    const harnesses = harnessesOf(wires, layout)
    const strands = harnesses.flatMap(harness => harness.strands)
    const solid = wires.length === 0 ? [] : solidPartsOf(cards)
    return {
      count: wires.length,
      // Where no block is in the flow, nothing has to be cut out, which spares the browser the work.
      hidden: solid.map(({ x, y, width, height }) => `M${x} ${y}h${width}v${height}h-${width}z`).join(''),
      trunks: harnesses.map(({ trunk }) => trunk).join(''),
      counted: harnesses.filter(harness => harness.strands.length > 1),
      byKind: kinds.flatMap(kind => {
        const own = strands.filter(({ wire }) => wire.type === kind)
        if (own.length === 0) return []
        const stubs = own.map(strand => strand.stubs).join('')
        return [{ kind, stubs, dots: own.map(({ dot }) => dotOf(dot)).join('') }]
      }),
      strands
    }
  }, [cards, layout, chosen, pointed, all])
  if (drawn.count === 0) return null
  const used = drawn.strands.filter(({ wire }) => uses.has(wire.place))
  return (
    <svg aria-hidden data-wires={all || chosen.size > 0 ? drawn.count : undefined} className="wires">
      {drawn.hidden !== '' && (
        <clipPath id={clip}>
          <path d={ALL + drawn.hidden} clipRule="evenodd" />
        </clipPath>
      )}
      <g clipPath={drawn.hidden === '' ? undefined : `url(#${clip})`}>
        {drawn.byKind.map(({ kind, stubs, dots }) => (
          <g key={kind} style={{ color: `var(--type-${kind})` }}>
            <path d={stubs} className="wire" />
            <path d={dots} className="wire-dot" />
          </g>
        ))}
        {/* Above the stubs, so that it has one colour. */}
        <path d={drawn.trunks} className="wire-trunk" />
        {used.map(({ wire, d }) => (
          <path
            key={wire.id}
            d={d}
            className="wire wire-used"
            style={{ color: `var(--type-${wire.type})` }}
          />
        ))}
        {drawn.counted.map(harness => (
          <Count key={`${harness.from} ${harness.to}`} harness={harness} />
        ))}
      </g>
    </svg>
  )
}
