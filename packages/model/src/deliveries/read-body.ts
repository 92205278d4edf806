import { parseJson } from '../fields/parse-json.ts'
import { bytesOfBase64Url } from '../kernel/base64.ts'
import { type Decoder, decodeBody, decodeWith, isJsonType, mediaTypeIn } from './decode-body.ts'

/**
 * Parsed body of a delivery. `keptAsText` is the reason why a body declared as JSON or a form was not parsed.
 */
export interface ReadBody {
  value: unknown
  keptAsText: string | null
  /** Set if keys that could change a prototype were removed, such as `__proto__`. */
  droppedKeys?: true
}

/**
 * Parses a form such as `a=1&b=2&b=3` into an object. Repeated names become lists. Names that could change a
 * prototype are dropped.
 */
export const readForm = (text: string): Record<string, string | string[]> =>
  fieldsOf(new URLSearchParams(text))

const fieldsOf = (pairs: Iterable<[string, string]>): Record<string, string | string[]> => {
  const fields = new Map<string, string | string[]>()
  for (const [name, value] of pairs) {
    const before = fields.get(name)
    if (Array.isArray(before)) before.push(value)
    else if (name !== '__proto__') fields.set(name, before === undefined ? value : [before, value])
  }
  return Object.fromEntries(fields)
}

/** Maximum number of values in a body. */
const MOST_VALUES = 100_000

/** Returns true if a form has too many fields, counted by its separators. */
const hasTooManyFields = (text: string): boolean => {
  if (text.length < MOST_VALUES) return false
  let fields = 1
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
    if (++fields > MOST_VALUES) return true
  }
  return false
}

/** Decodes a name or value of a form. Its escapes are in a charset other than UTF-8. */
const decodePart = (decoder: Decoder, part: string): string => {
  const bytes = new Uint8Array(part.length)
  let length = 0
  for (let at = 0; at < part.length; at++) {
    const escaped = part[at] === '%' ? part.slice(at + 1, at + 3) : ''
    if (/^[\da-f]{2}$/i.test(escaped)) {
      bytes[length++] = Number.parseInt(escaped, 16)
      at += 2
    } else bytes[length++] = part[at] === '+' ? 0x20 : part.charCodeAt(at)
  }
  return decodeWith(decoder, bytes.subarray(0, length))
}

/** Parses a form with bytes and escapes in a charset other than UTF-8. */
const readFormIn = (charset: string, body: Uint8Array): Record<string, string | string[]> => {
  const decoder = new TextDecoder(charset)
  const pairs = latin1Of(body)
    .split('&')
    .filter(pair => pair !== '')
  return fieldsOf(
    pairs.map(pair => {
      const equals = pair.indexOf('=')
      const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)]
      return [decodePart(decoder, name), decodePart(decoder, value)]
    })
  )
}

/** Converts bytes to a text with one character per byte. */
const latin1Of = (body: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < body.byteLength; at += 4_096) {
    text += String.fromCharCode(...body.subarray(at, at + 4_096))
  }
  return text
}

/** Returns true for media types of JSON Web Tokens, which are parsed to their claims. */
const isTokenType = (mediaType: string): boolean =>
  mediaType === 'application/jwt' || mediaType.endsWith('+jwt')

/**
 * Returns the JSON text of a body. For a token, these are its claims; other texts, such as redacted claims,
 * are unchanged.
 */
export const jsonTextOf = (contentType: string, text: string): string => {
  if (!isTokenType(mediaTypeIn(contentType))) return text
  const [, payload, signature] = text.trim().split('.', 3)
  const bytes = payload === undefined || signature === undefined ? null : bytesOfBase64Url(payload)
  return bytes === null ? text : decodeBody('', bytes).text
}

const whyNotJson = {
  syntax: 'The body is declared as JSON but is not valid JSON, so it was kept as text.',
  'too-deep': 'The JSON body is nested more than 64 levels deep, so it was kept as text.',
  'too-many-values': 'The JSON body has more than 100,000 values, so it was kept as text.'
} as const
const NO_TOKEN = 'The body is declared as a JSON Web Token but is not a valid one, so it was kept as text.'

const whyNotForm = 'The form has more than 100,000 fields, so it was kept as text.'

/**
 * Returns the explanation for a body that was not decoded: “… its charset “x-user” is unknown. The service
 * should send UTF-8.”
 */
export const whyNotDecoded = (charset: string): string =>
  `The body was not decoded because its charset “${charset.slice(0, 40)}” is unknown. The service should send UTF-8.`

/**
 * Parses a body by its content type and charset. JSON and `+json` are parsed, a token becomes its claims, a
 * form becomes an object, and other bodies become text. An empty body is null. Never throws or loses data: a
 * body that cannot be parsed becomes text, with an explanation.
 */
export const readBody = (contentType: string, body: Uint8Array): ReadBody => {
  if (body.byteLength === 0) return { value: null, keptAsText: null }
  const type = mediaTypeIn(contentType)
  const { text, charset, unknownCharset } = decodeBody(contentType, body)
  if (unknownCharset !== null) return { value: text, keptAsText: whyNotDecoded(unknownCharset) }
  if (type === 'application/x-www-form-urlencoded') {
    if (hasTooManyFields(text)) return { value: text, keptAsText: whyNotForm }
    const isSingleText = charset === 'utf-8' || charset.startsWith('utf-16')
    return { value: isSingleText ? readForm(text) : readFormIn(charset, body), keptAsText: null }
  }
  const isToken = isTokenType(type)
  if (isToken || isJsonType(type)) {
    const parsed = parseJson(isToken ? jsonTextOf(type, text) : text)
    if (parsed.ok) {
      const { value, droppedKeys } = parsed
      return droppedKeys ? { value, keptAsText: null, droppedKeys } : { value, keptAsText: null }
    }
    return { value: text, keptAsText: isToken ? NO_TOKEN : whyNotJson[parsed.why] }
  }
  return { value: text, keptAsText: null }
}
