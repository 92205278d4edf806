import { parse } from 'secure-json-parse'

/** What became of a text that should be JSON. */
export type ParsedJson =
  | { ok: true; value: unknown; droppedKeys: boolean }
  | { ok: false; why: 'syntax' | 'too-deep' | 'too-many-values' }

const MAX_DEPTH = 64
const MAX_VALUES = 100_000
const QUOTE = 34
const BACKSLASH = 92
const COMMA = 44

/** Walks the text once without parsing it: refuses what would be dear to parse, and sees long whole numbers. */
const survey = (text: string): 'fine' | 'long-integers' | 'too-deep' | 'too-many-values' => {
  let depth = 0
  let values = 1
  let digits = 0
  let long = false
  let inText = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (inText) {
      if (code === BACKSLASH) at++
      else if (code === QUOTE) inText = false
      continue
    }
    if (code >= 48 && code <= 57) {
      if (++digits === 16) long = true
      continue
    }
    digits = 0
    if (code === QUOTE) inText = true
    else if (code === COMMA) values++
    else if (code === 123 || code === 91) {
      if (++depth > MAX_DEPTH) return 'too-deep'
      values++
    } else if (code === 125 || code === 93) depth--
    if (values > MAX_VALUES) return 'too-many-values'
  }
  return long ? 'long-integers' : 'fine'
}

const textOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs

/** Puts whole numbers beyond 2^53 in quotes, so that no digit is lost. */
const quoteLongIntegers = (text: string): string =>
  text.replace(textOrNumber, token =>
    token.startsWith('"') || !/^-?\d+$/.test(token) || Number.isSafeInteger(Number(token))
      ? token
      : `"${token}"`
  )

const mayHoldReservedKeys = /__proto__|constructor|\\u00/i

/**
 * JSON as a value that is safe to map: at most 64 levels and 100,000 values, whole numbers beyond 2^53 as Text,
 * keys that reach a prototype dropped (`droppedKeys` says so). Never throws.
 */
export const parseJson = (text: string): ParsedJson => {
  const source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  const seen = survey(source)
  if (seen === 'too-deep' || seen === 'too-many-values') return { ok: false, why: seen }
  const safe = seen === 'long-integers' ? quoteLongIntegers(source) : source
  try {
    if (!mayHoldReservedKeys.test(safe)) return { ok: true, value: JSON.parse(safe), droppedKeys: false }
    const value: unknown = parse(safe, null, { protoAction: 'remove', constructorAction: 'remove' })
    const droppedKeys = JSON.stringify(value) !== JSON.stringify(JSON.parse(safe))
    return { ok: true, value, droppedKeys }
  } catch {
    return { ok: false, why: 'syntax' }
  }
}
