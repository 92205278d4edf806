import { HOUR, MINUTE, timeBuckets } from '@hookwright/model'
import { expect, it } from 'vitest'
import { areAllSince, endOfScale, spansOf, startOf } from './chart-spans.ts'

const none = { failed: 0, open: 0, succeeded: 0, filtered: 0, refused: 0, duplicate: 0 }

it('adds up all events of a span', () => {
  const counts = [{ ...none, failed: 1, succeeded: 2, duplicate: 1 }, none]
  expect(spansOf({ edges: [10, 20, 30], counts })).toEqual([
    { from: 10, until: 20, all: 4, failed: 1 },
    { from: 20, until: 30, all: 0, failed: 0 }
  ])
})

it.each([
  [0, 1],
  [1, 1],
  [3, 3],
  [7, 8],
  [9, 10],
  [11, 12],
  [450, 500],
  [5_001, 6_000]
])('ends the scale of values up to %d at %d', (most, end) => expect(endOfScale(most)).toBe(end))

it('draws an hour by minutes and ten minutes by ten seconds, at each moment of a minute', () => {
  const minute = 30_000 * HOUR + 20 * MINUTE
  for (const now of [minute, minute + 30_000, minute + MINUTE - 1]) {
    expect(timeBuckets(startOf('hour', now), now, 62).step).toBe(MINUTE)
    expect(timeBuckets(startOf('minutes', now), now, 62).step).toBe(10_000)
  }
})

it('finds that all events are recent, and that there are none', () => {
  const spans = [
    { from: 10, all: 0 },
    { from: 20, all: 3 }
  ]
  expect(areAllSince(spans, 20)).toBe(true)
  expect(areAllSince(spans, 21)).toBe(false)
  expect(areAllSince([{ from: 10, all: 0 }], 0)).toBe(false)
})
