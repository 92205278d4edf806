import { isJsonObject } from '@hookwright/model'
import type { TypeKind } from '@hookwright/ui'
import { formatCount } from '../../kit/page/format-count.ts'

/** Returns true for objects and arrays. */
export const isBranch = (value: unknown): value is object => Array.isArray(value) || isJsonObject(value)

/** Returns the entries of an object, or of a list by index; empty for other values. */
export const partsOf = (value: unknown): [string | number, unknown][] => {
  if (Array.isArray(value)) return value.map((part, index): [number, unknown] => [index, part])
  return isJsonObject(value) ? Object.entries(value) : []
}

/** Returns the type of a JSON value, for its type icon. A list has the type of its first item. */
export const kindOfJson = (value: unknown): TypeKind => {
  if (Array.isArray(value)) return value.length === 0 ? 'any' : kindOfJson(value[0])
  switch (typeof value) {
    case 'string':
      return 'text'
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    default:
      return value === null || value === undefined ? 'any' : 'object'
  }
}

const words: Record<TypeKind, string> = {
  text: 'Text',
  number: 'Number',
  boolean: 'True/False',
  date: 'Date & Time',
  object: 'Object',
  file: 'File',
  any: 'Nothing'
}

/** Returns the display name of a value's type: “Text”, “List”. */
export const formatType = (value: unknown): string => {
  if (Array.isArray(value)) return 'List'
  return words[kindOfJson(value)]
}

/** Returns the label of a collapsed list or object: “3 items”, “2 fields”. */
export const formatPartCount = (value: object): string => {
  const count = partsOf(value).length
  if (Array.isArray(value)) return formatCount(count, 'item')
  return formatCount(count, 'field')
}

/** Maximum number of displayed characters of a text. */
const MOST = 2_000

/**
 * Formats a value that is neither an object nor a list: its text, “nothing” or “(empty)”. Long texts are
 * truncated.
 */
export const leafText = (value: unknown): string => {
  if (value === null || value === undefined) return 'nothing'
  const text = String(value)
  if (text === '') return '(empty)'
  return text.length > MOST ? `${text.slice(0, MOST)}… (${text.length} characters)` : text
}
