/** Request as input of the receiving rules. */
export interface Arriving {
  method: string
  /** Event URL as registered at the service, without a query. Never derived from the Host header. */
  eventUrl: string
  /** Query after the `?`; empty without a query. */
  query: string
  /** Header names and values alternating, as received. */
  headers: readonly string[]
  /** Raw bytes of the body. */
  body: Uint8Array
}

/**
 * Marker for a value that occurs more than once where only one is allowed. It is unknown which of them was
 * signed.
 */
export const doubled = Symbol('doubled')

/** Returns a header's value; null when it is missing, `doubled` when it is repeated. */
export const headerOf = (headers: readonly string[], name: string): string | null | typeof doubled => {
  let found: string | null = null
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const line = headers[at] ?? ''
    if (line.length !== name.length || line.toLowerCase() !== name) continue
    if (found !== null) return doubled
    found = headers[at + 1] ?? ''
  }
  return found
}

/**
 * Returns a parameter of a query or a form; null when it is missing, `doubled` when it is repeated.
 */
export const parameterOf = (text: string, name: string): string | null | typeof doubled => {
  let found: string | null = null
  for (const [key, value] of new URLSearchParams(text)) {
    if (key !== name) continue
    if (found !== null) return doubled
    found = value
  }
  return found
}

/** Returns the content type in lower case, without parameters; empty if the header is missing or repeated. */
export const mediaTypeOf = (headers: readonly string[]): string => {
  const type = headerOf(headers, 'content-type')
  return typeof type === 'string' ? (type.split(';', 1)[0] ?? '').trim().toLowerCase() : ''
}
