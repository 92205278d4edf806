import type { Canvas } from '../canvas.ts'
import { railOfDrawing } from '../rail.tsx'

/** Returns the line of a part of the rail; null where it is not drawn. */
export const pathOfSegment = (canvas: Canvas, segment: string): string | null =>
  railOfDrawing(canvas.drawing.getState()).find(({ id }) => id === segment)?.d ?? null
