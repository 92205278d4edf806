import { isJsonObject } from '../kernel/json.ts'
import { REDACTED } from './redact-value.ts'

/**
 * Minimum length of a text that is searched for inside other texts. Shorter texts occur too often by chance.
 */
const LEAST = 4

/**
 * Maximum number of values that are searched for inside other texts. Further values are only found if they
 * are a whole text.
 */
const MOST_INSIDE = 200

/**
 * Returns a value with these texts removed, also inside other texts or as numbers. Member names are kept. A
 * value without any of the texts is returned unchanged.
 */
export const withoutTexts = (value: unknown, texts: ReadonlySet<string>): unknown => {
  const known = new Set([...texts].filter(text => text.length >= LEAST))
  if (known.size === 0) return value
  const inside = known.size <= MOST_INSIDE ? [...known] : []

  const clean = (item: unknown): unknown => {
    if (typeof item === 'string') {
      if (known.has(item)) return REDACTED
      return inside.reduce((text, one) => text.replaceAll(one, REDACTED), item)
    }
    if (typeof item === 'number') return known.has(String(item)) ? REDACTED : item
    if (Array.isArray(item)) {
      const next = item.map(clean)
      return next.some((one, at) => one !== item[at]) ? next : item
    }
    if (!isJsonObject(item)) return item
    const before = Object.entries(item)
    const after = before.map(([name, one]) => [name, clean(one)] as const)
    return after.some(([, one], at) => one !== before[at]?.[1]) ? Object.fromEntries(after) : item
  }
  return clean(value)
}
