import { isJsonObject } from '../kernel/json.ts'
import type { ValueType } from './data-type.ts'
import { parseJson } from './parse-json.ts'

/** Returns the first number of a value whose safe form is text; null when there is none. */
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
 * Returns the first number in typed JSON that loses digits as a Number, as it was typed; null when
 * there is none.
 */
export const inexactNumberIn = (typed: string): string | null => {
  const read = parseJson(typed)
  return read.ok ? firstIn(JSON.parse(typed.replace(/^\ufeff/, '')), read.value) : null
}

/**
 * Returns the reason why a typed Number, or an item of a list of them, stays Text, with the fix, as
 * the end of a sentence. Null for any other value.
 */
export const whyInexact = (typed: unknown, { kind }: ValueType): string | null => {
  const isMeant = kind === 'number' && typeof typed === 'string' && !typed.trimStart().startsWith('{')
  const number = isMeant ? inexactNumberIn(typed) : null
  return number === null
    ? null
    : `${number} is larger than 2^53 and would lose digits as a Number; enter a smaller number, or use Text`
}
