import { HOUR } from '@hookwright/model'
import { expect, it } from 'vitest'
import { dayOf, dayOfRuns, firstHourOf, formatRuns, formatShare } from './day-of-events.ts'

const none = { failed: 0, open: 0, succeeded: 0, filtered: 0, refused: 0, duplicate: 0 }

it('adds spans of half an hour up to hours', () => {
  const first = firstHourOf(100.5 * HOUR)
  expect(first).toBe(77 * HOUR)
  const edges = [first, first + HOUR / 2, first + HOUR, 100 * HOUR, 100.5 * HOUR]
  const counts = [
    { ...none, succeeded: 2 },
    { ...none, duplicate: 1 },
    none,
    { ...none, failed: 1, succeeded: 1 }
  ]
  const { hours, ...day } = dayOf({ edges, counts }, first)
  expect(hours).toHaveLength(24)
  expect([hours[0], hours[1], hours[23]]).toEqual([
    { runs: 3, failed: 0 },
    { runs: 0, failed: 0 },
    { runs: 2, failed: 1 }
  ])
  expect(day).toEqual({ events: 5, failed: 1, share: 0.75 })
  expect(dayOf({ edges: [], counts: [] }, first)).toMatchObject({ events: 0, share: null })
})

it.each([
  [1, '100%'],
  [0, '0%'],
  [0.99999, '99.9%'],
  [0.5, '50.0%'],
  [0.00001, '0.1%']
])('formats a share of %d as %s', (share, words) => expect(formatShare(share)).toBe(words))

it('adds up the runs of several flows by hour', () => {
  const hours = (runs: number, failed: number) =>
    Array.from({ length: 24 }, (_, at) => (at === 23 ? { runs, failed } : { runs: 0, failed: 0 }))
  const { hours: sum, ...day } = dayOfRuns([
    { hours: hours(3, 0), isCut: false },
    { hours: hours(1_000, 1), isCut: true }
  ])
  expect(sum.at(-1)).toEqual({ runs: 1_003, failed: 1 })
  expect(day).toEqual({ runs: 1_003, failed: 1, isCut: true })
  expect(formatRuns(day)).toBe('1,003+')
  expect(dayOfRuns([])).toMatchObject({ runs: 0, failed: 0, isCut: false })
})
