import { measures } from '@hookwright/cards/views'
import { type CardId, cardOf, type FieldId, type Flow } from '@hookwright/model'
import type { Frame, Layout } from './layout.ts'

/** Radius of all bends of the rail (the line that connects the cards), in pixels. */
const BEND = 8
/** Distance between a spine (a vertical line of the rail in a lane) and the lane's edge, in pixels. */
export const SPINE = 12
/** Vertical distance of the rail from the top of a card, in pixels. */
export const RAIL_Y = measures.header / 2
/**
 * Measures of the line from the start label to the first card, in pixels.
 *
 * `label` is the height of the label, `above` its distance from the card, and `out` the horizontal offset.
 */
export const HOOK = { label: 24, above: 28, out: 16 } as const
/**
 * Gap in the rail of an empty lane, which leaves space for the “Add card” button. `from` and `to` are
 * horizontal positions in pixels.
 */
const ADD = { from: 24, to: 128 } as const
/**
 * Vertical distance from the “+” at the start of a lane down to the rail of the lane's first card, in pixels.
 */
export const FIRST_ADD = 28

/** A point on the canvas, in pixels at 100 %. */
interface Point {
  x: number
  y: number
}

/**
 * Segment of the rail between two stops.
 *
 * Its id is `from->to`: two cards, `start->card` before the first card, `card->end` after the last card, or
 * `card/block->card` for an empty lane. In a lane the rail leads from the block card to the first card, and
 * from the last card back to the block card.
 */
export interface RailSegment {
  id: string
  /** Card where the segment starts; null for the segment before the first card. */
  from: CardId | null
  /** Card where the segment ends; null for the segment after the last card. */
  to: CardId | null
  /** Lane that the segment enters, passes through or leaves; null on the top level. */
  lane: { card: CardId; block: FieldId } | null
  /** SVG path in the direction of execution. */
  d: string
  /** SVG path in an empty lane, interrupted for the “Add card” button. */
  open?: string
  /** Center of the “+” at the start of a lane. It is drawn above the lines of other lanes. */
  add?: Point
  /** Center of the small circle at the start of the segment; null if a card draws it. */
  ring: Point | null
  /** Position of the arrowhead's tip; null for none. */
  head: Point | null
  /** Nesting depth: the number of enclosing block cards. */
  depth: number
}

/** Line that connects the cards of a flow, in the order of execution. */
export type Rail = RailSegment[]

interface Span {
  from: CardId
  frame: Frame
  lane: Frame['lanes'][number]
  strip: CardId[]
}

const leftOf = (frame: Frame): Point => ({ x: frame.x, y: frame.y + RAIL_Y })
const rightOf = (frame: Frame): Point => ({ x: frame.x + frame.width, y: frame.y + RAIL_Y })

const hookOf = (to: CardId, frame: Frame): RailSegment => {
  const end = leftOf(frame)
  const top = frame.y - HOOK.above - HOOK.label / 2
  return {
    id: `start->${to}`,
    from: null,
    to,
    lane: null,
    d: `M${end.x} ${top}h${BEND - HOOK.out}a${BEND} ${BEND} 0 0 0 -${BEND} ${BEND}V${end.y - BEND}a${BEND} ${BEND} 0 0 0 ${BEND} ${BEND}H${end.x}`,
    ring: null,
    head: end,
    depth: frame.depth
  }
}

const betweenOf = (from: CardId, a: Frame, to: CardId, b: Frame, lane: RailSegment['lane']): RailSegment => {
  const end = leftOf(b)
  const start = rightOf(a)
  return {
    id: `${from}->${to}`,
    from,
    to,
    lane,
    d: `M${start.x} ${start.y}H${end.x}`,
    ring: null,
    head: end,
    depth: a.depth
  }
}

/**
 * Returns the spines of a lane: the vertical lines where the rail leaves and re-enters the header of the
 * block card.
 */
const spinesOf = ({ frame, lane }: Pick<Span, 'frame' | 'lane'>): { down: Point; up: Point } => {
  const y = frame.y + measures.header
  const left = frame.x + lane.x
  return { down: { x: left + SPINE, y }, up: { x: left + lane.width - lane.joins - SPINE, y } }
}

const emptyLaneOf = (span: Span): RailSegment => {
  const { from, frame, lane } = span
  const { down, up } = spinesOf(span)
  const y = frame.y + lane.y + measures.laneLabel + measures.lanePad + measures.emptyLane / 2
  const left = frame.x + lane.x
  return {
    id: `${from}/${lane.block}->${from}`,
    from,
    to: from,
    lane: { card: from, block: lane.block },
    d: `M${down.x} ${down.y}V${y - BEND}a${BEND} ${BEND} 0 0 0 ${BEND} ${BEND}H${up.x - BEND}a${BEND} ${BEND} 0 0 0 ${BEND} -${BEND}V${up.y}`,
    open:
      `M${down.x} ${down.y}V${y - BEND}a${BEND} ${BEND} 0 0 0 ${BEND} ${BEND}H${left + ADD.from}` +
      `M${left + ADD.to} ${y}H${up.x - BEND}a${BEND} ${BEND} 0 0 0 ${BEND} -${BEND}V${up.y}`,
    ring: down,
    head: null,
    depth: frame.depth + 1
  }
}

const laneOf = (span: Span, frames: Layout['frames']): RailSegment[] => {
  const { from, frame, lane, strip } = span
  const [first] = strip
  const last = strip.at(-1)
  const firstFrame = first === undefined ? undefined : frames.get(first)
  const lastFrame = last === undefined ? undefined : frames.get(last)
  if (first === undefined || last === undefined || firstFrame === undefined || lastFrame === undefined)
    return [emptyLaneOf(span)]
  const { down, up } = spinesOf(span)
  const into = leftOf(firstFrame)
  const out = rightOf(lastFrame)
  const at = { card: from, block: lane.block }
  return [
    {
      id: `${from}->${first}`,
      from,
      to: first,
      lane: at,
      d: `M${down.x} ${down.y}V${into.y - BEND}a${BEND} ${BEND} 0 0 0 ${BEND} ${BEND}H${into.x}`,
      add: { x: down.x, y: into.y - FIRST_ADD },
      ring: down,
      head: into,
      depth: frame.depth + 1
    },
    ...stripOf(strip, frames, at),
    {
      id: `${last}->${from}`,
      from: last,
      to: from,
      lane: at,
      d: `M${out.x} ${out.y}H${up.x - BEND}a${BEND} ${BEND} 0 0 0 ${BEND} -${BEND}V${up.y}`,
      ring: up,
      head: null,
      depth: frame.depth + 1
    }
  ]
}

const stripOf = (strip: CardId[], frames: Layout['frames'], lane: RailSegment['lane']): RailSegment[] =>
  strip.slice(1).flatMap((to, index) => {
    const from = strip[index]
    const a = from === undefined ? undefined : frames.get(from)
    const b = frames.get(to)
    return from === undefined || a === undefined || b === undefined ? [] : [betweenOf(from, a, to, b, lane)]
  })

/**
 * Computes the rail of a flow from the layout of its cards. Pure function.
 *
 * The rail leads from the start label through the cards, into the lanes and back. Cards inside a folded card
 * have no rail. `goesOn` returns false for a card that must be the last one.
 */
export const railOf = (
  { frames }: Pick<Layout, 'frames'>,
  flow: Flow,
  goesOn: (card: CardId) => boolean = () => true
): Rail => {
  const [first] = flow.strip
  const start = first === undefined ? undefined : frames.get(first)
  const last = flow.strip.at(-1)
  const end = last === undefined ? undefined : frames.get(last)
  const lanes = [...frames].flatMap(([id, frame]) =>
    frame.lanes.flatMap((lane, index) =>
      laneOf({ from: id, frame, lane, strip: cardOf(flow, id)?.blocks?.[index]?.strip ?? [] }, frames)
    )
  )
  return [
    ...(first === undefined || start === undefined ? [] : [hookOf(first, start)]),
    ...stripOf(flow.strip, frames, null),
    ...lanes,
    ...(last === undefined || end === undefined || !goesOn(last)
      ? []
      : [
          {
            id: `${last}->end`,
            from: last,
            to: null,
            lane: null,
            d: `M${rightOf(end).x} ${rightOf(end).y}h${end.gap / 2}`,
            ring: null,
            head: null,
            depth: 0
          }
        ])
  ]
}
