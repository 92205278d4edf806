import { expect, test } from 'vitest'
import { missedGoals } from '../../testing/missed-goals.ts'
import { runsFiguresOf, runsReportOf } from './runs-figures.ts'

type Round = Parameters<typeof runsFiguresOf>[0][number]

/** Returns a round for a test: a run starts every `every` ms, each `lag` ms after its delivery arrived. */
const round = (params: { every: number; lag?: number; count?: number }): Round => {
  const { every, lag = 1, count = 100 } = params
  const ran = Array.from({ length: count }, (_, index) => {
    const received = index * every
    return { received, started: received + lag, finished: received + lag + 25 }
  })
  return { accepted: count, failed: 0, ran }
}
const good = round({ every: 12 })
const missed = (rounds: Round[]): string[] => missedGoals(runsFiguresOf(rounds))

test('runs that keep up with their events reach every goal', () => {
  expect(missed([good, good, good])).toEqual([])
  expect(runsFiguresOf([good])).toMatchObject({ reached: true, lagP95Ms: 1, tookP50Ms: 25, ran: 100 })
})

test('each missed goal is listed, and marked in the table', () => {
  expect(missed([round({ every: 20 })])).toEqual(['perSecond'])
  expect(missed([round({ every: 1, lag: 5_001, count: 1_000 })])).toEqual(['lag'])
  expect(missed([{ ...good, accepted: 101 }])).toEqual(['all'])
  expect(missed([{ ...good, failed: 1 }])).toEqual(['all'])
  expect(runsReportOf(runsFiguresOf([round({ every: 20 })]))).toContain('MISSED')
})

test('without measurements no goal is reached', () => {
  expect(missed([])).toEqual(['perSecond', 'lag', 'all'])
})
