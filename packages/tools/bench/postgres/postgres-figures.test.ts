import { expect, test } from 'vitest'
import { missedGoals } from '../../testing/missed-goals.ts'
import { postgresFiguresOf, postgresReportOf } from './postgres-figures.ts'

type Given = Parameters<typeof postgresFiguresOf>[0]

const received = (perSecond: number, more = {}) => ({
  ...{ answers: perSecond * 5, non2xx: 0, broken: 0, seconds: 5, p50Ms: 4, p99Ms: 20 },
  ...{ perSecond, drainMs: 0, foreignCores: 0.1, ...more }
})
const five = <Measured>(measured: Measured): Measured[] => Array.from({ length: 5 }, () => measured)
const compared = (product: number, reference: number, more = {}) => ({
  product: five(received(product, more)),
  reference: five(received(reference))
})
const ack = (p95Ms: number) => five({ p50Ms: 2, p95Ms, refused: 0 })
const ran = (perSecond: number, succeeded = 200) => [{ sent: 200, succeeded, perSecond }]
const receiving: Given['receiving'] = {
  on: compared(600, 2_000),
  paused: compared(1_000, 2_000),
  acks: { product: ack(12), reference: ack(5) },
  rows: { stored: 15_100, answered: 15_000, succeeded: 15_100 }
}
const processes: Given['processes'] = { 1: ran(19), 2: ran(38), 4: ran(72) }
const good: Given = { receiving, processes }
const missed = (given: Given): string[] => missedGoals(postgresFiguresOf(given))
const missedWith = (more: Partial<Given['receiving']>) =>
  missed({ ...good, receiving: { ...receiving, ...more } })

test('a run within all bounds reaches every goal', () => {
  expect(missed(good)).toEqual([])
  expect(postgresFiguresOf(good)).toMatchObject({
    ...{ reached: true, on: { ratio: 0.3 }, paused: { ratio: 0.5 }, ack: { ratio: 2.4 } },
    runs: { one: 19, two: 38, four: 72 }
  })
})

test('each missed goal is listed, and marked in the table', () => {
  expect(missedWith({ paused: compared(800, 2_000) })).toEqual(['paused'])
  expect(missedWith({ on: compared(400, 2_000) })).toEqual(['on'])
  expect(missedWith({ on: compared(600, 2_000, { non2xx: 1 }) })).toEqual(['non2xx'])
  expect(missedWith({ acks: { product: ack(16), reference: ack(5) } })).toEqual(['ackP95'])
  expect(missedWith({ rows: { stored: 15_100, answered: 15_101, succeeded: 15_100 } })).toEqual(['rows'])
  expect(missedWith({ rows: { stored: 15_100, answered: 15_000, succeeded: 15_099 } })).toEqual(['rows'])
  expect(missed({ ...good, processes: { ...processes, 2: ran(35) } })).toEqual(['two'])
  expect(missed({ ...good, processes: { ...processes, 4: ran(60) } })).toEqual(['four'])
  expect(missed({ ...good, processes: { ...processes, 4: ran(72, 199) } })).toEqual(['runs'])
  const report = postgresReportOf(postgresFiguresOf({ ...good, processes: { ...processes, 4: ran(60) } }))
  expect(report).toMatch(/four processes.*MISSED/)
})

test('the median of the rounds counts', () => {
  const odd = { product: [...five(received(600)).slice(1), received(10)], reference: five(received(2_000)) }
  expect(missedWith({ on: odd })).toEqual([])
})
