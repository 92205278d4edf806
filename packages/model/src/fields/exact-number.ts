/**
 * Returns true for a number that loses no digits: finite and, if whole, at most 2^53. Other numbers stay
 * Text, because a longer whole number is usually an id.
 */
export const isExactNumber = (number: number): boolean =>
  Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number))
