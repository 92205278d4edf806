import { parse } from 'secure-json-parse'
import { isReservedName } from '../kernel/ids.ts'
import { isExactNumber } from './exact-number.ts'

/** Result of parsing a text as JSON. */
export type ParsedJson =
  | { ok: true; value: unknown; droppedKeys: boolean }
  | { ok: false; why: 'syntax' | 'too-deep' | 'too-many-values' }

/** Range of a number in the text that would lose digits; `end` is exclusive. */
interface Span {
  from: number
  to: number
}

/** Result of checking a parsed value: the number of values, and what must be repaired. */
interface Findings {
  values: number
  inexact: boolean
  reserved: boolean
}

const MAX_DEPTH = 64
const MAX_VALUES = 100_000
/** Text length below which JSON is parsed without a prior scan, because parsing is then cheap. */
const LONG_TEXT = 16_384
const QUOTE = 34
const PLUS = 43
const COMMA = 44
const MINUS = 45
const POINT = 46
const BRACKET = 91
const BACKSLASH = 92
const BRACKET_END = 93
const BRACE = 123
const BRACE_END = 125

const isDigit = (code: number): boolean => code >= 48 && code <= 57
const isExponent = (code: number): boolean => code === 69 || code === 101

/**
 * Scans a text for exceeded limits before it is parsed, since parsing a million nested levels would take
 * seconds. It does not detect all cases; `checkLimits` detects the others.
 */
const scanLimits = (text: string): 'too-deep' | 'too-many-values' | null => {
  let depth = 0
  let commas = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfString(text, at)
    else if (code === BRACKET || code === BRACE) {
      if (++depth > MAX_DEPTH) return 'too-deep'
    } else if (code === BRACKET_END || code === BRACE_END) depth--
    else if (code === COMMA && ++commas >= MAX_VALUES) return 'too-many-values'
  }
  return null
}

/** Returns the index of the closing quote of the string that starts at an index. */
const endOfString = (text: string, from: number): number => {
  let at = from + 1
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) return at
    if (code === BACKSLASH) at++
  }
  return at
}

/**
 * Checks a parsed value: counts values, and finds reserved keys and numbers that lost digits. Stops and
 * returns the reason if the value exceeds the limits of flows.
 */
const checkLimits = (
  value: unknown,
  depth: number,
  findings: Findings
): 'too-deep' | 'too-many-values' | null => {
  if (typeof value === 'number') {
    if (!isExactNumber(value)) findings.inexact = true
    return null
  }
  if (typeof value !== 'object' || value === null) return null
  if (depth === MAX_DEPTH) return 'too-deep'
  // Every delivery comes by here, so nothing is made of an object but its own visit; its keys are its own, being parsed.
  if (Array.isArray(value)) {
    for (const item of value) {
      const heavy = checkItem(item, depth, findings)
      if (heavy !== null) return heavy
    }
    return null
  }
  for (const key in value) {
    if (isReservedName(key)) findings.reserved = true
    const heavy = checkItem((value as Record<string, unknown>)[key], depth, findings)
    if (heavy !== null) return heavy
  }
  return null
}

const checkItem: typeof checkLimits = (item, depth, findings) => {
  findings.values++
  return findings.values > MAX_VALUES ? 'too-many-values' : checkLimits(item, depth + 1, findings)
}

/**
 * Returns the position after the number that starts at an index. `exact` is false if the number would lose
 * digits.
 */
const readNumber = (text: string, from: number): { to: number; exact: boolean } => {
  let to = from + 1
  for (; to < text.length; to++) {
    const code = text.charCodeAt(to)
    if (!isDigit(code) && !isExponent(code) && code !== POINT && code !== MINUS && code !== PLUS) break
  }
  return { to, exact: isExactNumber(Number(text.slice(from, to))) }
}

/** Returns the ranges of the numbers in a JSON text that would lose digits. */
const inexactIn = (text: string): Span[] => {
  const spans: Span[] = []
  let inText = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (inText) {
      if (code === BACKSLASH) at++
      else if (code === QUOTE) inText = false
    } else if (code === QUOTE) inText = true
    else if (isDigit(code) || code === MINUS) {
      const { to, exact } = readNumber(text, at)
      if (!exact) spans.push({ from: at, to })
      at = to - 1
    }
  }
  return spans
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

/**
 * Parses JSON into a value that is safe for flows, with at most 64 levels and 100,000 values. Numbers beyond
 * 2^53 become Text, so that no digit is lost. Keys that could change a prototype are dropped, and
 * `droppedKeys` is set. Never throws.
 */
export const parseJson = (text: string): ParsedJson => {
  const source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  const foreseen = source.length < LONG_TEXT ? null : scanLimits(source)
  if (foreseen !== null) return { ok: false, why: foreseen }
  try {
    const asSent: unknown = JSON.parse(source)
    const findings: Findings = { values: 1, inexact: false, reserved: false }
    const heavy = checkLimits(asSent, 0, findings)
    if (heavy !== null) return { ok: false, why: heavy }
    if (!findings.inexact && !findings.reserved) return { ok: true, value: asSent, droppedKeys: false }
    const exact = findings.inexact ? quote(source, inexactIn(source)) : source
    if (!findings.reserved) return { ok: true, value: JSON.parse(exact), droppedKeys: false }
    const value: unknown = parse(exact, null, { protoAction: 'remove', constructorAction: 'remove' })
    const droppedKeys = JSON.stringify(value) !== JSON.stringify(JSON.parse(exact))
    return { ok: true, value, droppedKeys }
  } catch {
    return { ok: false, why: 'syntax' }
  }
}
