import { expect, test } from 'vitest'
import { newcomerFiguresOf, newcomerReportOf, type Way } from './newcomer-figures.ts'

const step = { name: 'load the sample', ms: 1_000, clicks: 4 }
const way: Way = {
  builtAtMs: 8_000,
  startedAtMs: 9_000,
  steps: [step, step, step],
  cpuSeconds: 14,
  foreignCores: 0.1
}

test('a newcomer who needs fifteen seconds and twelve clicks reaches both goals', () => {
  const figures = newcomerFiguresOf([{ ...way, startedAtMs: 12_000 }])
  expect(figures).toMatchObject({ seconds: 15, clicks: 12, reached: true })
  expect(newcomerReportOf(figures)).not.toContain('MISSED')
  expect(newcomerReportOf(figures)).toContain('It took 14.0 s of CPU time')
})

test('the quickest round counts', () => {
  const slow = { ...way, startedAtMs: 60_000, foreignCores: 2 }
  const figures = newcomerFiguresOf([slow, way, slow])
  expect(figures).toMatchObject({ seconds: 12, secondsByWay: [63, 12, 63], foreignCores: 0.1 })
})

test('one click or a moment too many misses the goal, and the report says which', () => {
  const clicks = newcomerFiguresOf([{ ...way, steps: [{ ...step, clicks: 13 }] }])
  expect(clicks).toMatchObject({ reached: false, goals: { seconds: true, clicks: false } })
  expect(newcomerReportOf(clicks)).toContain('| clicks | ≤ 12 | 13 | MISSED |')
  const late = newcomerFiguresOf([{ ...way, startedAtMs: 12_001 }])
  expect(late).toMatchObject({ reached: false, goals: { seconds: false, clicks: true } })
})

test('the report says when other processes were in the way', () => {
  expect(newcomerReportOf(newcomerFiguresOf([{ ...way, foreignCores: 1.5 }]))).toContain(
    'DISTURBED: other processes took 1.50 cores'
  )
})
