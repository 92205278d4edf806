import { describe, expect, test } from 'vitest'
import { dragOffsetOf, dropIndex } from './sorting.ts'

const spans = [
  { top: 0, height: 40 },
  { top: 48, height: 40 },
  { top: 96, height: 120 },
  { top: 224, height: 40 }
]

describe('a dragged item', () => {
  test.each([
    ['stays until it passes the middle of the next one', 0, 27, 0],
    ['takes the place of the next one', 0, 29, 1],
    ['passes a tall one at its middle', 0, 117, 2],
    ['stops at the end', 0, 9000, 3],
    ['goes up', 3, -70, 2],
    ['goes to the top', 3, -9000, 0],
    ['stays where it was', 2, 0, 2]
  ])('%s', (_, from, by, to) => {
    expect(dropIndex(spans, from, by)).toBe(to)
  })

  test('shifts the items between its old and its new place by its own height', () => {
    const ways = (from: number, to: number) => spans.map((_, index) => dragOffsetOf(spans, from, to, index))
    expect(ways(0, 2)).toEqual([0, -48, -48, 0])
    expect(ways(3, 1)).toEqual([0, 48, 48, 0])
    expect(ways(1, 1)).toEqual([0, 0, 0, 0])
  })
})
