/** A request as rules see it. */
export interface Arriving {
  method: string
  /** The Event URL as it was given to the service, by configuration, without a query; never made of Host. */
  eventUrl: string
  /** The text behind the `?`; empty when there is none. */
  query: string
  /** Header lines as they came: names and values in turn. */
  headers: readonly string[]
  /** The exact bytes. */
  body: Uint8Array
}

/** A value that is there twice, where one was meant: nobody can say which of them was signed. */
export const doubled = Symbol('doubled')

/** A header's value; null when it is missing, `doubled` when it came twice. */
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

/** A parameter of a query or a form; null when it is missing, `doubled` when it came twice. */
export const parameterOf = (text: string, name: string): string | null | typeof doubled => {
  let found: string | null = null
  for (const [key, value] of new URLSearchParams(text)) {
    if (key !== name) continue
    if (found !== null) return doubled
    found = value
  }
  return found
}

/** The content type without its parameters, in lower case; empty when there is none or more than one. */
export const mediaTypeOf = (headers: readonly string[]): string => {
  const type = headerOf(headers, 'content-type')
  return typeof type === 'string' ? (type.split(';', 1)[0] ?? '').trim().toLowerCase() : ''
}
