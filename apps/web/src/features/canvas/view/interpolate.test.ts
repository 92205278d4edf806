import { expect, test } from 'vitest'
import { interpolate, interpolateZoom } from './interpolate.ts'

test('a movement goes straight from one part of the flow to another', () => {
  const move = interpolateZoom([0, 100, 1_000], [200, 300, 500])
  expect(move(0)).toEqual([0, 100, 1_000])
  expect(move(0.5)).toEqual([100, 200, 750])
  expect(move(1)).toEqual([200, 300, 500])
  expect(interpolate([0, 0, 1], [2, 2, 1])(0.5)).toEqual([1, 1, 1])
})
