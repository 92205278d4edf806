import { isJsonObject, type ValueType, valueAt } from '@hookwright/model'
import type { Row } from './row.ts'

const MOST = 120

/** Splits a text at an index, without cutting a surrogate pair such as an emoji in two. */
const splitAt = (text: string, place: number): [head: string, tail: string] => {
  const at = (text.codePointAt(place - 1) ?? 0) > 0xffff ? place - 1 : place
  return [text.slice(0, at), text.slice(at)]
}

/** Formats a value as one line of text, truncated if it is long. */
export const valueText = (value: unknown): string => {
  if (value === null || value === undefined) return '—'
  const text = typeof value === 'string' ? value.replace(/\s+/g, ' ') : JSON.stringify(value)
  if (text === '') return '(empty)'
  return text.length > MOST ? `${splitAt(text, MOST)[0]}…` : text
}

const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d/

let minuteFormat: Intl.DateTimeFormat | null = null

/** Formats a date in the viewer's time zone: `24 Nov, 14:02`. Returns null for other values. */
export const timeText = (value: unknown, { kind, list }: ValueType): string | null => {
  const at =
    kind === 'date' && !list && typeof value === 'string' && isTime.test(value)
      ? Date.parse(value)
      : Number.NaN
  if (Number.isNaN(at)) return null
  minuteFormat ??= new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit'
  })
  return minuteFormat.format(at)
}

/** Formats a value for the end of a row. Lists and objects are shown as a count, such as `[ 2 items ]`. */
export const valueAtEnd = (value: unknown): string => {
  if (Array.isArray(value)) return `[ ${value.length} ${value.length === 1 ? 'item' : 'items'} ]`
  if (!isJsonObject(value)) return valueText(value)
  const count = Object.keys(value).length
  return `{ ${count} ${count === 1 ? 'key' : 'keys'} }`
}

/**
 * Returns the value that represents a card in a run. It is the first output that is a number, a boolean or a
 * non-empty text. `null` if there is none.
 */
export const mainValueOf = (rows: readonly Row[], outputs: Record<string, unknown>): string | null => {
  for (const row of rows) {
    if (row.kind !== 'output') continue
    const value = valueAt(outputs[row.port.id], row.path)
    const isPlain = typeof value === 'number' || typeof value === 'boolean'
    if (isPlain || (typeof value === 'string' && value.trim() !== '')) return valueText(value)
  }
  return null
}

/** Horizontal padding of a value below its field, and the width of one character, in pixels. */
const BELOW = { sides: 24 + 20, character: 7.2 }

/** Maximum number of lines of a value below its field. */
const MOST_LINES = 3

/** Number of lines of a value below its field. */
export type ValueLines = 1 | 2 | 3

/** Returns the number of lines of a text that wraps at a number of characters per line. */
const wrappedLines = (text: string, most: number): number => {
  let lines = 1
  let used = 0
  for (const { length } of text.split(' ')) {
    if (used > 0 && used + 1 + length > most) {
      lines += 1
      used = 0
    }
    used += (used > 0 ? 1 : 0) + length
    // A word that is longer than a line breaks anywhere.
    lines += Math.max(0, Math.ceil(used / most) - 1)
    used = used > most ? used % most : used
  }
  return lines
}

/**
 * Returns the number of lines of a value below a field, from one to three. `width` is the width of the row in
 * pixels.
 */
export const linesOfValue = (value: unknown, type: ValueType, width: number): ValueLines => {
  const text = timeText(value, type) ?? valueText(value)
  const lines = wrappedLines(text, Math.floor((width - BELOW.sides) / BELOW.character))
  return lines >= MOST_LINES ? MOST_LINES : lines === 2 ? 2 : 1
}

/** Number of characters kept at the end of a value that is truncated in the middle. */
const TAIL = 11

const isEmail = /^\S+@\S+$/

/**
 * Splits a value so that it can be truncated in the middle, because ids often differ only at their ends.
 * Short values and e-mail addresses have an empty tail.
 */
export const headAndTail = (text: string): [head: string, tail: string] =>
  text.length <= 2 * TAIL - 4 || isEmail.test(text) ? [text, ''] : splitAt(text, text.length - TAIL)

/** Pattern that captures words with hyphens. */
const HYPHENATED = /(\S*-\S*)/

/** Splits a text at words with hyphens. Every second part is such a word, which must not be broken. */
export const partsAtHyphens = (text: string): string[] => text.split(HYPHENATED)
