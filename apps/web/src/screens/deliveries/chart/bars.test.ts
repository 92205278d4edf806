import { DAY, HOUR, MINUTE, SECOND } from '@hookwright/model'
import { expect, test } from 'vitest'
import {
  barParts,
  barsOf,
  failedShare,
  formatMeasure,
  formatPercent,
  formatSummary,
  minutesOf,
  partsShown,
  withEarlierBars
} from './bars.ts'

const none = { succeeded: 0, failed: 0, refused: 0, filtered: 0, duplicate: 0, open: 0 }
const at = new Date(2026, 10, 24, 14, 2).getTime()

test('each bar has its time, its number and its statuses', () => {
  const counts = [{ ...none, succeeded: 1_200, failed: 3, open: 1 }, none, { ...none, refused: 1 }]
  const edges = [0, 1, 2, 3].map(step => at + step * MINUTE)
  const bars = barsOf({ edges, counts, took: null }, barParts)
  expect(bars.map(({ all }) => all)).toEqual([1_204, 0, 1])
  expect(bars.map(({ label }) => label)).toEqual([
    expect.stringMatching(/14:02 to .*14:03, 1,204 deliveries: 1,200 succeeded, 3 failed, 1 in progress$/),
    expect.stringMatching(/14:03 to .*14:04, no deliveries$/),
    expect.stringMatching(/1 delivery: 1 refused$/)
  ])
  const days = barsOf({ edges: [at, at + DAY], counts: [none], took: null }, barParts)
  expect(days[0]?.label).toBe('24 Nov 2026, no deliveries')
})

test('few bars are padded with empty earlier ones, except bars of days', () => {
  const edges = [at, at + MINUTE, at + 2 * MINUTE]
  const bars = barsOf({ edges, counts: [{ ...none, succeeded: 1 }, none], took: null }, barParts)
  const all = withEarlierBars(bars)
  expect(all).toHaveLength(24)
  expect(all.slice(-2)).toEqual(bars)
  for (const [index, { from, until }] of all.entries()) {
    expect(until - from).toBe(MINUTE)
    if (index > 0) expect(from).toBe(all[index - 1]?.until)
  }
  const days = barsOf({ edges: [at, at + DAY], counts: [none], took: null }, barParts)
  expect(withEarlierBars(days)).toEqual(days)
  expect(withEarlierBars([])).toEqual([])
})

test('bars of seconds show seconds, and filter by whole minutes', () => {
  const edges = [50, 60, 70].map(second => at + second * SECOND)
  const [first, last] = barsOf({ edges, counts: [{ ...none, succeeded: 1 }, none], took: null }, barParts)
  expect(first?.label).toMatch(/14:02:50 to 14:03:00, 1 delivery: 1 succeeded$/)
  if (first === undefined || last === undefined) throw new Error('There are two bars.')
  expect(minutesOf(first, first)).toEqual({ from: at, to: at })
  expect(minutesOf(first, last)).toEqual({ from: at, to: at + MINUTE })
})

test('a filter shows only its own parts of the chart, and a search none', () => {
  expect(partsShown({})).toEqual(barParts)
  expect(partsShown({ status: 'done' })).toEqual(['succeeded', 'failed'])
  expect(partsShown({ status: 'done', result: 'failed' })).toEqual(['failed'])
  expect(partsShown({ status: 'refused', result: 'failed' })).toEqual([])
  expect(partsShown({ q: 'ada' })).toEqual([])
})

test('the failed share counts only deliveries that have run', () => {
  expect(failedShare([none])).toBeNull()
  expect(
    failedShare([
      { ...none, succeeded: 3, refused: 9 },
      { ...none, failed: 1 }
    ])
  ).toBe(25)
  expect([0, 0.02, 0.44, 9.96, 25.4].map(formatPercent)).toEqual([
    '0%',
    'less than 0.1%',
    '0.4%',
    '10%',
    '25%'
  ])
})

test('the summary names failures, the median and the slowest of few durations', () => {
  const formatted = (failed: number | null, took: { of: number; p50: number; p95: number } | null) =>
    formatSummary({ count: '6 runs', failed, durations: took }).replaceAll('\u00a0', ' ')
  const took = { of: 20, p50: 128, p95: 221 }
  expect(formatted(0, took)).toBe('6 runs · none failed · median 128 ms, slowest 221 ms')
  expect(formatted(0.44, { ...took, of: 21 })).toBe('6 runs · 0.4% failed · median 128 ms, p95 221 ms')
  expect(formatted(null, { of: 2, p50: 40, p95: 40 })).toBe('6 runs · duration 40 ms')
  expect(formatted(null, null)).toBe('6 runs')
  expect(formatSummary({ count: '6 runs', failed: null, durations: took, of: '5 flow runs' })).toMatch(
    /5 flow runs: median 128 ms, slowest 221 ms$/
  )
})

test('the measure names the time of one bar and the value of the highest', () => {
  const measured = (step: number, peak: string | null) =>
    formatMeasure('Deliveries', [{ from: 5 * DAY, until: 5 * DAY + step }], peak)
  expect(measured(MINUTE, '3')).toBe('Deliveries per minute · peak 3')
  expect(measured(10 * SECOND, '1,200')).toBe('Deliveries per 10 seconds · peak 1,200')
  expect(measured(6 * HOUR, '4')).toBe('Deliveries per 6 hours · peak 4')
  expect(measured(DAY, null)).toBe('Deliveries per day')
  expect(measured(7 * DAY, '5')).toBe('Deliveries per 7 days · peak 5')
  expect(formatMeasure('Deliveries', [], null)).toBe('')
})
