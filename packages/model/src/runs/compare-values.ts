import { isJsonObject } from '../kernel/json.ts'
import { sameJson } from '../kernel/same-json.ts'

/** Path into a value: keys and indexes, outermost first. */
type Place = (string | number)[]

/** Difference between two values at one path, with the old value, the new value, or both. */
export type ValueDifference =
  | { at: Place; is: 'changed'; old: unknown; next: unknown }
  | { at: Place; is: 'only-old'; old: unknown }
  | { at: Place; is: 'only-next'; next: unknown }

const differencesAt = (at: Place, old: unknown, next: unknown): ValueDifference[] => {
  if (Array.isArray(old) && Array.isArray(next)) {
    const longer = Math.max(old.length, next.length)
    return Array.from({ length: longer }, (_, index) => index).flatMap((index): ValueDifference[] => {
      const place = [...at, index]
      if (index >= next.length) return [{ at: place, is: 'only-old', old: old[index] }]
      if (index >= old.length) return [{ at: place, is: 'only-next', next: next[index] }]
      return differencesAt(place, old[index], next[index])
    })
  }
  if (!isJsonObject(old) || !isJsonObject(next))
    return sameJson(old, next) ? [] : [{ at, is: 'changed', old, next }]
  const added = Object.keys(next).filter(key => !Object.hasOwn(old, key))
  return [...Object.keys(old), ...added].flatMap((key): ValueDifference[] => {
    const place = [...at, key]
    if (!Object.hasOwn(next, key)) return [{ at: place, is: 'only-old', old: old[key] }]
    if (!Object.hasOwn(old, key)) return [{ at: place, is: 'only-next', next: next[key] }]
    return differencesAt(place, old[key], next[key])
  })
}

/**
 * Returns each path at which two JSON values differ, at any depth. Objects are compared by key, lists by
 * index. Empty for equal values. The differences can be applied in both directions.
 */
export const differencesOf = (old: unknown, next: unknown): ValueDifference[] => differencesAt([], old, next)
