import { parse } from 'secure-json-parse'
import { isExactNumber } from './exact-number.ts'

/** What became of a text that should be JSON. */
export type ParsedJson =
  | { ok: true; value: unknown; droppedKeys: boolean }
  | { ok: false; why: 'syntax' | 'too-deep' | 'too-many-values' }

/** A number in the text that would lose digits, from its first character to behind its last. */
interface Span {
  from: number
  to: number
}

type Survey = { ok: true; inexact: Span[] } | { ok: false; why: 'too-deep' | 'too-many-values' }

const MAX_DEPTH = 64
const MAX_VALUES = 100_000
const QUOTE = 34
const PLUS = 43
const COMMA = 44
const MINUS = 45
const POINT = 46
const BACKSLASH = 92

/** Shorter numbers without an exponent are exact. */
const SHORT = 16

const isDigit = (code: number): boolean => code >= 48 && code <= 57
const isExponent = (code: number): boolean => code === 69 || code === 101

/** Where the number that starts at an index ends, and whether it keeps its digits. */
const readNumber = (text: string, from: number): { to: number; exact: boolean } => {
  let to = from + 1
  let exponent = false
  for (; to < text.length; to++) {
    const code = text.charCodeAt(to)
    if (isExponent(code)) exponent = true
    else if (!isDigit(code) && code !== POINT && code !== MINUS && code !== PLUS) break
  }
  const short = to - from < SHORT && !exponent
  return { to, exact: short || isExactNumber(Number(text.slice(from, to))) }
}

/** Walks the text once without parsing it: refuses what would be dear to parse, and finds numbers that lose digits. */
const survey = (text: string): Survey => {
  const inexact: Span[] = []
  let depth = 0
  let values = 1
  let inText = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (inText) {
      if (code === BACKSLASH) at++
      else if (code === QUOTE) inText = false
    } else if (code === QUOTE) inText = true
    else if (isDigit(code) || code === MINUS) {
      const { to, exact } = readNumber(text, at)
      if (!exact) inexact.push({ from: at, to })
      at = to - 1
    } else if (code === COMMA) values++
    else if (code === 123 || code === 91) {
      if (++depth > MAX_DEPTH) return { ok: false, why: 'too-deep' }
      values++
    } else if (code === 125 || code === 93) depth--
    if (values > MAX_VALUES) return { ok: false, why: 'too-many-values' }
  }
  return { ok: true, inexact }
}

const quote = (text: string, spans: Span[]): string => {
  let quoted = ''
  let at = 0
  for (const { from, to } of spans) {
    quoted += `${text.slice(at, from)}"${text.slice(from, to)}"`
    at = to
  }
  return quoted + text.slice(at)
}

/** Finds every reserved key, written out or with escapes, and more: what it finds is read the careful way. */
const mayHoldReservedKeys = (text: string): boolean =>
  text.includes('__proto__') || text.includes('constructor') || text.includes('\\u00')

/**
 * JSON as a value that is safe to map: at most 64 levels and 100,000 values; numbers beyond 2^53 as the Text that was
 * sent, so that no digit is lost; keys that reach a prototype dropped (`droppedKeys` says so). Never throws.
 */
export const parseJson = (text: string): ParsedJson => {
  const source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  const seen = survey(source)
  if (!seen.ok) return seen
  const reserved = mayHoldReservedKeys(source)
  try {
    // Read as sent first: quotes could turn what is not JSON into JSON, as in {12345678901234567890:1}.
    const asSent: unknown = JSON.parse(source)
    if (seen.inexact.length === 0 && !reserved) return { ok: true, value: asSent, droppedKeys: false }
    const exact = quote(source, seen.inexact)
    if (!reserved) return { ok: true, value: JSON.parse(exact), droppedKeys: false }
    const value: unknown = parse(exact, null, { protoAction: 'remove', constructorAction: 'remove' })
    const droppedKeys = JSON.stringify(value) !== JSON.stringify(JSON.parse(exact))
    return { ok: true, value, droppedKeys }
  } catch {
    return { ok: false, why: 'syntax' }
  }
}
