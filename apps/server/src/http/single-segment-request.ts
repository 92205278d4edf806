/** A request that arrived in one segment and can be parsed in one way only. */
export interface SingleSegmentRequest {
  method: 'POST'
  url: string
  /** Alternating names and values, in the order of arrival. */
  rawHeaders: string[]
  body: Buffer
}

/** Bytes between head and body. A buffer is faster, since a text would be converted for each search. */
const headEnd = Buffer.from('\r\n\r\n')

/** Maximum size in bytes of a request head that is parsed here. */
const MOST_HEAD = 8_192

/** Pattern of a request line and headers, stricter than RFC 9112 and RFC 9110 (5.5 and 5.6.2). */
const grammar =
  /^POST \/[\w.~!$&'()*+,;=:@/?%-]* HTTP\/1\.1\r\n(?:[\w!#$%&'*+.^`|~-]+:[\t\x20-\x7e\x80-\xff]*\r\n)+$/

/** Headers that affect framing or the connection. A request with one of these headers uses the fallback. */
const steering = ['transfer-encoding', 'proxy-connection', 'upgrade', 'expect'] as const
/** Headers that the parser reads itself. Each of them may occur only once. */
const usual = ['host', 'content-length', 'connection'] as const
const heeded = [...usual, ...steering]

/**
 * Returns a header name in lower case if the parser handles it; null for all other headers. Avoids a copy for
 * most names.
 */
const heededOf = (name: string): (typeof heeded)[number] | null => {
  for (const known of heeded) {
    if (known.length !== name.length || (name.charCodeAt(0) | 0x20) !== known.charCodeAt(0)) continue
    if (name.toLowerCase() === known) return known
  }
  return null
}

/** Pattern of a valid Content-Length: digits alone, few enough for an exact number. */
const digits = /^\d{1,12}$/

/** Header lines that fit the grammar, and the body's length. */
interface PlainHead {
  rawHeaders: string[]
  /** Length of the body in bytes. */
  length: number
}

/**
 * Parses the header lines. Returns null if a header affects the framing, or if host or length is missing or
 * repeated.
 */
const readLines = (head: string): PlainHead | null => {
  const rawHeaders: string[] = []
  let hasHost = false
  let length: string | null = null
  let connection: string | null = null
  let from = head.indexOf('\r\n') + 2
  while (from < head.length) {
    const colon = head.indexOf(':', from)
    const end = head.indexOf('\r\n', colon)
    const name = head.slice(from, colon)
    const value = withoutSpace(head, colon + 1, end)
    const known = heededOf(name)
    // White space it is, yet node:http does not take it for such behind a length.
    if (known !== null && head.slice(colon, end).includes('\t')) return null
    switch (known) {
      case null:
        break
      case 'host':
        if (hasHost) return null
        hasHost = true
        break
      case 'content-length':
        if (length !== null) return null
        length = value
        break
      case 'connection':
        if (connection !== null) return null
        connection = value
        break
      default:
        return null
    }
    rawHeaders.push(name, value)
    from = end + 2
  }
  // What HTTP/1.1 does anyway, and many senders say (RFC 9112, 9.3).
  const isKept = connection === null || connection.toLowerCase() === 'keep-alive'
  return hasHost && isKept && length !== null && digits.test(length)
    ? { rawHeaders, length: Number(length) }
    : null
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x09

/** Returns a value without surrounding white space, which is not part of it (RFC 9110, 5.5). */
const withoutSpace = (head: string, from: number, to: number): string => {
  let start = from
  let end = to
  while (start < end && isSpace(head.charCodeAt(start))) start++
  while (end > start && isSpace(head.charCodeAt(end - 1))) end--
  return head.slice(start, end)
}

/**
 * Parses a POST that is exactly this segment. Returns null for anything else: several segments, chunks,
 * `Connection: close`, deviations from HTTP/1.1 (RFC 9112), or any ambiguity. Node:http parses every request
 * that is accepted here in the same way.
 */
export const readSingleSegmentRequest = (piece: Buffer): SingleSegmentRequest | null => {
  const end = piece.indexOf(headEnd)
  if (end < 0 || end > MOST_HEAD) return null
  const head = piece.toString('latin1', 0, end + 2)
  if (!grammar.test(head)) return null
  const lines = readLines(head)
  if (lines === null || piece.length !== end + 4 + lines.length) return null
  const url = head.slice('POST '.length, head.indexOf(' ', 'POST '.length))
  return { method: 'POST', url, rawHeaders: lines.rawHeaders, body: piece.subarray(end + 4) }
}
