import { expect, test } from 'vitest'
import { missedGoals } from '../../testing/missed-goals.ts'
import { liveFiguresOf, liveReportOf } from './live-figures.ts'

type Given = Parameters<typeof liveFiguresOf>[0]

const every = (millis: number): number[] => Array.from({ length: 40 }, (_, index) => index * millis)
/** Delays of the rows of nearly all deliveries, in milliseconds. */
const delays = [...Array.from({ length: 470 }, () => 90), 80, 120]
const usual = {
  sent: 500,
  seconds: 10,
  delays,
  tasks: [],
  told: every(100),
  foreignCores: 0.1
}
const fast = { ...usual, sent: 12_000, seconds: 6, tasks: [60, 120] }
const followed = { ...usual, sent: 400, seconds: 8, frames: 480, spanMs: 8_000 }
const good: Given = { usual: [usual, usual, usual], fast: [fast, fast, fast], followed: [followed] }
const missed = (params: Given): string[] => missedGoals(liveFiguresOf(params))

test('a run within all bounds reaches every goal', () => {
  expect(missed(good)).toEqual([])
  expect(liveFiguresOf(good)).toMatchObject({
    reached: true,
    usual: { rate: 50, seen: 0.944, rowP50Ms: 90, rowP95Ms: 90 },
    fast: { rate: 2_000, messagesPerSecond: 10, longestTaskMs: 120 }
  })
})

test('the best of the fast rounds counts, and the median of the others', () => {
  const busy = { ...fast, tasks: [900] }
  const late = { ...usual, delays: Array.from({ length: 480 }, () => 2_000) }
  expect(missed({ ...good, usual: [late, usual, usual], fast: [busy, busy, fast] })).toEqual([])
})

test('a fast round with too few events is not the best', () => {
  const idle = { ...fast, sent: 600, tasks: [] }
  expect(liveFiguresOf({ ...good, fast: [idle, fast] }).fast?.rate).toBe(2_000)
})

test('each missed goal is listed', () => {
  expect(missed({ ...good, usual: [{ ...usual, delays: usual.delays.map(() => 501) }] })).toEqual(['row'])
  expect(missed({ ...good, usual: [{ ...usual, delays: [90] }] })).toEqual(['seen'])
  expect(missed({ ...good, usual: [{ ...usual, seconds: 20 }] })).toEqual(['usualRate'])
  expect(missed({ ...good, fast: [{ ...fast, sent: 6_000 }] })).toEqual(['fastRate'])
  expect(missed({ ...good, fast: [{ ...fast, told: every(40) }] })).toEqual(['told'])
  expect(missed({ ...good, followed: [{ ...followed, frames: 400 }] })).toEqual(['followedFrames'])
  expect(missed({ ...good, followed: [{ ...followed, tasks: [80] }] })).toEqual(['followedTasks'])
  expect(missed({ ...good, followed: [{ ...followed, sent: 100 }] })).toEqual(['followedRate'])
  expect(missed({ ...good, fast: [{ ...fast, tasks: [201] }] })).toEqual(['tasks'])
})

test('without measurements no goal is reached', () => {
  expect(missed({ usual: [], fast: [], followed: [] })).toEqual([
    ...['seen', 'usualRate', 'row', 'fastRate', 'told', 'tasks'],
    ...['followedRate', 'followedFrames', 'followedTasks']
  ])
  expect(liveReportOf(liveFiguresOf({ usual: [], fast: [], followed: [] }))).toContain('nothing measured')
})

test('the table marks missed goals, and shows whether other processes disturbed the run', () => {
  expect(liveReportOf(liveFiguresOf(good))).not.toContain('MISSED')
  const figures = liveFiguresOf({ ...good, fast: [{ ...fast, tasks: [340], foreignCores: 1.2 }] })
  expect(liveReportOf(figures)).toContain('| the longest task of the page | ≤ 200 ms | 340 ms | MISSED |')
  expect(liveReportOf(figures)).toContain('DISTURBED: in 1 of 5 measurements')
})
