import { parseJson } from '../fields/parse-json.ts'
import { isJsonObject } from '../kernel/json.ts'
import type { Into } from './redaction-path.ts'

/** Placeholder for a redacted value. */
export const REDACTED = '[redacted]'

/** Adds the texts and numbers in a value to a set, as texts. */
const note = (value: unknown, found: Set<string>): void => {
  if (typeof value === 'number') found.add(String(value))
  else if (typeof value === 'string' && value !== '' && value !== REDACTED) found.add(value)
  else if (Array.isArray(value)) for (const item of value) note(item, found)
  else if (isJsonObject(value)) for (const item of Object.values(value)) note(item, found)
}

/** Redacts values in JSON inside a text. Some services send JSON in a form field. */
const insideText = (text: string, way: Into[], found: Set<string>): string => {
  const parsed = parseJson(text)
  if (!parsed.ok || typeof parsed.value !== 'object' || parsed.value === null) return text
  const next = redactAt(parsed.value, way, found)
  return next === parsed.value ? text : JSON.stringify(next)
}

const mapped = (items: unknown[], change: (item: unknown, index: number) => unknown): unknown[] => {
  const next = items.map(change)
  return next.some((item, index) => item !== items[index]) ? next : items
}

const mappedObject = (
  object: Record<string, unknown>,
  change: (item: unknown, name: string) => unknown
): Record<string, unknown> => {
  const before = Object.entries(object)
  const after = before.map(([name, item]) => [name, change(item, name)] as const)
  return after.some(([, item], index) => item !== before[index]?.[1]) ? Object.fromEntries(after) : object
}

const inList = (items: unknown[], into: Into, way: Into[], found: Set<string>): unknown[] => {
  const rest = way.slice(1)
  if (typeof into === 'number') {
    return mapped(items, (item, index) => (index === into ? redactAt(item, rest, found) : item))
  }
  // A name goes into every item.
  const on = typeof into === 'string' ? way : rest
  return mapped(items, item => redactAt(item, on, found))
}

/**
 * Replaces the values at a path by the placeholder. A value without that path is returned
 * unchanged. A name applies to an object, or to every item of a list; a single value counts as a
 * list of one. Redacted values are added to `found`. Null is never redacted.
 */
export const redactAt = (value: unknown, way: Into[], found: Set<string>): unknown => {
  if (value === null || value === undefined || value === REDACTED) return value
  const into = way[0]
  if (into === undefined) {
    note(value, found)
    return REDACTED
  }
  if (Array.isArray(value)) return inList(value, into, way, found)
  const rest = way.slice(1)
  if (isJsonObject(value)) {
    if (typeof into === 'string') {
      return Object.hasOwn(value, into)
        ? mappedObject(value, (item, name) => (name === into ? redactAt(item, rest, found) : item))
        : value
    }
    if (typeof into === 'object' && into.every === 'value') {
      return mappedObject(value, item => redactAt(item, rest, found))
    }
  } else if (typeof value === 'string') {
    const next = insideText(value, way, found)
    if (next !== value) return next
  }
  const isOnlyItem = into === 0 || (typeof into === 'object' && into.every === 'item')
  return isOnlyItem ? redactAt(value, rest, found) : value
}
