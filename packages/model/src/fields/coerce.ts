import { isJsonObject } from '../kernel/json.ts'
import type { ConversionError } from './conversion-error.ts'
import { type DataKind, type DataType, nameOfType, type ValueType } from './data-type.ts'
import { isExactNumber } from './exact-number.ts'
import { nameOfPath, type Path } from './path.ts'

/** Result of a conversion: the value in the wanted type, or the mismatch with its path. */
export type Coerced =
  | { ok: true; value: unknown }
  | {
      ok: false
      found: string
      wanted: string
      place: string
      /**
       * Set if the value comes from an output with a conversion error. Contains the card of that output and
       * the error.
       */
      output?: { card: string; error: ConversionError }
      /** Source of the value, if it is mapped from an output. */
      from?: { card: string; field: string; path: Path }
    }

const numberText = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/
const dateText = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

/** Returns true for an existing calendar day. JavaScript would read 30 February as 2 March. */
const isCalendarDay = (day: string): boolean => new Date(`${day}T00:00Z`).toISOString().startsWith(day)

/** Returns true for an ISO 8601 timestamp with an offset, the text form of Date & Time. */
export const isDateText = (text: string): boolean =>
  dateText.test(text) && !Number.isNaN(Date.parse(text)) && isCalendarDay(text.slice(0, 10))

/** Returns the displayed name of a value's type. */
export const nameOfValue = (value: unknown): string => {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  switch (typeof value) {
    case 'string':
      return 'Text'
    case 'number':
      return 'Number'
    case 'boolean':
      return 'True/False'
    default:
      return 'Object'
  }
}

const exactNumber = (text: string): number | undefined => {
  if (!numberText.test(text)) return undefined
  const number = Number(text)
  return isExactNumber(number) ? number : undefined
}

/** Converts a single value to a kind. Returns undefined if the value does not represent the kind exactly. */
const coerceOne = (value: unknown, kind: DataKind): unknown => {
  switch (kind) {
    case 'text':
      if (typeof value === 'string') return value
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
    case 'number':
      if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
      return typeof value === 'string' ? exactNumber(value) : undefined
    case 'boolean':
      if (typeof value === 'boolean') return value
      return value === 'true' ? true : value === 'false' ? false : undefined
    case 'date':
      return typeof value === 'string' && isDateText(value) ? value : undefined
    case 'object':
      return isJsonObject(value) ? value : undefined
    case 'file':
      return isJsonObject(value) && typeof value.id === 'string' && typeof value.name === 'string'
        ? value
        : undefined
  }
}

const misfit = (value: unknown, type: ValueType, path: Path): Coerced => ({
  ok: false,
  found: nameOfValue(value),
  wanted: nameOfType(type),
  place: nameOfPath(path)
})

const coerceList = (value: unknown, type: DataType): Coerced => {
  if (!Array.isArray(value)) return misfit(value, type, [])
  const items: unknown[] = []
  for (const [index, item] of value.entries()) {
    const found = item === null || item === undefined ? null : coerceOne(item, type.kind)
    if (found === undefined) return misfit(item, { kind: type.kind, list: false }, [index])
    items.push(found)
  }
  return { ok: true, value: items }
}

/**
 * Converts a value to a type. A missing value is null and always fits. Number, True/False and Date can become
 * Text. Text becomes another kind only in an exact form ("12", "true", ISO 8601 with offset). Single values
 * and lists are not converted to each other. An integer beyond 2^53 stays Text.
 */
export const coerce = (value: unknown, type: ValueType): Coerced => {
  if (value === null || value === undefined) return { ok: true, value: null }
  if (type.kind === 'any')
    return !type.list || Array.isArray(value) ? { ok: true, value } : misfit(value, type, [])
  if (type.list) return coerceList(value, type)
  const found = coerceOne(value, type.kind)
  return found === undefined ? misfit(value, type, []) : { ok: true, value: found }
}

/**
 * Compatibility of a pill's type with an input. With `checked-at-run-time`, it depends on the value in the
 * run.
 */
export type Fit = 'fits' | 'checked-at-run-time' | 'refused'

/** Returns the compatibility of two types, decided on the canvas before a run. */
export const fitOf = (from: ValueType, to: ValueType): Fit => {
  if (to.kind === 'any' && !to.list) return 'fits'
  if (from.kind === 'any' && !from.list) return 'checked-at-run-time'
  if (from.list !== to.list) return 'refused'
  if (to.kind === 'any') return 'fits'
  if (from.kind === 'any') return 'checked-at-run-time'
  if (from.kind === to.kind) return 'fits'
  const intoText = from.kind === 'number' || from.kind === 'boolean' || from.kind === 'date'
  return to.kind === 'text' && intoText ? 'fits' : 'refused'
}
