import type { CardId } from '@hookwright/model'
import { useMemo } from 'react'
import type { Drawing } from './drawing/drawing.ts'
import { zOfRail } from './layers.ts'
import { type Rail as RailOfFlow, type RailSegment, railOf } from './layout/rail.ts'
import type { RailState } from './ui-state/canvas-ui.ts'
import { useCanvas, useDrawing, useUiState } from './use-canvas.tsx'

/** Cache of rails by layout, so that components share one computed rail. */
const known = new WeakMap<Drawing['layout'], RailOfFlow>()

/** Returns the rail of a drawing, the same object for the same layout. */
export const railOfDrawing = ({ layout, flow, cards }: Drawing): RailOfFlow => {
  const rail = known.get(layout) ?? railOf(layout, flow, (id: CardId) => cards.get(id)?.spec.returns === null)
  known.set(layout, rail)
  return rail
}

/** Returns true for a rail segment that the displayed run did not take. */
const isPassedBy = ({ lane, to }: RailSegment, cards: Drawing['cards']): boolean => {
  if (lane === null) return to !== null && cards.get(to)?.run?.is === 'not-reached'
  const holder = cards.get(lane.card)?.card
  const strip = holder?.blocks?.find(({ id }) => id === lane.block)?.strip ?? []
  const runOf = (id: CardId | undefined): string | undefined => cards.get(id ?? '')?.run?.is
  if (strip.length > 0) return runOf(strip[0]) === 'not-reached'
  // An empty lane was passed by where another lane was taken.
  return (holder?.blocks ?? []).some(({ strip: [first] }) => {
    const run = runOf(first)
    return run !== undefined && run !== 'not-reached'
  })
}

/** Run states of cards that the run has reached. */
const reached = new Set(['succeeded', 'failed', 'stopped', 'waiting', 'running'])

/** Returns true for a rail segment that the displayed run took. */
const isTaken = ({ lane, from, to }: RailSegment, cards: Drawing['cards']): boolean => {
  const runOf = (id: CardId | null): string => cards.get(id ?? '')?.run?.is ?? ''
  // Behind the last card of a strip the run went on only if that succeeded.
  return to === null || to === lane?.card ? runOf(from) === 'succeeded' : reached.has(runOf(to))
}

const headOf = ({ head }: RailSegment): string =>
  head === null ? '' : `M${head.x - 7} ${head.y - 4.5}l7 4.5-7 4.5z`
const ringOf = ({ ring }: RailSegment): string =>
  ring === null ? '' : `M${ring.x - 3} ${ring.y}a3 3 0 1 0 6 0a3 3 0 1 0-6 0z`

/**
 * Returns the SVG paths for the “+” at the start of each lane: the backgrounds and the plus signs.
 *
 * They are drawn above the rail. The real buttons belong to their card and are therefore below the rail.
 */
const addsOf = (rail: RailOfFlow, depth: number): { grounds: string; signs: string } => {
  const at = rail.flatMap(segment => (segment.depth === depth && segment.add ? [segment.add] : []))
  return {
    grounds: at.map(({ x, y }) => `M${x - 10} ${y}a10 10 0 1 0 20 0a10 10 0 1 0-20 0z`).join(''),
    signs: at.map(({ x, y }) => `M${x - 4} ${y}h8M${x} ${y - 4}v8`).join('')
  }
}

/** Drawing order of segment styles. Segments that a run took are drawn last, on top. */
const order = ['dim', 'rest', 'done', 'live'] as const

/**
 * Rail of the flow, with one element per nesting depth, below the cards of that depth.
 *
 * All segments of the same style share one path, so that rendering a long flow costs no more than a short
 * one.
 */
export const Rail = () => {
  const rail = useDrawing(railOfDrawing)
  const cards = useDrawing(({ cards }) => cards)
  const states = useUiState(ui => ui.rail)
  // The run that is played draws its own way; that of the last one would lie ahead of it.
  const isPlayed = useUiState(ui => ui.playedRun !== null)
  const { readOnly } = useCanvas()
  const layers = useMemo(() => {
    const stateOf = (segment: RailSegment): RailState | 'rest' =>
      states.get(segment.id) ??
      (isPlayed ? 'rest' : isPassedBy(segment, cards) ? 'dim' : isTaken(segment, cards) ? 'done' : 'rest')
    // Nothing follows the last card where nothing can be added.
    const drawn = readOnly ? rail.filter(({ to }) => to !== null) : rail
    const deepest = Math.max(0, ...drawn.map(({ depth }) => depth))
    return Array.from({ length: deepest + 1 }, (_, depth) => ({
      depth,
      adds: readOnly ? null : addsOf(rail, depth),
      paths: order.flatMap(state => {
        const segments = drawn.filter(segment => segment.depth === depth && stateOf(segment) === state)
        if (segments.length === 0) return []
        return [
          {
            state,
            line: segments.map(({ d, open }) => (readOnly ? d : (open ?? d))).join(''),
            heads: segments.map(headOf).join(''),
            rings: segments.map(ringOf).join('')
          }
        ]
      })
    }))
  }, [rail, cards, states, isPlayed, readOnly])
  return layers.map(({ depth, paths, adds }) => (
    <svg key={depth} aria-hidden data-rail={depth} className="rail" style={{ zIndex: zOfRail(depth) }}>
      {paths.map(({ state, line, heads, rings }) => (
        <g key={state} data-state={state}>
          <path d={line} className="rail-line" />
          <path d={heads} className="rail-head" />
          <path d={rings} className="rail-ring" />
        </g>
      ))}
      {adds !== null && adds.grounds !== '' && (
        <>
          <path d={adds.grounds} className="rail-add" />
          <path d={adds.signs} className="rail-add-sign" />
        </>
      )}
    </svg>
  ))
}
