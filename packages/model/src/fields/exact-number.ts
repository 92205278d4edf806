/**
 * True for a number that holds its digits: finite, and whole only up to 2^53. Others stay Text, since a longer whole
 * number is mostly an id whose last digits would be lost.
 */
export const isExactNumber = (number: number): boolean =>
  Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number))
