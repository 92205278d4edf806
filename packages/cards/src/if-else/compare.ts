import { coerce, isDateText, isJsonObject, one } from '@hookwright/model'
import type { Operator } from '../kernel/operator.ts'

const numberParts = /^(-?\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/

/** Splits a number into `digits` times ten to the power of `exponent`, such as 1.5 into 15 and -1. */
const decimalOf = (number: number): { digits: bigint; exponent: number } => {
  const [, whole = '0', fraction = '', exponent = '0'] = numberParts.exec(String(number)) ?? []
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length }
}

/**
 * Returns true if a number is a whole multiple of another, in decimals: 0.3 is a multiple of 0.1. Both
 * numbers are finite; only zero is a multiple of zero.
 */
const isMultiple = (number: number, of: number): boolean => {
  const one = decimalOf(number)
  const other = decimalOf(of)
  if (other.digits === 0n) return one.digits === 0n
  const exponent = Math.min(one.exponent, other.exponent)
  const scaled = one.digits * 10n ** BigInt(one.exponent - exponent)
  return scaled % (other.digits * 10n ** BigInt(other.exponent - exponent)) === 0n
}

/**
 * Returns true if a condition holds. Never throws. Numbers, and texts that are exact numbers, compare as
 * numbers. Two ISO 8601 timestamps compare as points in time. All other values compare as text, by code
 * point. Lists and objects compare by deep equality. Missing values, empty texts, empty lists and empty
 * objects are empty: they equal each other and have no order. A value without an order is neither greater nor
 * less than another.
 */
export const holds = (operator: Operator, left: unknown, right: unknown): boolean => {
  switch (operator) {
    case 'equal':
      return isEqual(left, right)
    case 'not-equal':
      return !isEqual(left, right)
    case 'greater-or-equal':
      return (orderOf(left, right) ?? -1) >= 0
    case 'less-or-equal':
      return (orderOf(left, right) ?? 1) <= 0
    case 'greater':
      return (orderOf(left, right) ?? 0) > 0
    case 'less':
      return (orderOf(left, right) ?? 0) < 0
    case 'multiple-of':
      return isMultipleOf(left, right)
    case 'in':
      return isIn(left, right)
    case 'not-in':
      return !isIn(left, right)
    case 'has-key':
      return hasKey(left, right)
    case 'lacks-key':
      return !hasKey(left, right)
    case 'is-empty':
      return isEmpty(left)
    case 'is-not-empty':
      return !isEmpty(left)
  }
}

export const isEmpty = (value: unknown): boolean => {
  if (value === null || value === undefined || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  return isJsonObject(value) && Object.keys(value).length === 0
}

export const numberOf = (value: unknown): number | null => {
  const found = coerce(value, one('number'))
  return found.ok && typeof found.value === 'number' ? found.value : null
}

export const textOf = (value: unknown): string | null => {
  const found = coerce(value, one('text'))
  return found.ok && typeof found.value === 'string' ? found.value : null
}

const fractionOfSecond = /\.(\d+)/

/**
 * Returns the time of a value in nanoseconds, because a date text can be more precise than milliseconds.
 * `null` if the value is not a time.
 */
export const momentOf = (value: unknown): bigint | null => {
  if (typeof value !== 'string' || !isDateText(value)) return null
  const nanos = fractionOfSecond.exec(value)?.[1] ?? ''
  return BigInt(Date.parse(value.replace(fractionOfSecond, ''))) * 1_000_000n + BigInt(nanos.padEnd(9, '0'))
}

export const compareTexts = (left: string, right: string): number => {
  const length = Math.min(left.length, right.length)
  for (let at = 0; at < length; at++) {
    const difference = (left.codePointAt(at) ?? 0) - (right.codePointAt(at) ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

/**
 * Compares two values. Returns a negative number, zero or a positive number; `null` if they have no order.
 */
const orderOf = (left: unknown, right: unknown): number | null => {
  if (isEmpty(left) || isEmpty(right)) return null
  const numbers = [numberOf(left), numberOf(right)] as const
  if (numbers[0] !== null && numbers[1] !== null) return Math.sign(numbers[0] - numbers[1])
  const moments = [momentOf(left), momentOf(right)] as const
  if (moments[0] !== null && moments[1] !== null) return Number(moments[0] - moments[1])
  const texts = [textOf(left), textOf(right)] as const
  return texts[0] === null || texts[1] === null ? null : compareTexts(texts[0], texts[1])
}

const isEqual = (left: unknown, right: unknown): boolean => {
  if (isEmpty(left) || isEmpty(right)) return isEmpty(left) && isEmpty(right)
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, index) => isEqual(item, right[index]))
  if (isJsonObject(left) && isJsonObject(right)) {
    const keys = Object.keys(left)
    const sameKeys = keys.length === Object.keys(right).length && keys.every(key => Object.hasOwn(right, key))
    return sameKeys && keys.every(key => isEqual(left[key], right[key]))
  }
  return orderOf(left, right) === 0
}

const isMultipleOf = (left: unknown, right: unknown): boolean => {
  const number = numberOf(left)
  const of = numberOf(right)
  return number !== null && of !== null && isMultiple(number, of)
}

/** Returns true if the left value is an item of the right list, or part of the right text. */
const isIn = (left: unknown, right: unknown): boolean => {
  if (Array.isArray(right)) return right.some(item => isEqual(left, item))
  const part = textOf(left)
  return typeof right === 'string' && part !== null && part !== '' && right.includes(part)
}

const hasKey = (left: unknown, right: unknown): boolean => {
  const key = textOf(right)
  return key !== null && isJsonObject(left) && Object.hasOwn(left, key)
}
