/**
 * Returns true for a number without loss of digits: finite, and whole only up to 2^53. Others stay
 * Text, since a longer whole number is usually an id.
 */
export const isExactNumber = (number: number): boolean =>
  Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number))
