import { expect, test } from 'vitest'
import type { Frame, Layout } from '../../features/canvas/layout/layout.ts'
import { heightOfDrawing } from './height-of-drawing.ts'

const frame: Frame = { x: 0, y: 0, width: 264, height: 500, depth: 0, gap: 44, tight: false, lanes: [] }
const layout = (width: number, frames: Frame[] = [frame]): Layout => ({
  frames: new Map(frames.map((each, index) => [`c${index}`, each])),
  gaps: [],
  width,
  height: 500
})
const size = { width: 900, height: 800 }

test('a drawing with fields has the height of its highest card', () => {
  expect(heightOfDrawing(layout(264), size)).toBe(72 + 500 + 60)
})

test('a zoomed-out drawing has the height of one row of cards', () => {
  expect(heightOfDrawing(layout(1188), size)).toBe(72 + 120 + 60)
})

test('a zoomed-out drawing keeps the height of a block', () => {
  const block = { ...frame, lanes: [{ block: 'b', x: 0, y: 0, width: 264, height: 400, joins: 0 }] }
  expect(heightOfDrawing(layout(1188, [block]), size)).toBeGreaterThan(72 + 300 + 60)
})

test('a drawing with a minimap has space for it below the cards', () => {
  const many = Array.from({ length: 40 }, () => frame)
  expect(heightOfDrawing(layout(40 * 308, many), size)).toBe(72 + 120 + 160)
})
