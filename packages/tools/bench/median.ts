/**
 * Returns the median, rounded to four decimal places.
 *
 * @returns NaN for an empty list
 */
export function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const [low = Number.NaN, high = Number.NaN] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return rounded((low + high) / 2)
}

/**
 * Returns a percentile of the numbers.
 *
 * @param share fraction such as 0.99 for the 99th percentile
 * @returns NaN for an empty list
 */
export function percentile(numbers: number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** Returns the smallest number that 95 % of the numbers do not exceed; NaN for an empty list. */
export function p95(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN
}

/** Rounds a number to four decimal places. */
export function rounded(number: number): number {
  return Number(number.toFixed(4))
}
