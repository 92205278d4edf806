import {
  heightOfRow,
  heightOfRows,
  type InputRow,
  measures,
  nameOfPlace,
  type OutputRow,
  type Row
} from '@hookwright/cards/views'
import {
  type Binding,
  type CardId,
  type FieldId,
  type Pill,
  type Problem,
  pillsOf,
  type ValueType
} from '@hookwright/model'
import type { DrawnCard } from '../drawing/drawn-card.ts'
import type { Frame } from './layout.ts'

/**
 * Line from a value to a field that uses it, in pixels at 100 % zoom. It is computed from the bindings and never
 * stored.
 */
export interface Wire {
  id: string
  from: CardId
  to: CardId
  fromX: number
  fromY: number
  toX: number
  toY: number
  /** Type of the value, which determines the wire's color. */
  type: ValueType['kind']
  /** Name of the target field. */
  place: string
}

interface Anchor {
  x: number
  y: number
  /** Type of the value, if known. */
  type?: ValueType['kind']
}

/**
 * Problem codes of a pill with a value that does not exist at this point. No wire is drawn for such a pill.
 */
const missing: ReadonlySet<Problem['code']> = new Set(['pill-gone', 'pill-order', 'pill-field'])

/** Returns the vertical center of the first line of each row. `top` is the top of the area with the rows. */
const middles = (rows: Row[], top: number): { row: Row; y: number }[] => {
  let y = top + measures.pad
  return rows.map(row => {
    const middle =
      row.kind !== 'input'
        ? y + measures.pill / 2
        : row.inline
          ? y + measures.inline / 2
          : y + measures.label + measures.control / 2
    y += heightOfRow(row)
    return { row, y: middle }
  })
}

/** Distance of an anchor at the header from the header's lower edge. It keeps a wire off the rail. */
const OFF_RAIL = 6

/** Returns the anchor of a value without a row: at the lower edge of the header, below the rail. */
const headAnchor = ({ x, y, width }: Frame, side: 'left' | 'right'): Anchor => ({
  x: side === 'left' ? x : x + width,
  y: y + measures.header - OFF_RAIL
})

/** Returns a row that fits: the row itself, or one that it hides as the heading of a folded section. */
const rowIn = <Found extends Row>(row: Row, fits: (row: Row) => row is Found): Found | undefined => {
  if (fits(row)) return row
  for (const hidden of (row.kind === 'section' && row.hides) || []) {
    const found = rowIn(hidden, fits)
    if (found !== undefined) return found
  }
  return undefined
}

const samePath = (one: Pill['path'], other: Pill['path']): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

/**
 * Returns the point where the wire of a value leaves its card.
 *
 * The wire starts at the pill of the value or of the nearest visible value that contains it, or at the
 * heading of the folded section with the pill. Without a pill it starts at the card's header.
 */
const leaves = (drawn: DrawnCard, pill: Pill): Anchor | null => {
  const { frame, rows, folded } = drawn
  if (frame === null) return null
  const isOfValue = (row: Row): row is OutputRow =>
    row.kind === 'output' &&
    row.port.id === pill.field &&
    samePath(row.path, pill.path.slice(0, row.path.length))
  const isBlock = frame.lanes.length > 0
  const foot = isBlock ? measures.header : frame.height - heightOfRows(rows.foot)
  // The options and inputs of a start card are outputs among its upper rows.
  const last = [
    ...(isBlock ? [] : middles(rows.head, frame.y + measures.header)),
    ...middles(rows.foot, frame.y + foot)
  ]
    .flatMap(({ row, y }) => {
      const found = rowIn(row, isOfValue)
      return found === undefined ? [] : [{ y, type: found.type.kind }]
    })
    .at(-1)
  if (last === undefined || folded) return { ...headAnchor(frame, 'right'), ...(last && { type: last.type }) }
  return { x: frame.x + frame.width, ...last }
}

/**
 * Returns the point where the wire of a value enters a card.
 *
 * It is at the field that uses the value, at the heading of the folded section with the field, or at the
 * header of a folded card.
 */
const enters = (drawn: DrawnCard, field: FieldId, block: FieldId | undefined): Anchor | null => {
  const { frame, rows, folded } = drawn
  if (frame === null) return null
  if (folded) return headAnchor(frame, 'left')
  const index = frame.lanes.findIndex(lane => lane.block === block)
  const lane = frame.lanes[index]
  const own = block === undefined ? rows.head : (rows.joins[index] ?? [])
  const top = block === undefined ? measures.header : (lane?.y ?? measures.header)
  const place = { card: drawn.card.id, field, ...(block === undefined ? {} : { block }) }
  const isField = (row: Row): row is InputRow =>
    row.kind === 'input' && nameOfPlace(row.at) === nameOfPlace(place)
  const x = lane === undefined ? frame.x : frame.x + lane.x + lane.width - lane.joins
  for (const { row, y } of middles(own, frame.y + top)) {
    const found = rowIn(row, isField)
    if (found !== undefined) return { x, y, type: found.port.type.kind }
  }
  return headAnchor(frame, 'left')
}

/**
 * Returns the wires of a flow. `only` limits them to the wires of some cards.
 *
 * A wire with both ends inside the same folded card is left out.
 */
export const wiresOf = (cards: ReadonlyMap<CardId, DrawnCard>, only: ReadonlySet<CardId> | null): Wire[] => {
  const wires: Wire[] = []
  const add = (drawn: DrawnCard, field: FieldId, binding: Binding, block: FieldId | undefined): void => {
    const isMissing = drawn.problems.some(
      problem => problem.field === field && problem.block === block && missing.has(problem.code)
    )
    if (isMissing) return
    for (const [index, pill] of pillsOf(binding).entries()) {
      const source = cards.get(pill.card)
      if (source === undefined) continue
      // What a card hands to a slot of its own does not leave the card.
      if (source === drawn && block === undefined) continue
      if (only !== null && !only.has(pill.card) && !only.has(drawn.card.id)) continue
      const from = leaves(source, pill)
      const to = enters(drawn, field, block)
      if (from === null || to === null) continue
      const place = nameOfPlace({ card: drawn.card.id, field, ...(block === undefined ? {} : { block }) })
      // What a value is at its field counts where its own type is open.
      const type = from.type === undefined || from.type === 'any' ? (to.type ?? 'any') : from.type
      wires.push({
        id: `${place} ${index}`,
        place,
        type,
        from: pill.card,
        to: drawn.card.id,
        fromX: from.x,
        fromY: from.y,
        toX: to.x,
        toY: to.y
      })
    }
  }
  for (const drawn of cards.values()) {
    for (const [field, binding] of Object.entries(drawn.card.inputs)) add(drawn, field, binding, undefined)
    for (const block of drawn.card.blocks ?? [])
      for (const [field, binding] of Object.entries(block.joins)) add(drawn, field, binding, block.id)
  }
  return wires
}
