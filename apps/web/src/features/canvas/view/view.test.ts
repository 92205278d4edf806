import { expect, test } from 'vitest'
import { revealing } from './view.ts'

const size = { width: 1000, height: 800 }

test('a card is moved into sight by as little as that takes, and not at all when it is there', () => {
  const frame = { x: 1000, y: 100, width: 280, height: 200 }
  const now = { x: 0, y: 0, zoom: 1 }
  const moved = revealing(now, frame, size)
  expect(moved).toEqual({ x: -440, y: 0, zoom: 1 })
  expect(revealing(moved, frame, size)).toEqual(moved)
  expect(revealing(now, { ...frame, width: 2000 }, size).x).toBe(-960)
})
