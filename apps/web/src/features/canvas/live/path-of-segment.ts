import type { Canvas } from '../canvas.ts'
import { railOfDrawing } from '../rail.tsx'

/** Returns the SVG path of a rail segment; null if the segment is not drawn. */
export const pathOfSegment = (canvas: Canvas, segment: string): string | null =>
  railOfDrawing(canvas.drawing.getState()).find(({ id }) => id === segment)?.d ?? null
