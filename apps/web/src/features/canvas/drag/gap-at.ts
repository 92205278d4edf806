import { type CardId, cardOf, type Flow, withInner } from '@hookwright/model'
import type { Gap, Layout } from '../layout/layout.ts'
import type { CanvasPoint } from '../view/view.ts'

/** Maximum vertical distance of a point from the top-level strip at which it selects a gap, in pixels. */
const REACH = 240

const depthOf = (layout: Layout, gap: Gap): number =>
  gap.strip === null ? -1 : (layout.frames.get(gap.strip.card)?.depth ?? 0)

/**
 * Returns the gap nearest to a point, in the innermost block around the point; otherwise in the top-level
 * strip.
 *
 * `null` if the point is too far above or below that strip. Gaps inside the moved cards are excluded.
 */
export const gapAt = (
  flow: Flow,
  layout: Layout,
  point: CanvasPoint,
  moved: ReadonlySet<CardId>
): Gap | null => {
  const inside = new Set([...moved].filter(id => cardOf(flow, id)).flatMap(id => withInner(flow, id)))
  const open = layout.gaps.filter(gap => gap.strip === null || !inside.has(gap.strip.card))
  const inBlock = open.filter(gap => {
    if (gap.strip === null) return false
    const frame = layout.frames.get(gap.strip.card)
    const lane = frame?.lanes.find(candidate => candidate.block === gap.strip?.block)
    if (frame === undefined || lane === undefined) return false
    const x = point.x - frame.x - lane.x
    const y = point.y - frame.y - lane.y
    return x >= 0 && x <= lane.width - lane.joins && y >= 0 && y <= lane.height
  })
  const deepest = Math.max(...inBlock.map(gap => depthOf(layout, gap)))
  const near = inBlock.filter(gap => depthOf(layout, gap) === deepest)
  const candidates = near.length > 0 ? near : open.filter(gap => gap.strip === null)
  const isNear = (gap: Gap): boolean =>
    gap.strip !== null || (point.y >= gap.y - REACH && point.y <= gap.y + gap.height + REACH)
  return (
    candidates
      .filter(isNear)
      .toSorted((one, other) => Math.abs(one.x - point.x) - Math.abs(other.x - point.x))[0] ?? null
  )
}
