import { expect, test } from 'vitest'
import { missedGoals } from '../../testing/missed-goals.ts'
import { scrollFiguresOf, scrollReportOf } from './scroll-figures.ts'

const round = {
  firstPaintMs: 400,
  firstRowMs: 700,
  blankMs: 34,
  frames: 300,
  blankFrames: 2,
  rows: 900,
  searchMs: 120
}
const missed = (rounds: (typeof round)[]): string[] => missedGoals(scrollFiguresOf(rounds))

test('the best round decides, and each goal by itself', () => {
  expect(missed([round])).toEqual([])
  expect(missed([{ ...round, blankMs: 140 }, round])).toEqual([])
  expect(missed([{ ...round, blankMs: 140 }])).toEqual(['blank'])
  expect(missed([{ ...round, firstPaintMs: 1_000, searchMs: 500 }])).toEqual(['firstPaint', 'search'])
})

test('the report says which goal was missed', () => {
  expect(scrollReportOf(scrollFiguresOf([round]))).not.toContain('MISSED')
  expect(scrollReportOf(scrollFiguresOf([{ ...round, searchMs: 900 }]))).toContain('900 ms (900 ms) | MISSED')
})
