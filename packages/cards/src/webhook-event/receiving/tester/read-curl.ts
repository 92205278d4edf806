import { base64Of, bytesOf, type CurlOption, curlOptionsOf, shellWordsOf } from '@hookwright/model'

/** Request that a curl command would send, or an error message. */
export type ReadCurl =
  | { ok: true; method: string; url: string; headers: string[]; body: string; asQuery: string | null }
  | { ok: false; message: string }

/** Percent-encodes each byte except unreserved characters. */
const percentEncoded = (text: string): string =>
  Array.from(bytesOf(text), byte => {
    const sign = String.fromCharCode(byte)
    return /[\w.~-]/.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }).join('')

const encoded = (value: string): string => {
  const at = value.indexOf('=')
  return at < 0
    ? percentEncoded(value)
    : `${value.slice(0, at)}${at === 0 ? '' : '='}${percentEncoded(value.slice(at + 1))}`
}

/** Header set by an option. The value is null if the header must not be sent. */
type Header = [name: string, value: string | null]

/** Parses `Name: value` into a header. `Name;` sends the header empty, and `Name:` suppresses it. */
const headerIn = (text: string): Header | null => {
  const colon = text.indexOf(':')
  if (colon > 0) return [text.slice(0, colon).trim(), text.slice(colon + 1).trim() || null]
  const empty = /^([^;]+);\s*$/.exec(text)?.[1]
  return empty === undefined ? null : [empty.trim(), '']
}

/** Returns the header that a curl option sets; null for other options. */
const headerOf = (name: string, value: string): Header | null => {
  switch (name) {
    case 'header':
      return headerIn(value)
    case 'user-agent':
      return ['User-Agent', value]
    case 'referer':
      return ['Referer', value]
    case 'cookie':
      return value.includes('=') ? ['Cookie', value] : null
    case 'user':
      return ['Authorization', `Basic ${base64Of(bytesOf(value))}`]
    case 'oauth2-bearer':
      return ['Authorization', `Bearer ${value}`]
    default:
      return null
  }
}

const plainData = new Set(['data', 'data-binary', 'data-ascii'])

/**
 * Returns an error message for an unsupported option: one that reads data from a file, or sends a form.
 * `null` for other options.
 */
const elsewhere = ({ name, value }: CurlOption): string | null => {
  if ((plainData.has(name) || name === 'json') && value.startsWith('@')) {
    return `The curl command reads the body from the file ${value.slice(1)}. Paste it instead.`
  }
  // A name may stand in front of the file; with a `=` it is the text itself.
  const file = name === 'data-urlencode' ? /^[^=@]*@([^=]*)$/.exec(value)?.[1] : undefined
  if (file !== undefined) return `The curl command reads the body from the file ${file}. Paste it instead.`
  if (name === 'header' && value.startsWith('@')) {
    return `The curl command reads the headers from the file ${value.slice(1)}. Paste them instead.`
  }
  if (name === 'upload-file')
    return `The curl command reads the body from the file ${value}. Paste it instead.`
  return name === 'form' || name === 'form-string'
    ? 'Form data with -F is not supported. Paste the raw HTTP request instead.'
    : null
}

const bodyOf = (options: readonly CurlOption[]): string | null => {
  const json = options.filter(({ name }) => name === 'json').map(({ value }) => value)
  if (json.length > 0) return json.join('')
  const parts = options.flatMap(({ name, value }) => {
    if (name === 'data-urlencode') return [encoded(value)]
    return plainData.has(name) || name === 'data-raw' ? [value] : []
  })
  return parts.length === 0 ? null : parts.join('&')
}

/** Returns curl's default Content-Type header for a body. Empty if the command sets that header. */
const typeOf = (options: readonly CurlOption[], headers: readonly Header[]): string[] => {
  if (headers.some(([name]) => name.toLowerCase() === 'content-type')) return []
  const isJson = options.some(({ name }) => name === 'json')
  return ['Content-Type', isJson ? 'application/json' : 'application/x-www-form-urlencoded']
}

/** Parses a curl command into the request that curl would send. */
export const readCurl = (text: string): ReadCurl => {
  const split = shellWordsOf(text)
  if (split === null)
    return { ok: false, message: 'The curl command has an unclosed quote. Add the closing quote.' }
  const { options } = curlOptionsOf(split.words.slice(1))
  const message = options.map(elsewhere).find(said => said !== null)
  if (message !== undefined && message !== null) return { ok: false, message }
  const urls = options.filter(({ name }) => name === 'url').map(({ value }) => value)
  // The value of an option that is not known here looks like a second address.
  const url = urls.find(each => /^https?:/i.test(each)) ?? urls[0]
  if (url === undefined) return { ok: false, message: 'The curl command has no URL. Add it.' }
  const has = (wanted: string): boolean => options.some(({ name }) => name === wanted)
  const headers = options.flatMap(({ name, value }) => {
    const header = headerOf(name, value)
    return header === null ? [] : [header]
  })
  const data = bodyOf(options)
  const asQuery = has('get') ? data : null
  const body = has('get') ? null : data
  const usual = has('head') ? 'HEAD' : body === null ? 'GET' : 'POST'
  const method = options.findLast(({ name }) => name === 'request')?.value ?? usual
  return {
    ok: true,
    method: method.toUpperCase(),
    url,
    headers: [
      ...headers.flatMap(([name, value]) => (value === null ? [] : [name, value])),
      ...(body === null ? [] : typeOf(options, headers))
    ],
    body: body ?? '',
    asQuery
  }
}
