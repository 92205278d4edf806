import { isJsonObject } from '../kernel/json.ts'
import type { ValueType } from './data-type.ts'
import { parseJson } from './parse-json.ts'

/**
 * Returns the first number that would lose digits, by comparing the parsed value with its safe form. `null`
 * if there is no such number.
 */
const firstIn = (asSent: unknown, safe: unknown): string | null => {
  if (typeof asSent === 'number') return typeof safe === 'string' ? safe : null
  if (Array.isArray(asSent) && Array.isArray(safe)) {
    for (const [index, item] of asSent.entries()) {
      const found = firstIn(item, safe[index])
      if (found !== null) return found
    }
  } else if (isJsonObject(asSent) && isJsonObject(safe)) {
    for (const [key, member] of Object.entries(asSent)) {
      const found = firstIn(member, safe[key])
      if (found !== null) return found
    }
  }
  return null
}

/**
 * Returns the first number in a typed JSON text that would lose digits, as typed. `null` if there is none.
 */
export const inexactNumberIn = (typed: string): string | null => {
  const read = parseJson(typed)
  return read.ok ? firstIn(JSON.parse(typed.replace(/^\ufeff/, '')), read.value) : null
}

/**
 * Returns why a typed number or list item stays Text, and the fix, for the end of a sentence: “… would lose
 * digits as a Number; enter a smaller number, or use Text”. `null` for other values.
 */
export const whyInexact = (typed: unknown, { kind }: ValueType): string | null => {
  const isMeant = kind === 'number' && typeof typed === 'string' && !typed.trimStart().startsWith('{')
  const number = isMeant ? inexactNumberIn(typed) : null
  return number === null
    ? null
    : `${number} is larger than 2^53 and would lose digits as a Number; enter a smaller number, or use Text`
}
