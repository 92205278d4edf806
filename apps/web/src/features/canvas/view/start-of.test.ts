import { expect, test } from 'vitest'
import type { Layout } from '../layout/layout.ts'
import { startOf } from './start-of.ts'
import { revealing } from './view.ts'

const layoutOf = (widths: number[], height: number): Layout => {
  let x = 0
  const frames = new Map(
    widths.map((width, index) => {
      const frame = { x, y: 0, width, height, depth: 0, lanes: [] }
      x += width + 56
      return [`c${index}`, frame] as const
    })
  )
  return { frames, gaps: [], width: x - 56, height }
}
const size = { width: 1000, height: 800 }

test('a flow that fits starts near the left edge, with room above', () => {
  const start = startOf(layoutOf([280, 280], 200), size)
  expect(start).toEqual({ zoom: 1, x: 96, y: 160 })
})

test('a flow that does not fit starts with its first card in sight', () => {
  expect(startOf(layoutOf(Array(50).fill(280), 2000), size)).toEqual({ zoom: 1, x: 48, y: 32 })
})

test('a card is moved into sight by as little as that takes, and not at all when it is there', () => {
  const frame = { x: 1000, y: 100, width: 280, height: 200 }
  const now = { x: 0, y: 0, zoom: 1 }
  const moved = revealing(now, frame, size)
  expect(moved).toEqual({ x: -440, y: 0, zoom: 1 })
  expect(revealing(moved, frame, size)).toEqual(moved)
  expect(revealing(now, { ...frame, width: 2000 }, size).x).toBe(-960)
})
