/**
 * The middle of numbers, to four places.
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
 * @param {number} number
 * @returns {number} to four places
 */
export function rounded(number) {
  return Number(number.toFixed(4))
}
