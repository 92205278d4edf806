import { type Lane, measures } from '@hookwright/cards/views'
import { type CardId, cardOf, type Flow, type StripAt } from '@hookwright/model'

/** Sizes of a card's parts, used to lay it out. */
export interface CardParts {
  folded: boolean
  head: number
  foot: number
  /** True for a block card whose outputs are folded to a narrow column. */
  foldsFoot?: boolean
  /** Heights of the join inputs, by block. */
  joins: number[]
  /** True for a card with a long form. The card and the gaps next to it are wider. */
  wide?: boolean
}

/** Position and size of a card on the canvas, in pixels at 100 %. */
export interface Frame {
  x: number
  y: number
  width: number
  height: number
  /** Nesting depth: the number of enclosing block cards. */
  depth: number
  /** Distance to the next card. After the last card, twice the distance to the "+" button. */
  gap: number
  /**
   * True for the last card of a lane. It is followed only by the space for the line back to the block card.
   */
  tight: boolean
  lanes: Lane[]
}

/**
 * Position where a card can be inserted: between two cards, at an end of the flow or of a block, or in an
 * empty block.
 *
 * While a card is dragged, its insertion line is shown here.
 */
export interface Gap {
  strip: StripAt
  index: number
  x: number
  y: number
  height: number
}

/** Layout of a flow. Frames are in card order and omit cards inside a folded card. */
export interface Layout {
  frames: Map<CardId, Frame>
  gaps: Gap[]
  width: number
  height: number
}

interface Box {
  width: number
  height: number
  lanes: Lane[]
}

/** Space at each end of a lane for the vertical line of the rail (the spine), in pixels. */
const END = 24
const EMPTY = 168

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0)

/**
 * Computes the position of every card from the flow and the card sizes. Pure function.
 *
 * Cards of a strip are laid out from left to right. A block card encloses the cards inside it.
 */
export const layoutOf = (flow: Flow, partsOf: (id: CardId) => CardParts): Layout => {
  const boxes = new Map<CardId, Box>()

  /** Returns the distance between a card and the next one in the flow or in its block. */
  const gapOf = (card: CardId, next: CardId | undefined): number => {
    const isBesideWide = next !== undefined && (partsOf(card).wide || partsOf(next).wide)
    return isBesideWide ? measures.wideGap : measures.gap
  }

  const stripSize = (strip: CardId[]): { width: number; height: number } => {
    const sizes = strip.map(boxOf)
    return {
      width:
        sum(sizes.map(box => box.width)) + sum(strip.slice(0, -1).map((id, at) => gapOf(id, strip[at + 1]))),
      height: Math.max(0, ...sizes.map(box => box.height))
    }
  }

  const lanesOf = (id: CardId, parts: CardParts): Lane[] => {
    const x = parts.head > 0 ? measures.blockHead : 0
    const joinColumn = parts.joins.some(height => height > 0) ? measures.joinColumn : 0
    const lanes = (cardOf(flow, id)?.blocks ?? []).map((block, index) => {
      const strip = stripSize(block.strip)
      const stripWidth = block.strip.length === 0 ? EMPTY : strip.width + 2 * END
      const stripHeight = Math.max(measures.emptyLane, strip.height) + 2 * measures.lanePad
      const height = measures.laneLabel + Math.max(stripHeight, parts.joins[index] ?? 0)
      return { block: block.id, x, y: 0, width: stripWidth + joinColumn, height, joins: joinColumn }
    })
    const width = Math.max(...lanes.map(lane => lane.width))
    let y: number = measures.header
    return lanes.map(lane => {
      const placed = { ...lane, y, width }
      y += lane.height
      return placed
    })
  }

  const measure = (id: CardId): Box => {
    const parts = partsOf(id)
    const width = parts.wide ? measures.wideCard : measures.card
    if (parts.folded) return { width, height: measures.header, lanes: [] }
    if ((cardOf(flow, id)?.blocks ?? []).length === 0)
      return { width, height: measures.header + parts.head + parts.foot, lanes: [] }
    const lanes = lanesOf(id, parts)
    const inner = sum(lanes.map(lane => lane.height))
    const body = Math.max(parts.head, inner, parts.foot)
    const last = lanes.at(-1)
    const [first] = lanes
    if (last !== undefined) last.height += body - inner
    return {
      width:
        (first?.x ?? 0) +
        (first?.width ?? 0) +
        (parts.foot > 0 ? (parts.foldsFoot ? measures.foldedColumn : measures.outputColumn) : 0),
      height: measures.header + body,
      lanes
    }
  }

  const boxOf = (id: CardId): Box => {
    const known = boxes.get(id)
    if (known !== undefined) return known
    const box = measure(id)
    boxes.set(id, box)
    return box
  }

  const frames = new Map<CardId, Frame>()
  const gaps: Gap[] = []

  const place = (
    strip: CardId[],
    at: StripAt,
    { left, right, y, depth }: { left: number; right: number; y: number; depth: number }
  ): void => {
    let x = left
    let gap: number = measures.gap
    const height = strip.length === 0 ? measures.emptyLane : stripSize(strip).height
    for (const [index, id] of strip.entries()) {
      const box = boxOf(id)
      gaps.push({ strip: at, index, x: x - gap / 2, y, height })
      gap = gapOf(id, strip[index + 1])
      const tight = index === strip.length - 1 && right - x - box.width < measures.gap
      frames.set(id, { x, y, ...box, depth, gap, tight })
      for (const [nth, lane] of box.lanes.entries()) {
        const inner = cardOf(flow, id)?.blocks?.[nth]?.strip ?? []
        const top = y + lane.y + measures.laneLabel + measures.lanePad
        const right = x + lane.x + lane.width - lane.joins
        const room = { left: x + lane.x + END, right, y: top, depth: depth + 1 }
        place(inner, { card: id, block: lane.block }, room)
      }
      x += box.width + gap
    }
    gaps.push({ strip: at, index: strip.length, x: x - gap / 2, y, height })
  }

  place(flow.strip, null, { left: 0, right: Number.POSITIVE_INFINITY, y: 0, depth: 0 })
  return { frames, gaps, ...stripSize(flow.strip) }
}
