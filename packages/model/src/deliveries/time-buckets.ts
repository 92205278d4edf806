import { DAY, HOUR, MINUTE, type Millis, SECOND } from '../kernel/millis.ts'

/** Allowed lengths of time buckets, shortest first. The first two are for periods of a few minutes. */
const steps: Millis[] = [
  ...[10, 30].map(count => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map(count => count * MINUTE),
  ...[1, 2, 3, 6, 12].map(count => count * HOUR),
  ...[1, 2, 7, 14, 28].map(count => count * DAY)
]

/** Time period divided into buckets of equal length. */
export interface TimeBuckets {
  step: Millis
  /**
   * Bounds of the buckets, including the end of the last one. They are multiples of the bucket length,
   * counted from 1970.
   */
  edges: Millis[]
}

/**
 * Splits a period into at most the given number of buckets (at least two). Uses the shortest allowed length.
 */
export const timeBuckets = (from: Millis, to: Millis, most: number): TimeBuckets => {
  const countWith = (step: Millis): number =>
    Math.floor(Math.max(from, to - 1) / step) - Math.floor(from / step) + 1
  const longest = steps.at(-1) ?? DAY
  const step =
    steps.find(candidate => countWith(candidate) <= most) ??
    longest * Math.ceil(countWith(longest) / (most - 1))
  const first = Math.floor(from / step) * step
  return { step, edges: Array.from({ length: countWith(step) + 1 }, (_, at) => first + at * step) }
}
