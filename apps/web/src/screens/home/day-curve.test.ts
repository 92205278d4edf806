import fc from 'fast-check'
import { expect, it } from 'vitest'
import { curveOf, endOfScale, spansOf } from './day-curve.ts'

const none = { failed: 0, open: 0, succeeded: 0, filtered: 0, refused: 0, duplicate: 0 }

it('adds up all events of a span', () => {
  const counts = [{ ...none, failed: 1, succeeded: 2, duplicate: 1 }, none]
  expect(spansOf({ edges: [10, 20, 30], counts })).toEqual([
    { from: 10, until: 20, all: 4, failed: 1 },
    { from: 20, until: 30, all: 0, failed: 0 }
  ])
})

it.each([
  [0, 1],
  [1, 1],
  [3, 3],
  [7, 8],
  [9, 10],
  [11, 12],
  [450, 500],
  [5_001, 6_000]
])('ends the scale of values up to %d at %d', (most, end) => expect(endOfScale(most)).toBe(end))

/** Heights of the points of a path: those of its ends and of the points that bend it. */
const heightsIn = (path: string): number[] => [...path.matchAll(/,(-?[\d.]+)/g)].map(([, y]) => Number(y))

it('goes through all points, and between two of them leaves their heights nowhere', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 60 }), values => {
      const heights = heightsIn(curveOf(values))
      values.forEach((value, at) => {
        expect(heights[3 * at]).toBe(value)
        if (at === 0) return
        const before = values[at - 1] ?? 0
        for (const bend of heights.slice(3 * at - 2, 3 * at)) {
          expect(bend).toBeGreaterThanOrEqual(Math.min(before, value) - 0.01)
          expect(bend).toBeLessThanOrEqual(Math.max(before, value) + 0.01)
        }
      })
    })
  )
})
