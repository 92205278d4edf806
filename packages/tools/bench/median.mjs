/**
 * Returns the median, rounded to four places.
 *
 * @param {number[]} numbers
 * @returns {number} NaN when there are none
 */
export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  const [low = Number.NaN, high = Number.NaN] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return rounded((low + high) / 2)
}

/**
 * Returns a percentile of the numbers.
 *
 * @param {number[]} numbers
 * @param {number} share 0.99 for the 99th percentile
 * @returns {number} NaN when there are none
 */
export function percentile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/**
 * @param {number} number
 * @returns {number} to four places
 */
export function rounded(number) {
  return Number(number.toFixed(4))
}
