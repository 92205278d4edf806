import { expect, test } from 'vitest'
import { followTo, isWholeInSight } from './following.ts'

const view = { x: 0, y: 0, width: 1_000, height: 600 }

test('a card in the middle of the view is not scrolled', () => {
  expect(followTo({ x: 200, y: 72, width: 264, height: 52 }, view)).toBeNull()
})

test('a card at the edge of the view or outside is centred', () => {
  expect(followTo({ x: 800, y: 72, width: 264, height: 52 }, view)).toMatchObject({ x: 932 })
  expect(followTo({ x: 2_000, y: 72, width: 264, height: 52 }, view)).toMatchObject({ x: 2_132 })
})

test('a card wider than the view is visible when its start is', () => {
  expect(followTo({ x: 100, y: 72, width: 2_000, height: 52 }, view)).toBeNull()
})

test('no following is needed while the whole flow is visible', () => {
  const last = { x: 720, y: 72, width: 264, height: 52 }
  expect(followTo(last, view)).not.toBeNull()
  expect(isWholeInSight({ width: 984 }, last, view)).toBe(true)
  expect(isWholeInSight({ width: 1_200 }, last, view)).toBe(false)
  expect(isWholeInSight({ width: 984 }, last, { ...view, x: 40 })).toBe(false)
  expect(isWholeInSight({ width: 984 }, { ...last, y: 700 }, view)).toBe(false)
})
