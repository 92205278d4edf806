import { Fault, isJsonObject, nameOfValue } from '@hookwright/model'

/** Pattern of a header name: a token (RFC 9110, 5.1). */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const control = /[\x00-\x1f\x7f]/

const beyondLatin1 = /[^\0-\xff]/

/**
 * Headers for framing and routing, which flows cannot set. A wrong value could smuggle a second request or
 * reach another host.
 */
const ownHeaders = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade'
])

const whyNotNamed = (name: string): string | null => {
  if (control.test(name)) return 'its name contains a control character. Remove it.'
  if (!token.test(name)) return 'its name contains invalid characters. Use another name.'
  return ownHeaders.has(name.toLowerCase()) ? 'Hookwright sets this header. Remove it.' : null
}

const whyNotSent = (text: string): string | null => {
  if (control.test(text)) return 'its value contains a line break or another control character. Remove it.'
  return beyondLatin1.test(text)
    ? 'its value contains a character that headers do not allow. Encode the value first.'
    : null
}

const printable = (name: string): string => JSON.stringify(name.slice(0, 100)).slice(1, -1)

const refuse = (name: string, why: string): never => {
  throw new Fault('http.header', { name: printable(name), why })
}

const textOf = (name: string, value: unknown): string => {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return refuse(name, `its value is ${nameOfValue(value)}. Map Text, a Number or True/False.`)
}

/**
 * Returns the headers of a request, including defaults. A given header replaces the default of the same name,
 * ignoring case; `null` omits it. Throws `http.header` for an invalid or forbidden name or value.
 */
export const requestHeaders = (input: unknown, defaults: Record<string, string>): Record<string, string> => {
  const entries: [string, string][] = []
  const seen = new Set<string>()
  for (const [name, value] of Object.entries(isJsonObject(input) ? input : {})) {
    if (value === null || value === undefined) continue
    const text = textOf(name, value)
    const why = whyNotNamed(name) ?? whyNotSent(text)
    if (why !== null) refuse(name, why)
    if (seen.has(name.toLowerCase()))
      refuse(name, 'it is set twice, with different capitalization. Keep only one of the two.')
    seen.add(name.toLowerCase())
    entries.push([name, text])
  }
  const missing = Object.entries(defaults).filter(([name]) => !seen.has(name.toLowerCase()))
  return Object.fromEntries([...entries, ...missing])
}
