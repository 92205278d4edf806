import { expect, test } from 'vitest'
import { missedGoals } from '../../testing/missed-goals.ts'
import type { Measured, MeasuredLoad } from './measure-loads.ts'
import { figuresOf, reportOf } from './receiving-figures.ts'

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

const letter = { bodyFile: 'push.json', event: 'push', signature: 'sha256=0' }
const plan: MeasuredLoad['plan'] = {
  name: 'usual',
  what: '2.9 KB, flow on',
  letter,
  against: 'run',
  paused: false
}
const usual: MeasuredLoad = {
  plan,
  product: [round, round, round],
  reference: [reference, reference, reference]
}
const steady = { p50Ms: 2, p99Ms: 8 }
const ackRound = { product: steady, reference: steady, lags: [2, 3, 3, 4] }

const good: Given = {
  loads: [usual],
  acks: { rounds: [ackRound, ackRound], refused: 0, answers: 100 },
  rows: { stored: 2500, waiting: 0, succeeded: 2500 },
  coldMs: { product: [900, 400, 300], reference: [100, 120, 90] },
  idleMb: 100,
  connections: 64
}
const missed = (parts: Partial<Given>): string[] => missedGoals(figuresOf({ ...good, ...parts }))
const measured = (parts: Partial<Measured>): Partial<Given> => ({
  loads: [{ ...usual, product: usual.product.map(each => ({ ...each, ...parts })) }]
})
const acks = (parts: Partial<typeof ackRound>): Partial<Given> => ({
  acks: { ...good.acks, rounds: [{ ...ackRound, ...parts }] }
})

test('the ratio is the median over the rounds, each compared with the reference of the same round', () => {
  const product = [60, 100, 125].map(perSecond => ({ ...round, perSecond }))
  const [load] = figuresOf({ ...good, loads: [{ ...usual, product }] }).loads
  expect(load?.ratio).toEqual({ byRound: [0.48, 0.8, 1], median: 0.8 })
})

test('the CPU time of a delivery is a multiple of the reference', () => {
  expect(figuresOf({ ...good, ...measured({ cpuPerThousand: 0.09 }) }).loads[0]?.cpuRatio).toBe(1.8)
})

test('a good run reaches every goal, and each goal can be missed', () => {
  expect(figuresOf(good).reached).toBe(true)
  expect(missed({})).toEqual([])
  expect(missed(measured({ perSecond: 70 }))).toEqual(['usual'])
  expect(missed({ loads: [usual, { ...usual, plan: { ...plan, name: 'paused' } }] })).toEqual(['rows'])
  expect(missed(measured({ cpuPerThousand: 0.08 }))).toEqual(['cpu'])
  expect(missed(acks({ product: { p50Ms: 3.1, p99Ms: 8 } }))).toEqual(['ackP50'])
  expect(missed(acks({ product: { p50Ms: 2, p99Ms: 17 } }))).toEqual(['ackP99'])
  expect(missed(acks({ lags: [9, 9, 9, 9] }))).toEqual(['executed'])
  expect(missed({ coldMs: { ...good.coldMs, reference: [70, 70, 70] } })).toEqual(['coldStart'])
  expect(missed({ idleMb: 121 })).toEqual(['idle'])
  expect(missed(measured({ foreignCores: 2 }))).toEqual([])
})

test('the best round counts for answers at a steady rate', () => {
  const slow = { product: { p50Ms: 9, p99Ms: 90 }, reference: steady, lags: [50, 50] }
  expect(missed({ acks: { ...good.acks, rounds: [slow, ackRound, slow] } })).toEqual([])
})

test.each([
  ['too few are stored', { stored: 2499, waiting: 0, succeeded: 2499 }],
  ['more are stored than wrk can have left unheard', { stored: 3013, waiting: 0, succeeded: 3013 }],
  ['some still wait', { stored: 2500, waiting: 1, succeeded: 2499 }],
  ['some have no run that succeeded', { stored: 2500, waiting: 0, succeeded: 2499 }]
])('the rows are wrong when %s', (_, rows) => {
  expect(missed({ rows })).toEqual(['rows'])
})

test('a delivery whose answer wrk did not read may be stored', () => {
  expect(missed({ rows: { stored: 3012, waiting: 0, succeeded: 3012 } })).toEqual([])
})

test.each([{ non2xx: 1 }, { broken: 1 }, { failuresBefore: 1 }])(
  'one failed request in a round (%j) misses a goal',
  parts => {
    expect(missed(measured(parts))).toContain('non2xx')
  }
)

test('one refused request at a steady rate misses a goal', () => {
  expect(missed({ acks: { ...good.acks, refused: 1 } })).toContain('non2xx')
})

test('the report marks missed goals and rounds that other processes disturbed', () => {
  const quiet = reportOf(figuresOf(good))
  expect(quiet).not.toMatch(/MISSED|DISTURBED/)
  const report = reportOf(figuresOf({ ...good, ...measured({ foreignCores: 0.8 }), idleMb: 200 }))
  expect(report).toContain('| idle memory | ≤ 120 MB | 200 MB | MISSED |')
  expect(report).toContain('DISTURBED')
})
