import { expect, test } from 'vitest'
import type { Measured } from '../receiving/measure-loads.ts'
import { figuresOf, reportOf } from './versions-figures.ts'

const round: Measured = {
  answers: 600,
  non2xx: 0,
  broken: 0,
  seconds: 6,
  p50Ms: 4,
  p99Ms: 20,
  answersBefore: 200,
  failuresBefore: 0,
  perSecond: 100,
  drainMs: 0,
  cpuPerThousand: 0.05,
  peakMb: 150,
  foreignCores: 0
}

test('a version is compared round by round, so that a machine that slows down changes nothing', () => {
  const speeds = [100, 50, 25]
  const beforeRounds = speeds.map(perSecond => ({ ...round, perSecond, cpuPerThousand: 4 / perSecond }))
  const nowRounds = speeds.map(perSecond => ({
    ...round,
    perSecond: perSecond * 1.1,
    cpuPerThousand: 3 / perSecond
  }))
  const figures = figuresOf({ before: 'v1', beforeRounds, nowRounds })
  expect(figures).toMatchObject({ rate: 1.1, cpu: 0.75, failures: 0, reached: true })
  expect(reportOf(figures)).toContain('| rate to v1, median of the rounds | ≥ 0.95 × | 1.100 × | reached |')
})

test('a slower version, more CPU and a refused request each miss a goal', () => {
  const goalsOf = (now: Partial<Measured>) =>
    figuresOf({ before: 'v1', beforeRounds: [round], nowRounds: [{ ...round, ...now }] }).goals
  expect(goalsOf({ perSecond: 94 })).toEqual({ rate: false, cpu: true, failures: true })
  expect(goalsOf({ cpuPerThousand: 0.053 })).toEqual({ rate: true, cpu: false, failures: true })
  expect(goalsOf({ failuresBefore: 1 })).toEqual({ rate: true, cpu: true, failures: false })
  expect(goalsOf({ perSecond: 95, cpuPerThousand: 0.0525 })).toEqual({
    rate: true,
    cpu: true,
    failures: true
  })
})
