import { HOUR } from '@hookwright/model'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { alignEdges, type CountedRange, divideSpans } from './counted-ranges.ts'

/** Arbitrary successive ranges, some of which are not counted. */
const ranges = fc
  .array(fc.record({ length: fc.integer({ min: 1, max: 9 }), hour: fc.nat(6), isCounted: fc.boolean() }))
  .map(parts => {
    let next = 0
    const all = parts.map(({ length, hour, isCounted }) => {
      const first = next
      next += length
      return { first, next, hour: hour * HOUR, isCounted }
    })
    return all.filter(({ isCounted }) => isCounted)
  })

const edges = fc
  .array(fc.nat(60), { minLength: 2, maxLength: 8 })
  .map(rows => rows.toSorted((one, other) => one - other))

const spanOf = (rows: number[], row: number): number => rows.findLastIndex(edge => edge <= row)

it('divides time spans into counted ranges and remainders, without gaps or overlaps', () => {
  fc.assert(
    fc.property(edges, ranges, (rows, known) => {
      const { counted, rest } = divideSpans(rows, known)
      const parts = [...counted.map(({ first, next }) => ({ from: first, until: next })), ...rest].toSorted(
        (one, other) => one.from - other.from
      )
      const [begin = 0, end = 0] = [rows[0], rows.at(-1)]
      const covered = parts.flatMap(({ from, until }) =>
        Array.from({ length: until - from }, (_, at) => from + at)
      )
      expect(covered).toEqual(Array.from({ length: end - begin }, (_, at) => begin + at))
      for (const { first, next } of counted) expect(spanOf(rows, next - 1)).toBe(spanOf(rows, first))
      // Whatever may be taken from the counts is.
      const isWithin = ({ first, next }: CountedRange) =>
        first >= begin && next <= end && spanOf(rows, next - 1) === spanOf(rows, first)
      expect(counted).toEqual(known.filter(isWithin))
    })
  )
})

it('aligns the ends of ranges with full hours and keeps their order', () => {
  const range = (hour: number, first: number): CountedRange => ({
    first,
    next: first + 10,
    hour: hour * HOUR
  })
  const known = [range(1, 10), range(1, 20), range(2, 30)]
  expect(alignEdges([11, 29, 41], [HOUR, 2 * HOUR, 3 * HOUR], known)).toEqual([10, 30, 41])
  expect(alignEdges([11, 29, 29], [HOUR, 2 * HOUR, 3 * HOUR], known)).toEqual([10, 30, 30])
})
