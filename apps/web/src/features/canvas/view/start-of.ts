import type { Layout } from '../layout/layout.ts'

const LEFT = 48
const TOP = 32

/** Returns the initial viewport of a flow: 100 %, with the first cards in sight. */
export const startOf = (
  layout: Layout,
  size: { width: number; height: number }
): { x: number; y: number; zoom: number } => {
  const first = [...layout.frames.values()].filter(frame => frame.x < size.width)
  const tallest = Math.max(0, ...first.map(frame => frame.y + frame.height))
  const room = size.width - layout.width
  return {
    zoom: 1,
    x: room > 2 * LEFT ? Math.min(room / 2, 2 * LEFT) : LEFT,
    y: Math.max(TOP, Math.min((size.height - tallest) / 2.4, size.height / 5))
  }
}
