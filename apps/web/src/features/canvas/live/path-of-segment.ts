import type { Canvas } from '../canvas.ts'

/** Returns the line of a part of the rail; null where it is not drawn. */
export const pathOfSegment = (canvas: Canvas, segment: string): string | null => {
  const { frames } = canvas.drawing.getState().layout
  const [from = '', to = ''] = segment.split('->')
  const [a, b] = [frames.get(from), frames.get(to)]
  if (b === undefined) return null
  return a === undefined
    ? `M${b.x - 48} ${b.y + 26}H${b.x}`
    : `M${a.x + a.width} ${a.y + 26}L${b.x} ${b.y + 26}`
}
