const numberParts = /^(-?\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/

/** A number as the decimal it is written as: `digits` times ten to the power of `exponent`. */
const decimalOf = (number: number): { digits: bigint; exponent: number } => {
  const [, whole = '0', fraction = '', exponent = '0'] = numberParts.exec(String(number)) ?? []
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length }
}

/**
 * Returns true if a number is a whole multiple of another, in decimals: 0.3 is a multiple of 0.1. Only zero is a multiple of
 * zero. Both are finite.
 */
export const isMultiple = (number: number, of: number): boolean => {
  const one = decimalOf(number)
  const other = decimalOf(of)
  if (other.digits === 0n) return one.digits === 0n
  const exponent = Math.min(one.exponent, other.exponent)
  const scaled = one.digits * 10n ** BigInt(one.exponent - exponent)
  return scaled % (other.digits * 10n ** BigInt(other.exponent - exponent)) === 0n
}
