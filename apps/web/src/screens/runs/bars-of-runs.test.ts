import { MINUTE, SECOND } from '@hookwright/model'
import { expect, it } from 'vitest'
import { barsOfRuns, formatBars, formatRunMeasure } from './bars-of-runs.ts'

const NOON = Date.UTC(2026, 10, 24, 12)

const run = (at: number, over: Partial<Parameters<typeof barsOfRuns>[0][number]> = {}) => ({
  id: `00000000-0000-7000-8000-00000000000${at}`,
  kind: 'flow' as const,
  startedAt: NOON + at * 10 * SECOND,
  finishedAt: NOON + at * 10 * SECOND + at * 100,
  subject: null,
  flowName: 'Welcome',
  status: { is: 'succeeded' as const },
  ...over
})

const formatted = (rows: Parameters<typeof barsOfRuns>[0], isAll: boolean) =>
  formatBars(rows, isAll).replaceAll('\u00a0', ' ')

const drawn = (rows: Parameters<typeof barsOfRuns>[0], to = NOON + 5 * MINUTE) =>
  barsOfRuns(rows, to).filter(({ id }) => id !== null)

it('draws the runs on a time axis that ends now, each by its share of the longest duration', () => {
  const rows = [run(4), run(2, { subject: 'Ines Abara' }), run(1)]
  const bars = barsOfRuns(rows, NOON + 5 * MINUTE)
  expect(bars).toHaveLength(30)
  expect(bars[0]?.from).toBe(NOON + 10 * SECOND)
  expect(bars.at(-1)?.until).toBe(NOON + 5 * MINUTE + 10 * SECOND)
  expect(drawn(rows).map(({ share }) => share)).toEqual([0.25, 0.5, 1])
  expect(drawn(rows)[1]?.title).toMatch(/^..:..:20 · Ines Abara · 200 ms · succeeded$/)
})

it('draws runs of the same seconds as one bar, which shows the longest run and a failure of any', () => {
  const failed = run(2, {
    startedAt: NOON + 41 * SECOND,
    finishedAt: NOON + 41 * SECOND + 5,
    status: { is: 'failed' }
  })
  const bars = drawn([failed, run(4)])
  expect(bars).toMatchObject([{ id: run(4).id, is: 'failed', took: 400, share: 1 }])
  expect(bars[0]?.title).toMatch(/400 ms · succeeded · longest of 2 runs$/)
})

it('draws a run that has not ended, and no bar without runs of flows', () => {
  expect(drawn([run(5, { status: { is: 'running' }, finishedAt: null })])).toMatchObject([
    { is: 'running', took: null, share: 0 }
  ])
  expect(barsOfRuns([run(1, { kind: 'poll' })], NOON)).toEqual([])
})

it('describes failures and durations of the listed runs', () => {
  const failed = run(3, { status: { is: 'failed' } })
  const running = run(5, { status: { is: 'running' }, finishedAt: null })
  const rows = [running, run(4), failed, run(2), run(1)]
  expect(formatted(rows, true)).toBe('5 runs · 25% failed · median 200 ms, slowest 400 ms')
  expect(formatted(rows, false)).toMatch(/^Newest 5 runs · /)
  expect(formatted([running], true)).toBe('1 run')
})

it('counts registrations and polls as runs, without their durations', () => {
  const registration = run(9, { kind: 'registration' })
  const poll = run(8, { kind: 'poll' })
  expect(drawn([registration, run(1)])).toHaveLength(1)
  expect(formatted([registration, poll, run(2), run(1)], true)).toBe(
    '4 runs · none failed · 2 flow runs: duration 200 ms'
  )
  expect(formatted([registration], true)).toBe('1 run · none failed')
  expect(formatted([run(9, { kind: 'registration', status: { is: 'failed' } }), run(1)], true)).toMatch(
    / · 50% failed · /
  )
  expect(formatted([poll, run(1)], false)).toMatch(/^Newest 2 runs · /)
})

it('names the time of one bar, the runs that are measured and the longest of them', () => {
  const measured = (rows: Parameters<typeof barsOfRuns>[0]) =>
    formatRunMeasure(rows, barsOfRuns(rows, NOON + 5 * MINUTE))
  expect(measured([run(4), run(1)])).toBe('Longest run per 10 seconds · peak 400 ms')
  expect(measured([run(4), run(9, { kind: 'registration' })])).toBe(
    'Longest flow run per 10 seconds · peak 400 ms'
  )
  expect(measured([run(5, { status: { is: 'running' }, finishedAt: null })])).toBe(
    'Longest run per 10 seconds'
  )
})
