import type { Layout } from '../layout/layout.ts'

const LEFT = 48
const LEAST_ZOOM = 0.6

/**
 * How a flow is looked at first: whole where it can be read so, else from its start at 100 %, its first cards in the
 * middle of the height.
 */
export const startOf = (
  layout: Layout,
  size: { width: number; height: number }
): { x: number; y: number; zoom: number } => {
  const zoom = Math.min(1, (size.width - 2 * LEFT) / layout.width, (size.height - 2 * LEFT) / layout.height)
  if (layout.frames.size > 0 && zoom >= LEAST_ZOOM) {
    const width = layout.width * zoom
    const height = layout.height * zoom
    return {
      zoom,
      x: Math.min(LEFT * 2, (size.width - width) / 2),
      y: Math.max(LEFT, (size.height - height) / 2.4)
    }
  }
  const first = [...layout.frames.values()].filter(frame => frame.x < size.width)
  const tallest = Math.max(0, ...first.map(frame => frame.y + frame.height))
  return { zoom: 1, x: LEFT, y: Math.max(32, (size.height - tallest) / 2.4) }
}
