import { expect, test } from 'vitest'
import { cornerOfBar, opening, revealing } from './view.ts'

const size = { width: 1000, height: 800 }
const flow = { width: 3000 }

test('a card is scrolled into view by the shortest distance, and not at all when it is visible', () => {
  const frame = { x: 1000, y: 100, width: 280, height: 200 }
  const now = { x: 0, y: 0, zoom: 1 }
  const moved = revealing(now, frame, size, flow)
  expect(moved).toEqual({ x: -440, y: 0, zoom: 1 })
  expect(revealing(moved, frame, size, flow)).toEqual(moved)
  expect(revealing(now, { ...frame, width: 2000 }, size, flow).x).toBe(-974)
})

test('the view keeps space for the button after the last card', () => {
  const frame = { x: 1000, y: 100, width: 280, height: 200 }
  const now = { x: 0, y: 0, zoom: 1 }
  expect(revealing(now, frame, size, { width: 1280 })).toEqual({ x: -320, y: 0, zoom: 1 })
})

test('the view keeps space for the toolbar above a card', () => {
  const frame = { x: 100, y: 20, width: 280, height: 200 }
  expect(revealing({ x: 0, y: 0, zoom: 1 }, frame, size, flow)).toEqual({ x: 0, y: 28, zoom: 1 })
})

test('a flow opens as a whole, with fields at a readable zoom and without them below it', () => {
  expect(opening({ width: 600, height: 400 }, null, size)).toEqual({ x: 26, y: 72, zoom: 1 })
  expect(opening({ width: 1000, height: 400 }, null, size)).toEqual({ x: 26, y: 72, zoom: 0.95 })
  expect(opening({ width: 600, height: 4000 }, null, size).zoom).toBe(0.86)
  expect(opening({ width: 1300, height: 400 }, null, size).zoom).toBeLessThan(0.7)
  expect(opening({ width: 1900, height: 4000 }, null, size)).toEqual({ x: 26, y: 72, zoom: 0.5 })
})

test('a flow too long to fit opens at the given card', () => {
  const long = { width: 4000, height: 2000 }
  const first = { x: 0, y: 0, width: 264, height: 500 }
  expect(opening(long, first, size)).toEqual({ x: 26, y: 72, zoom: 0.45 })
  const last = { ...first, x: 4000 - 264 }
  expect(opening(long, last, size)).toEqual({ x: 1000 - 24 - 1800, y: 72, zoom: 0.45 })
  const low = { x: 2000, y: 1500, width: 264, height: 300 }
  expect(opening(long, low, size).y).toBeLessThan(72)
})

test('the view bar is at the right, or at the left when it would cover a card only at the right', () => {
  const at = (frames: { x: number; height: number }[]) =>
    cornerOfBar(
      {
        width: 600,
        height: Math.max(...frames.map(({ height }) => height)),
        frames: new Map(
          frames.map(({ x, height }, index) => [String(index), { x, y: 0, width: 264, height }])
        )
      },
      { width: 1200, height: 800 }
    )
  expect(at([{ x: 0, height: 400 }])).toBe('right')
  expect(at([{ x: 0, height: 1000 }])).toBe('right')
  expect(at([{ x: 800, height: 1000 }])).toBe('left')
  const both = [
    { x: 0, height: 1000 },
    { x: 800, height: 1000 }
  ]
  expect(at(both)).toBe('right')
})
