import { type DataKind, isJsonObject } from '@hookwright/model'
import { momentOf } from '../if-else/compare.ts'

/** Formats a value as JSON text with sorted keys. */
const sortedJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`
  if (!isJsonObject(value)) return JSON.stringify(value ?? null)
  const entries = Object.keys(value)
    .sort()
    .map(key => `${JSON.stringify(key)}:${sortedJson(value[key])}`)
  return `{${entries.join(',')}}`
}

/**
 * Returns a key that is the same for two values only if they are equal. Equal values have the same type and
 * content: lists the same order, objects the same keys in any order, dates the same time. Missing values are
 * equal.
 */
export const itemKey = (value: unknown, kind: DataKind): string => {
  const moment = kind === 'date' ? momentOf(value) : null
  return moment === null ? sortedJson(value) : String(moment)
}

/** Removes items that have the same key as an earlier item. */
export const uniqueBy = (items: unknown[], keyOf: (item: unknown) => string): unknown[] => {
  const seen = new Set<string>()
  return items.filter(item => {
    const key = keyOf(item)
    return !seen.has(key) && seen.add(key)
  })
}
