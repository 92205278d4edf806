import { parseJson } from '../fields/parse-json.ts'
import { bytesOfBase64Url } from '../receiving/text-bytes.ts'

/** A body as the flow sees it. `kept-as-text` says that it looked like JSON or a form and could not be read as one. */
export interface ReadBody {
  value: unknown
  keptAsText: string | null
  /** There when keys that reach a prototype, such as `__proto__`, are missing in the value. */
  droppedKeys?: true
}

const decoder = new TextDecoder('utf-8')
const textOf = (body: Uint8Array): string => decoder.decode(body)

/** `a=1&b=2&b=3` as an object; a name that comes twice becomes a list, a name that reaches a prototype is dropped. */
export const readForm = (text: string): Record<string, string | string[]> => {
  const fields = new Map<string, string | string[]>()
  for (const [name, value] of new URLSearchParams(text)) {
    const before = fields.get(name)
    if (Array.isArray(before)) before.push(value)
    else if (name !== '__proto__') fields.set(name, before === undefined ? value : [before, value])
  }
  return Object.fromEntries(fields)
}

/** A content type without its parameters, in lower case. */
export const mediaTypeIn = (contentType: string): string =>
  (contentType.split(';', 1)[0] ?? '').trim().toLowerCase()

/** Whether bodies of this media type are read as JSON. */
export const isJsonType = (mediaType: string): boolean =>
  mediaType === 'application/json' || mediaType.endsWith('+json')

/** Whether bodies of this media type are JSON Web Tokens, which are read as their claims. */
const isTokenType = (mediaType: string): boolean =>
  mediaType === 'application/jwt' || mediaType.endsWith('+jwt')

/** The JSON of a body: the claims of a token, and any other text as it is, such as claims that were redacted. */
export const jsonTextOf = (contentType: string, text: string): string => {
  if (!isTokenType(mediaTypeIn(contentType))) return text
  const [, payload, signature] = text.trim().split('.', 3)
  const bytes = payload === undefined || signature === undefined ? null : bytesOfBase64Url(payload)
  return bytes === null ? text : textOf(bytes)
}

const whyNotJson = {
  syntax: 'The body says it is JSON but cannot be read as JSON, so it was kept as text.',
  'too-deep': 'The JSON body is nested more than 64 levels deep, so it was kept as text.',
  'too-many-values': 'The JSON body holds more than 100,000 values, so it was kept as text.'
} as const
const NO_TOKEN = 'The body says it is a JSON Web Token but cannot be read as one, so it was kept as text.'

/**
 * A body by its content type: JSON and `+json` parsed, a token as its claims, a form as an object, all else as text;
 * empty is null.
 * Never throws and never loses anything: what cannot be parsed is text, with a sentence that says so.
 */
export const readBody = (contentType: string, body: Uint8Array): ReadBody => {
  if (body.byteLength === 0) return { value: null, keptAsText: null }
  const type = mediaTypeIn(contentType)
  const text = textOf(body)
  if (type === 'application/x-www-form-urlencoded') return { value: readForm(text), keptAsText: null }
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
