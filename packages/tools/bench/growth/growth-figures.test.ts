import { expect, test } from 'vitest'
import { missedGoals } from '../../testing/missed-goals.ts'
import { growthFiguresOf, growthReportOf } from './growth-figures.ts'

const read = { p50Ms: 4, p99Ms: 10, refused: 0 }
const same = { small: [read, read, read], large: [read, read, read] }
type Given = Parameters<typeof growthFiguresOf>[0]
const good: Given = {
  reads: { first: same, deep: same, one: same, runs: same, deepRuns: same },
  coldMs: { product: [400, 500], reference: [100, 110] }
}
const missed = (parts: Partial<Given>): string[] => missedGoals(growthFiguresOf({ ...good, ...parts }))

test('a page may take a quarter longer with a large history, compared round by round', () => {
  const slower = (factor: number) => ({ ...same, large: [read, read, read].map(scaled(factor)) })
  expect(missed({})).toEqual([])
  expect(missed({ reads: { ...good.reads, deep: slower(1.2) } })).toEqual([])
  expect(missed({ reads: { ...good.reads, deep: slower(1.3) } })).toEqual(['deep'])
})

test('a round that is slow with and without the history does not count', () => {
  const disturbed = { small: [read, scaled(5)(read), read], large: [read, scaled(5)(read), read] }
  expect(missed({ reads: { ...good.reads, first: disturbed } })).toEqual([])
})

test('a slow start and a read that was refused miss their goals', () => {
  expect(missed({ coldMs: { ...good.coldMs, product: [600, 600] } })).toEqual(['coldStart'])
  const refused = { ...same, small: [{ ...read, refused: 1 }, read, read] }
  expect(missed({ reads: { ...good.reads, one: refused } })).toEqual(['refused'])
})

test('the report says which goal was missed', () => {
  expect(growthReportOf(growthFiguresOf(good))).not.toContain('MISSED')
  const slow = { ...good, coldMs: { ...good.coldMs, product: [600, 600] } }
  expect(growthReportOf(growthFiguresOf(slow))).toContain('5.71 × | MISSED')
})

function scaled(factor: number) {
  return (one: typeof read) => ({ ...one, p99Ms: one.p99Ms * factor })
}
