import { HOUR, MINUTE, timeBuckets } from '@hookwright/model'
import { expect, it } from 'vitest'
import { areAllSince, endOfScale, hasAllOf, spansOf, startOf } from './chart-spans.ts'

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
])('the scale of values up to %d ends at %d', (most, end) => expect(endOfScale(most)).toBe(end))

it('buckets of an hour are minutes, and of ten minutes ten seconds, at any time', () => {
  const minute = 30_000 * HOUR + 20 * MINUTE
  for (const now of [minute, minute + 30_000, minute + MINUTE - 1]) {
    expect(timeBuckets(startOf('hour', now), now, 62).step).toBe(MINUTE)
    expect(timeBuckets(startOf('minutes', now), now, 62).step).toBe(10_000)
  }
})

it('detects whether all events are recent', () => {
  const spans = [
    { from: 10, all: 0 },
    { from: 20, all: 3 }
  ]
  expect(areAllSince(spans, 20)).toBe(true)
  expect(areAllSince(spans, 21)).toBe(false)
  expect(areAllSince([{ from: 10, all: 0 }], 0)).toBe(false)
})

it('detects that a shorter period has all events of a day, also after a later count', () => {
  const span = (from: number, until: number, all: number) => ({ from, until, all, failed: 0 })
  const hour = [span(50, 60, 2), span(60, 110, 1)]
  const dayOf = (older: number, partly: number, now: number) => [
    span(0, 30, older),
    span(30, 60, partly),
    span(60, 90, 1),
    span(90, 110, now)
  ]
  expect(hasAllOf(hour, dayOf(0, 2, 0))).toBe(true)
  expect(hasAllOf(hour, dayOf(0, 2, 5))).toBe(true)
  expect(hasAllOf(hour, dayOf(0, 3, 0))).toBe(false)
  expect(hasAllOf(hour, dayOf(1, 2, 0))).toBe(false)
  expect(hasAllOf([span(50, 110, 0)], dayOf(0, 0, 0))).toBe(false)
  expect(hasAllOf([], dayOf(0, 0, 0))).toBe(false)
})
