import type { CardId } from '@hookwright/model'
import type { Frame, Layout } from './layout.ts'
import type { Wire } from './wires.ts'

/**
 * Radius of a line's bends, in pixels. `DOT` is the distance from the field to the dot at the end of the
 * line.
 */
const BEND = 8
const DOT = 7
/**
 * Distance of a trunk (a line that several mappings share) below the cards that it passes, in pixels.
 *
 * `APART` is the distance between adjacent trunks.
 */
const BELOW = 16
const APART = 8

/** Line of one mapping within a `Harness`, from the output to the dot at the mapped field. */
export interface HarnessLine {
  wire: Wire
  /** Complete line, drawn on hover. */
  d: string
  /** Both end sections of the line: from the output to the shared trunk, and from the trunk to the dot. */
  stubs: string
  dot: { x: number; y: number }
}

/** Bundle of all mapping lines from one card to another, drawn as one trunk line that splits at both ends. */
export interface Harness {
  from: CardId
  to: CardId
  strands: HarnessLine[]
  trunk: string
  /** Upper end of the trunk, where the label with the number of wires is placed. */
  top: { x: number; y: number }
}

type Point = [x: number, y: number]

/** Returns a right-angled path through points, with rounded corners. */
export const roundedLine = (points: Point[]): string => {
  const [first, ...rest] = points
  if (first === undefined) return ''
  let d = `M${first[0]} ${first[1]}`
  let [x, y] = first
  for (const [index, [nextX, nextY]] of rest.entries()) {
    const after = rest[index + 1]
    if (after === undefined) {
      d += `L${nextX} ${nextY}`
      break
    }
    const into = Math.hypot(nextX - x, nextY - y)
    const out = Math.hypot(after[0] - nextX, after[1] - nextY)
    const bend = Math.min(BEND, into / 2, out / 2)
    const at = (from: Point, length: number): string =>
      length === 0
        ? `${nextX} ${nextY}`
        : `${nextX + ((from[0] - nextX) / length) * bend} ${nextY + ((from[1] - nextY) / length) * bend}`
    d += `L${at([x, y], into)}Q${nextX} ${nextY} ${at(after, out)}`
    x = nextX
    y = nextY
  }
  return d
}

/**
 * Returns the bottom edge of the lowest card between `left` and `right`; null if there is none. Cards that
 * contain the target are ignored.
 */
const floorOf = (frames: Layout['frames'], left: number, right: number, target: Frame): number | null => {
  let floor: number | null = null
  for (const frame of frames.values()) {
    const isAround =
      frame.x < target.x && target.x + target.width < frame.x + frame.width && frame.y < target.y
    if (isAround || frame.x > right || frame.x + frame.width < left) continue
    floor = Math.max(floor ?? Number.NEGATIVE_INFINITY, frame.y + frame.height)
  }
  return floor
}

/**
 * Returns the ends of the vertical part of a trunk: above its horizontal part, below it, or on both sides.
 * @param ys heights of the wires that the part connects
 */
const endsAround = (ys: number[], floor: number): number[] => {
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)]
  return [...(top < floor ? [top + BEND] : []), ...(bottom > floor ? [bottom - BEND] : [])]
}

/**
 * Bundles wires: those between the same two cards share one trunk line, in the gap before the target card.
 */
export const harnessesOf = (wires: readonly Wire[], { frames }: Pick<Layout, 'frames'>): Harness[] => {
  const pairs = new Map<string, Wire[]>()
  for (const wire of wires) {
    const key = `${wire.from} ${wire.to}`
    const list = pairs.get(key)
    if (list === undefined) pairs.set(key, [wire])
    else list.push(wire)
  }
  const passing = new Map<number, number>()
  /** Returns the horizontal offset of a new trunk line from the other trunks in the same gap. */
  const beside = (x: number): number => {
    const count = passing.get(x) ?? 0
    passing.set(x, count + 1)
    return count === 0 ? 0 : (count % 2 === 1 ? 1 : -1) * Math.ceil(count / 2) * APART
  }
  return [...pairs.values()].flatMap((list): Harness[] => {
    const [first] = list
    if (first === undefined) return []
    const source = frames.get(first.from)
    const target = frames.get(first.to)
    if (source === undefined || target === undefined) return []
    const left = Math.min(...list.map(wire => wire.fromX))
    const right = Math.min(...list.map(wire => wire.toX))
    const room = right - left
    const isNear = room > 0 && room <= 2 * Math.max(source.gap, 48)
    const down = isNear ? left + room / 2 : left + Math.min(source.gap / 2, 24)
    const up = isNear ? down : right - 24
    const lowest = isNear ? null : floorOf(frames, Math.min(down, up), Math.max(down, up), target)
    // With nothing to pass, the trunk stands before the card that takes the values.
    const before = lowest === null ? up : down
    const shift = beside(before)
    const x = before + shift
    const ends = list.flatMap(wire => [wire.fromY, wire.toY])
    if (lowest === null)
      return [
        {
          from: first.from,
          to: first.to,
          strands: list.map(wire =>
            strandOf(wire, [
              [x, wire.fromY],
              [x, wire.toY]
            ])
          ),
          trunk: `M${x} ${Math.min(...ends) + BEND}V${Math.max(Math.min(...ends) + BEND, Math.max(...ends) - BEND)}`,
          top: { x, y: Math.min(...ends) }
        }
      ]
    const floor = lowest + BELOW + (Math.abs(shift) / APART) * 6
    const rise = up + beside(up)
    const [start = floor, ...alsoStart] = endsAround(
      list.map(wire => wire.fromY),
      floor
    )
    const [end = floor, ...alsoEnd] = endsAround(
      list.map(wire => wire.toY),
      floor
    )
    return [
      {
        from: first.from,
        to: first.to,
        strands: list.map(wire =>
          strandOf(wire, [
            [x, wire.fromY],
            [x, floor],
            [rise, floor],
            [rise, wire.toY]
          ])
        ),
        trunk: [
          roundedLine([
            [x, start],
            [x, floor],
            [rise, floor],
            [rise, end]
          ]),
          ...alsoStart.map(y => `M${x} ${floor}V${y}`),
          ...alsoEnd.map(y => `M${rise} ${floor}V${y}`)
        ].join(''),
        top: { x: rise, y: Math.min(...list.map(wire => wire.toY)) }
      }
    ]
  })
}

const strandOf = (wire: Wire, way: Point[]): HarnessLine => {
  const start: Point = [wire.fromX, wire.fromY]
  const end: Point = [wire.toX - DOT, wire.toY]
  const [first] = way
  const second = way[1]
  const last = way.at(-1)
  const before = way.at(-2)
  const stub = (from: Point, corner: Point | undefined, toward: Point | undefined): string => {
    if (corner === undefined || toward === undefined) return ''
    const reach = Math.min(2 * BEND, Math.abs(toward[1] - corner[1]) / 2)
    return roundedLine([from, corner, [corner[0], corner[1] + Math.sign(toward[1] - corner[1]) * reach]])
  }
  return {
    wire,
    d: roundedLine([start, ...way, end]),
    stubs: stub(start, first, second) + stub(end, last, before),
    dot: { x: end[0], y: end[1] }
  }
}
