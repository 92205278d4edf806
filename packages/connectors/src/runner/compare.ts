import { isJsonObject, type Json } from '@hookwright/model'
import type { RecordedRequest } from '@hookwright/model/files'
import { bodyOf, encodeFields } from './test-effects.ts'

/** Request as it would be sent, including credentials. Header names are in lower case. */
export interface SentRequest {
  method: string
  url: string
  headers: Record<string, string>
  body: string
}

const SHOWN = 300

/** Formats a value as JSON for a sentence, cut after 300 characters. A missing value is “nothing”. */
const showValue = (value: unknown): string => {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}

const plain = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)))

/** Returns the differences of two JSON values as sentences, each with the path of the value. */
export const compareValues = (place: string, expected: unknown, found: unknown): string[] => {
  const [want, got] = [plain(expected), plain(found)]
  if (isJsonObject(want) && isJsonObject(got)) {
    return [...new Set([...Object.keys(want), ...Object.keys(got)])].flatMap(key =>
      compareValues(`${place}.${key}`, want[key], got[key])
    )
  }
  if (Array.isArray(want) && Array.isArray(got) && want.length === got.length)
    return want.flatMap((item, index) => compareValues(`${place}[${index + 1}]`, item, got[index]))
  return JSON.stringify(want) === JSON.stringify(got)
    ? []
    : [`${place} is ${showValue(got)}, expected ${showValue(want)}.`]
}

const sortedQuery = (url: URL): string =>
  [...url.searchParams]
    .map(pair => pair.join('='))
    .sort()
    .join('&')

const compareUrls = (expected: string, found: string): string[] => {
  const [want, got] = [new URL(expected), new URL(found)]
  const isSame =
    want.origin === got.origin && want.pathname === got.pathname && sortedQuery(want) === sortedQuery(got)
  return isSame ? [] : [`The URL is ${got.href}, expected ${want.href}.`]
}

const parsed = (text: string): { ok: true; value: Json } | { ok: false } => {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false }
  }
}

const compareBodies = (expected: RecordedRequest, found: string): string[] => {
  if (expected.json !== undefined) {
    const read = parsed(found)
    return read.ok
      ? compareValues('The body', expected.json, read.value)
      : [`The body is ${showValue(found)}, which is not JSON.`]
  }
  if (expected.form !== undefined) {
    const fields = (text: string) =>
      Object.fromEntries(
        [...new URLSearchParams(text)].map(([key]) => [key, new URLSearchParams(text).getAll(key)])
      )
    return compareValues('The form', fields(encodeFields(expected.form)), fields(found))
  }
  const { text } = bodyOf(expected)
  return text === found ? [] : [`The body is ${showValue(found)}, expected ${showValue(text)}.`]
}

/** Returns the differences between a recorded request and a sent request, as sentences. */
export const compareRequests = (expected: RecordedRequest, found: SentRequest): string[] => [
  ...(expected.method === found.method
    ? []
    : [`The method is ${found.method}, expected ${expected.method}.`]),
  ...compareUrls(expected.url, found.url),
  ...Object.entries(expected.headers ?? {}).flatMap(([name, value]) => {
    const got = found.headers[name.toLowerCase()]
    return got === value ? [] : [`The header ${name} is ${showValue(got)}, expected ${showValue(value)}.`]
  }),
  ...compareBodies(expected, found.body)
]
