import { Fault } from '@hookwright/model'

/**
 * Headers for framing and routing, which flows cannot set. A wrong one could smuggle a second request to a
 * service.
 */
const reserved = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade'
])

/** Headers that are kept on a redirect to another origin, since they cannot contain a secret. */
const harmless = new Set(['accept', 'accept-encoding', 'accept-language', 'user-agent'])

const unsendable = (name: string, value: string): string | null => {
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}$/.test(name)) {
    return 'a header name may contain only letters, digits and hyphens.'
  }
  if (reserved.has(name.toLowerCase())) return 'it is set automatically; remove it.'
  if (/\p{Cc}/u.test(value)) return 'its value contains a line break or another control character.'
  if (/[^\0-\xff]/.test(value)) {
    return 'its value contains a character that is not allowed in headers; encode it first, for example as Base64.'
  }
  return null
}

/** Returns the request headers, including default headers, with names in lower case. Throws `http.header`. */
export const requestHeaders = (headers: Record<string, string>): Record<string, string> => {
  checkHeaders(headers)
  return Object.fromEntries([
    ['accept', '*/*'],
    ['accept-encoding', 'gzip, br'],
    ['user-agent', 'Hookwright'],
    ...Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
  ])
}

/**
 * Checks that headers can be sent. Throws `http.header` with the name of an invalid header, but never its
 * value.
 */
export const checkHeaders = (headers: Record<string, string>): void => {
  for (const [name, value] of Object.entries(headers)) {
    const why = unsendable(name, value)
    if (why !== null) throw new Fault('http.header', { name: name.slice(0, 200), why })
  }
}

/** Returns the headers that are kept on a redirect to another origin. */
export const harmlessHeaders = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => harmless.has(name)))
