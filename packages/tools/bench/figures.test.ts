import { expect, test } from 'vitest'
import { figuresOf } from './figures.mjs'
import type { Measured } from './measure-round.mjs'
import { reportOf } from './report.mjs'

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
const reference = { ...round, perSecond: 125 }
type Given = Parameters<typeof figuresOf>[0]

const good: Given = {
  measured: { product: [round, round, round], reference: [reference, reference, reference] },
  rows: { stored: 2400, waiting: 0, succeeded: 2400 },
  coldMs: [900, 400, 300],
  idleMb: 100,
  connections: 64
}
const missed = (parts: Partial<Given>): string[] =>
  Object.entries(figuresOf({ ...good, ...parts }).goals)
    .filter(([, reached]) => !reached)
    .map(([goal]) => goal)
const measured = (parts: Partial<Measured>): Partial<Given> => ({
  measured: { ...good.measured, product: good.measured.product.map(each => ({ ...each, ...parts })) }
})

test('the ratio is the median of the rounds, each to the reference of the same round', () => {
  const product = [60, 100, 125].map(perSecond => ({ ...round, perSecond }))
  const { ratio } = figuresOf({ ...good, measured: { ...good.measured, product } })
  expect(ratio).toEqual({ byRound: [0.48, 0.8, 1], median: 0.8, sustained: 0.8 })
})

test('the CPU time of a delivery is told in times of the reference', () => {
  expect(figuresOf({ ...good, ...measured({ cpuPerThousand: 0.09 }) }).cpuRatio).toBe(1.8)
})

test('work that is left when the load ends lowers the sustained ratio', () => {
  expect(figuresOf({ ...good, ...measured({ drainMs: 6000 }) }).ratio).toMatchObject({
    median: 0.8,
    sustained: 0.4
  })
})

test('a good run reaches every goal, and each goal can be missed', () => {
  expect(figuresOf(good).reached).toBe(true)
  expect(missed({})).toEqual([])
  expect(missed(measured({ perSecond: 70 }))).toEqual(['ratio'])
  expect(missed({ coldMs: [1200, 1300, 300] })).toEqual(['coldStart'])
  expect(missed({ idleMb: 131 })).toEqual(['idle'])
  expect(missed(measured({ foreignCores: 2 }))).toEqual([])
})

test.each([
  ['too few are stored', { stored: 2399, waiting: 0, succeeded: 2399 }],
  ['more are stored than wrk can have left unheard', { stored: 2785, waiting: 0, succeeded: 2785 }],
  ['some still wait', { stored: 2400, waiting: 1, succeeded: 2399 }],
  ['some have no run that succeeded', { stored: 2400, waiting: 0, succeeded: 2399 }]
])('the rows are wrong when %s', (_, rows) => {
  expect(missed({ rows })).toEqual(['rows'])
})

test('what wrk did not hear may be stored', () => {
  expect(missed({ rows: { stored: 2784, waiting: 0, succeeded: 2784 } })).toEqual([])
})

test.each([{ non2xx: 1 }, { broken: 1 }, { failuresBefore: 1 }])(
  'one request that failed in a round (%j) misses a goal',
  parts => {
    expect(missed(measured(parts))).toContain('non2xx')
  }
)

test('the report says which goal was missed and when others disturbed the machine', () => {
  const quiet = reportOf(figuresOf(good))
  expect(quiet).not.toMatch(/MISSED|DISTURBED/)
  const report = reportOf(figuresOf({ ...good, ...measured({ foreignCores: 0.8 }), idleMb: 200 }))
  expect(report).toContain('| idle memory | ≤ 130 MB | 200 MB | MISSED |')
  expect(report).toContain('DISTURBED')
})
