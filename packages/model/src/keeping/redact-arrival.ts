import { declaresOtherCharset, decodeBody } from '../deliveries/decode-body.ts'
import type { IncomingRequest } from '../deliveries/delivery.ts'
import { jsonTextOf, readBody, readForm } from '../deliveries/read-body.ts'
import { parseJson } from '../fields/parse-json.ts'
import { isJsonObject } from '../kernel/json.ts'
import { REDACTED, redactAt } from './redact-value.ts'
import { type RedactionPath, writeRedactionPath } from './redaction-path.ts'
import { withoutTexts } from './without-texts.ts'

/** Received request after redaction. */
export interface RedactedArrival {
  /** Request with placeholders. The same object if nothing was redacted. */
  arrival: IncomingRequest
  /** Redaction paths that matched a value in the request, in text form. */
  places: string[]
  /** Redacted texts and numbers, in text form. */
  values: string[]
}

/**
 * Encodes a rewritten body as UTF-8. The content type stays the same, so a byte order mark overrides a
 * declared charset.
 */
const bytesOfText = (contentType: string, text: string): Uint8Array =>
  new TextEncoder().encode(declaresOtherCharset(contentType) ? `\ufeff${text}` : text)

const isTree = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Returns how many members the objects in a JSON text have in total. */
const membersIn = (json: string): number => {
  let members = 0
  let inText = false
  for (let at = 0; at < json.length; at++) {
    const sign = json[at]
    if (inText) {
      if (sign === '\\') at++
      else if (sign === '"') inText = false
    } else if (sign === '"') inText = true
    else if (sign === ':') members++
  }
  return members
}
const membersOf = (value: unknown): number => {
  if (!isTree(value)) return 0
  const items = Object.values(value)
  return items.reduce<number>((sum, item) => sum + membersOf(item), isJsonObject(value) ? items.length : 0)
}

const writeForm = (form: object): string => {
  const written = new URLSearchParams()
  for (const [name, value] of Object.entries(form)) {
    for (const one of Array.isArray(value) ? value : [value]) written.append(name, String(one))
  }
  return written.toString()
}

const isForm = (contentType: string): boolean =>
  (contentType.split(';', 1)[0] ?? '').trim().toLowerCase() === 'application/x-www-form-urlencoded'

/** Redacts each path in a value and records the paths that matched. */
const redactAll = (value: unknown, paths: RedactionPath[], hits: Set<RedactionPath>, found: Set<string>) =>
  paths.reduce((before, path) => {
    const after = redactAt(before, path.way, found)
    if (after !== before) hits.add(path)
    return after
  }, value)

/**
 * Returns true if a JSON object repeats a name. Only one of the repeated values is parsed, so the stored
 * bytes could still contain another.
 */
const holdsMoreThanRead = (json: string, value: unknown): boolean => membersIn(json) !== membersOf(value)

interface BodyGiven {
  contentType: string
  body: Uint8Array
  /** Parsed body, as the flow sees it. */
  seen: unknown
  paths: RedactionPath[]
  hits: Set<RedactionPath>
  found: Set<string>
}

/**
 * Redacts a body that is not JSON: text that may contain JSON, or a body parsed in parts, such as XML and
 * multipart.
 */
const redactText = (text: string, { contentType, body, seen, paths, hits, found }: BodyGiven): Uint8Array => {
  if (isTree(seen)) {
    const next = redactAll(seen, paths, hits, found)
    // Its parts cannot be written back into what they were read from.
    return next === seen ? body : bytesOfText(contentType, REDACTED)
  }
  const next = redactAll(text, paths, hits, found)
  if (next !== text) return bytesOfText(contentType, String(next))
  const parsed = parseJson(text)
  if (parsed.ok && isTree(parsed.value) && !holdsMoreThanRead(text, parsed.value)) return body
  // Nobody can say where in it the places are.
  for (const path of paths) hits.add(path)
  found.add(text)
  return bytesOfText(contentType, REDACTED)
}

const redactBody = (params: BodyGiven): Uint8Array => {
  const { contentType, body, paths, hits, found } = params
  if (paths.length === 0 || body.byteLength === 0) return body
  const { value } = readBody(contentType, body)
  const { text } = decodeBody(contentType, body)
  if (!isTree(value)) return redactText(text, params)
  const next = redactAll(value, paths, hits, found)
  if (isForm(contentType))
    return next === value ? body : bytesOfText(contentType, isTree(next) ? writeForm(next) : REDACTED)
  if (next === value && !holdsMoreThanRead(jsonTextOf(contentType, text), value)) return body
  if (next === value) for (const path of paths) hits.add(path)
  return bytesOfText(contentType, JSON.stringify(next))
}

const redactHeaders = (
  headers: string[],
  paths: RedactionPath[],
  hits: Set<RedactionPath>,
  found: Set<string>
): string[] =>
  headers.map((line, at) => {
    if (at % 2 === 0) return line
    const name = (headers[at - 1] ?? '').toLowerCase()
    const path = paths.find(({ way: [into] }) =>
      typeof into === 'string' ? into.toLowerCase() === name : true
    )
    if (path === undefined || line === '' || line === REDACTED) return line
    hits.add(path)
    found.add(line)
    return REDACTED
  })

const redactQuery = (
  query: string,
  paths: RedactionPath[],
  hits: Set<RedactionPath>,
  found: Set<string>
): string => {
  if (paths.length === 0 || query === '') return query
  const value = readForm(query)
  const next = redactAll(value, paths, hits, found)
  if (next === value) return query
  return isTree(next) ? writeForm(next) : REDACTED
}

/** Returns the body with all other copies of the redacted values removed. */
const cleanBody = (contentType: string, body: Uint8Array, found: ReadonlySet<string>): Uint8Array => {
  const { value } = readBody(contentType, body)
  const next = withoutTexts(value, found)
  if (next === value) return body
  if (!isTree(next)) return bytesOfText(contentType, String(next))
  return bytesOfText(contentType, isForm(contentType) ? writeForm(next) : JSON.stringify(next))
}

const cleanQuery = (query: string, found: ReadonlySet<string>): string => {
  const value = query === '' ? {} : readForm(query)
  const next = withoutTexts(value, found)
  return next === value || !isTree(next) ? query : writeForm(next)
}

/**
 * Redacts the values at these paths in a request, and their copies elsewhere in the request. A rewritten body
 * is formatted as standard JSON or as a form; a body that cannot be rewritten is replaced as a whole. `seen`
 * is the parsed body if it was parsed in parts.
 */
export const redactArrival = (
  params: { contentType: string; arrival: IncomingRequest; seen: unknown },
  paths: RedactionPath[]
): RedactedArrival => {
  const { contentType, arrival, seen } = params
  const hits = new Set<RedactionPath>()
  const found = new Set<string>()
  const of = (root: RedactionPath['in']) => paths.filter(path => path.in === root)
  const body = redactBody({ contentType, body: arrival.body, seen, paths: of('body'), hits, found })
  const headers = redactHeaders(arrival.headers, of('headers'), hits, found)
  const query = redactQuery(arrival.query, of('query'), hits, found)
  if (hits.size === 0) return { arrival, places: [], values: [] }
  return {
    arrival: {
      ...arrival,
      query: cleanQuery(query, found),
      headers: headers.map((line, at) => (at % 2 === 0 ? line : String(withoutTexts(line, found)))),
      body: cleanBody(contentType, body, found)
    },
    places: paths.filter(path => hits.has(path)).map(writeRedactionPath),
    values: [...found]
  }
}
