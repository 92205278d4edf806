import { parseJson } from '../fields/parse-json.ts'
import { valueAt } from '../fields/path.ts'
import { isJsonObject } from '../kernel/json.ts'
import { bytesOf, textOf } from '../kernel/text-bytes.ts'
import { type Arriving, doubled, headerOf, mediaTypeOf, parameterOf } from './arriving.ts'
import type { Content, Cryptography } from './cryptography.ts'
import { isShortToken } from './short-token.ts'
import { type Atom, type Filter, printAtom, type TemplateParts } from './template.ts'
import { xmlText } from './xml-text.ts'

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte
  for (let bit = 0; bit < 8; bit++)
    remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1
  return remainder
})

/** Returns the CRC-32 of bytes, as in PNG and zip. */
export const crc32 = (bytes: Uint8Array): number => {
  let remainder = 0xffffffff
  for (const byte of bytes) remainder = (remainder >>> 8) ^ (table[(remainder ^ byte) & 255] ?? 0)
  return (remainder ^ 0xffffffff) >>> 0
}

/** Maximum length of a header value that is read, in characters. */
export const MOST_HEADER = 8192

/** Context for filling templates: one request, parsed lazily, and the state of the rule that is checked. */
export interface Scope {
  readonly arriving: Arriving
  readonly cryptography: Cryptography
  /** Body parsed as JSON; `undefined` until it is needed, `null` for invalid JSON. */
  json: { value: unknown } | null | undefined
  /** Parts `name=value` of the signature header. */
  signatureParts: readonly string[]
  /** Form field that contains the signature. The signed form excludes this field. Empty if there is none. */
  signatureField: string
  /** Key of the handshake that is checked. */
  key: Uint8Array | null
  /**
   * Text that the handshake's key may sign. A key that also verifies events may sign only short tokens, or
   * nothing.
   */
  maySign: 'anything' | 'short-tokens' | 'nothing'
  /** Reason why the handshake's key did not sign the content; `null` if it signed, or was not asked to. */
  withheld: 'handshake-token' | 'handshake-key' | null
  /** Record of the delivery, for `item` atoms. */
  item: unknown
  /** Claims of the verified JSON Web Token, for `jwt` atoms. */
  claims: unknown
  /** Registration Data, as returned by the registration flow; `null` until it exists. */
  readonly registration: unknown
}

/** Creates the template context of a request. */
export const scopeOf = (
  arriving: Arriving,
  { cryptography, registration = null }: { cryptography: Cryptography; registration?: unknown }
): Scope => ({
  arriving,
  cryptography,
  registration,
  json: undefined,
  signatureParts: [],
  signatureField: '',
  key: null,
  maySign: 'anything',
  withheld: null,
  item: null,
  claims: null
})

/** Part of a template that is missing or repeated in the request. The template then cannot be filled. */
export interface Missing {
  missing: string
}

/** Returns the body as JSON, parsed on first use; `null` for invalid JSON. */
export const jsonOf = (scope: Scope): { value: unknown } | null => {
  if (scope.json === undefined) {
    const text = textOf(scope.arriving.body)
    const parsed = text === null ? null : parseJson(text)
    scope.json = parsed?.ok === true ? { value: parsed.value } : null
  }
  return scope.json
}

/** Returns the text form of a JSON value; null for a value without one. */
export const textOfValue = (value: unknown): string | null =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : null

const once = (found: string | null | typeof doubled): string | null => (found === doubled ? null : found)

/**
 * Returns a header value that occurs once, is not too long and contains only printable ASCII; otherwise null.
 */
const readableHeader = (headers: readonly string[], name: string): string | null => {
  const value = once(headerOf(headers, name))
  return value === null || value.length > MOST_HEADER || !/^[\t\x20-\x7e]*$/.test(value) ? null : value
}

const isForm = (headers: readonly string[]): boolean =>
  mediaTypeOf(headers) === 'application/x-www-form-urlencoded'

/**
 * Returns all fields of a form except one, sorted by name and concatenated without separators. Repeated
 * values count once.
 */
const sortedForm = ({ headers, body }: Arriving, without: string): string | null => {
  const text = isForm(headers) ? textOf(body) : null
  if (text === null) return null
  const fields = new Map<string, Set<string>>()
  for (const [name, value] of new URLSearchParams(text))
    if (without === '' || name !== without) fields.set(name, (fields.get(name) ?? new Set()).add(value))
  return [...fields.keys()]
    .sort()
    .map(name =>
      [...(fields.get(name) ?? [])]
        .sort()
        .map(value => name + value)
        .join('')
    )
    .join('')
}

/**
 * Returns the value of a form field; null when the body is not a form or lacks it, `doubled` when
 * it is repeated.
 */
export const formField = ({ headers, body }: Arriving, name: string): string | null | typeof doubled => {
  const text = isForm(headers) ? textOf(body) : null
  return text === null ? null : parameterOf(text, name)
}

/** Returns the value of a part `name=value` of the signature header; `null` unless it occurs once. */
const signaturePart = (parts: readonly string[], name: string): string | null => {
  const found = parts.filter(part => part.startsWith(`${name}=`))
  return found.length === 1 ? (found[0]?.slice(name.length + 1) ?? null) : null
}

/**
 * Returns the value of an atom before its filters: bytes, text or any JSON; null when it is
 * missing.
 */
export const valueOfAtom = (atom: Atom, scope: Scope): unknown => {
  const { arriving } = scope
  switch (atom.kind) {
    case 'body':
      return arriving.body
    case 'url':
      return arriving.query === '' ? arriving.eventUrl : `${arriving.eventUrl}?${arriving.query}`
    case 'method':
      return arriving.method
    case 'header':
      return readableHeader(arriving.headers, atom.name)
    case 'query':
      return once(parameterOf(arriving.query, atom.name))
    case 'form':
      return atom.name === ''
        ? sortedForm(arriving, scope.signatureField)
        : once(formField(arriving, atom.name))
    case 'sig':
      return signaturePart(scope.signatureParts, atom.name)
    case 'key':
      return scope.key
    case 'json':
      return valueAt(jsonOf(scope)?.value, atom.path)
    case 'xml':
      return xmlText(textOf(arriving.body) ?? '', atom.name)
    case 'item':
      return valueAt(scope.item, atom.path)
    case 'registration':
      return valueAt(scope.registration, atom.path)
    case 'jwt':
      return valueAt(scope.claims, atom.path)
  }
}

/** Signs a value with the handshake's key. Returns null if the key may not sign this value. */
const signedByHandshake = (
  value: string | Uint8Array,
  encoding: 'hex' | 'base64',
  scope: Scope
): string | null => {
  const { cryptography, key, maySign } = scope
  if (key === null) return null
  if (maySign === 'nothing') scope.withheld = 'handshake-key'
  else if (maySign === 'short-tokens' && !isShortToken(value)) scope.withheld = 'handshake-token'
  else return cryptography.hmac('sha256', key, [value], encoding)
  return null
}

const applyFilter = (
  filter: Filter,
  value: string | Uint8Array,
  scope: Scope
): string | Uint8Array | null => {
  const { cryptography } = scope
  switch (filter.filter) {
    case 'lower':
      return typeof value === 'string' ? value.toLowerCase() : null
    case 'crc32':
      return String(crc32(typeof value === 'string' ? bytesOf(value) : value))
    case 'sha256-hex':
      return cryptography.hash('sha256', [value], 'hex')
    case 'sha256-base64':
      return cryptography.hash('sha256', [value], 'base64')
    case 'hmac-sha256-hex':
      return signedByHandshake(value, 'hex', scope)
    case 'hmac-sha256-base64':
      return signedByHandshake(value, 'base64', scope)
    case 'line':
      return typeof value === 'string' ? `${filter.name}\n${value}\n` : null
    case 'sorted':
      return value
  }
}

const fillAtom = (atom: Atom, scope: Scope): string | Uint8Array | null => {
  const found = valueOfAtom(atom, scope)
  let value: string | Uint8Array | null = found instanceof Uint8Array ? found : textOfValue(found)
  for (const filter of atom.filters) {
    if (value === null) return null
    value = applyFilter(filter, value, scope)
  }
  return value
}

const isLine = (part: string | Atom): part is Atom =>
  typeof part === 'object' && part.filters.some(({ filter }) => filter === 'line')

/**
 * Returns true if the output of a `line` filter has more than two lines. Its value then contains a line
 * break.
 */
const holdsMoreLines = (line: string | Uint8Array): boolean =>
  typeof line === 'string' && line.split('\n', 4).length > 3

/**
 * Returns the bytes of a filled template in parts, or the missing part. Of several parts with the filter
 * `line`, only the first may be multi-line. Otherwise two requests with different values could have the same
 * signed content.
 */
export const fillContent = (parts: TemplateParts | null, scope: Scope): Content | Missing => {
  if (parts === null) return { missing: 'a part that cannot be read' }
  const content: (string | Uint8Array)[] = []
  let isAfterLine = false
  for (const part of parts) {
    const value = typeof part === 'string' ? part : fillAtom(part, scope)
    if (isLine(part) && value !== null) {
      if (isAfterLine && holdsMoreLines(value)) return { missing: printAtom(part) }
      isAfterLine = true
    }
    if (value !== null) content.push(value)
    else if (typeof part !== 'string' && !part.optional) return { missing: printAtom(part) }
  }
  return content
}

/** Returns the text of a filled template; null when a part is missing or is not text. */
export const fillText = (parts: TemplateParts | null, scope: Scope): string | null => {
  const content = fillContent(parts, scope)
  if ('missing' in content) return null
  let text = ''
  for (const part of content) {
    const more = typeof part === 'string' ? part : textOf(part)
    if (more === null) return null
    text += more
  }
  return text
}

/** Returns true for an empty value. */
export const isEmptyValue = (value: unknown): boolean =>
  value === null ||
  value === '' ||
  (value instanceof Uint8Array && value.length === 0) ||
  (Array.isArray(value) && value.length === 0) ||
  (isJsonObject(value) && !(value instanceof Uint8Array) && Object.keys(value).length === 0)
