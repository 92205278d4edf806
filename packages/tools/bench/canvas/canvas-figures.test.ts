import { expect, test } from 'vitest'
import { missedGoals } from '../../testing/missed-goals.ts'
import { canvasFiguresOf, canvasReportOf } from './canvas-figures.ts'

type Given = Parameters<typeof canvasFiguresOf>[0]

const even = Array.from({ length: 180 }, () => 16.7)
const uneven = Array.from({ length: 100 }, () => 30)
const small = { drag: even, pan: even, typing: [16, 16, 24], walking: [16, 24, 32], foreignCores: 0.1 }
const large = { presentMs: 600, drag: even, pan: even, foreignCores: 0.1 }
const bare = { ...large, presentMs: 500 }
const good: Given = {
  small: [small, small, small],
  large: { product: [large, large, large], reference: [bare, bare, bare] }
}
const missed = (params: Given): string[] => missedGoals(canvasFiguresOf(params))

test('a run within all bounds reaches every goal', () => {
  expect(missed(good)).toEqual([])
  expect(canvasFiguresOf(good).reached).toBe(true)
})

test('frames per second are computed from the total time of the frames', () => {
  expect(canvasFiguresOf(good).product.drag).toEqual({ perSecond: 59.8802, p95Ms: 16.7 })
})

test('one round on a busy machine does not decide', () => {
  const busy = { drag: uneven, pan: uneven, typing: [400], walking: [400], foreignCores: 1.5 }
  expect(missed({ ...good, small: [small, busy, small] })).toEqual([])
})

test('each missed goal is listed', () => {
  expect(missed({ ...good, small: [{ ...small, drag: uneven }] })).toEqual(['smallDrag'])
  expect(missed({ ...good, small: [{ ...small, pan: uneven }] })).toEqual(['smallPan'])
  expect(missed({ ...good, small: [{ ...small, typing: [16, 64] }] })).toEqual(['typing'])
  expect(missed({ ...good, small: [{ ...small, walking: [16, 64] }] })).toEqual(['walking'])
  const slow = { ...large, presentMs: 900, drag: uneven, pan: uneven }
  expect(missed({ ...good, large: { product: [slow], reference: [bare] } })).toEqual([
    'present',
    'largeDrag',
    'largePan'
  ])
})

test('the time until the canvas is shown is compared with the bare page of the same round', () => {
  const product = [300, 600, 1200].map(presentMs => ({ ...large, presentMs }))
  const reference = [300, 500, 600].map(presentMs => ({ ...large, presentMs }))
  expect(canvasFiguresOf({ ...good, large: { product, reference } }).presentRatio).toBe(1.2)
})

test('without measurements no goal is reached', () => {
  const { reached } = canvasFiguresOf({ small: [], large: { product: [], reference: [] } })
  expect(reached).toBe(false)
})

test('the table marks missed goals', () => {
  const size = 600
  expect(canvasReportOf(canvasFiguresOf(good), size)).not.toContain('MISSED')
  const figures = canvasFiguresOf({ ...good, small: [{ ...small, typing: [64] }] })
  expect(canvasReportOf(figures, size)).toContain('| a letter typed, p95 | ≤ 50 ms | 64 ms |  | MISSED |')
})

test('the table shows whether other processes disturbed the run', () => {
  const size = 600
  expect(canvasReportOf(canvasFiguresOf(good), size)).toContain('other processes took 0.10 cores at most')
  const busy = canvasFiguresOf({ ...good, small: [{ ...small, foreignCores: 1.2 }] })
  expect(canvasReportOf(busy, size)).toContain('DISTURBED: in 1 of 7 measurements')
})
