/** A request that arrived in one segment and can be parsed in one way only. */
export interface SingleSegmentRequest {
  method: 'POST'
  url: string
  /** Alternating names and values, in the order received. */
  rawHeaders: string[]
  body: Buffer
}

/** Maximum size in bytes of a request head that is parsed here. */
const MOST_HEAD = 8_192

/** Pattern of a request line and headers, stricter than RFC 9112 and RFC 9110 (5.5 and 5.6.2). */
const grammar =
  /^POST \/[\w.~!$&'()*+,;=:@/?%-]* HTTP\/1\.1\r\n(?:[\w!#$%&'*+.^`|~-]+:[\t\x20-\x7e\x80-\xff]*\r\n)+$/

/** Headers that affect framing or the connection; a request with one of them takes the fallback. */
const steering = new Set(['transfer-encoding', 'proxy-connection', 'upgrade', 'expect'])
/** Headers that may occur once, with a value that has no effect here. */
const usual = new Set(['host', 'content-length', 'connection'])
/** Lengths of these names, since most other names differ in length. */
const lengths = new Set([...steering, ...usual].map(name => name.length))

/** Pattern of a valid Content-Length: digits alone, few enough for an exact number. */
const digits = /^\d{1,12}$/

/** Header lines that fit the grammar, and the body's length. */
interface PlainHead {
  rawHeaders: string[]
  /** Length of the body in bytes. */
  length: number
}

/** Parses the header lines. Null for a steering header, or when host or length is missing or repeated. */
const readLines = (head: string): PlainHead | null => {
  const rawHeaders: string[] = []
  const said = new Map<string, string>()
  let from = head.indexOf('\r\n') + 2
  while (from < head.length) {
    const colon = head.indexOf(':', from)
    const end = head.indexOf('\r\n', colon)
    const name = head.slice(from, colon)
    const value = withoutSpace(head, colon + 1, end)
    if (lengths.has(name.length)) {
      const known = name.toLowerCase()
      if (steering.has(known) || said.has(known)) return null
      if (usual.has(known)) {
        // White space it is, yet node:http does not take it for such behind a length.
        if (head.slice(colon, end).includes('\t')) return null
        said.set(known, value)
      }
    }
    rawHeaders.push(name, value)
    from = end + 2
  }
  const length = said.get('content-length') ?? ''
  // What HTTP/1.1 does anyway, and many senders say (RFC 9112, 9.3).
  const isKept = (said.get('connection') ?? 'keep-alive').toLowerCase() === 'keep-alive'
  return said.has('host') && isKept && digits.test(length) ? { rawHeaders, length: Number(length) } : null
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
 * Parses a POST that is exactly this segment. Null for everything else: several segments, chunks, `Connection: close`,
 * not strict HTTP/1.1 (RFC 9112), or any ambiguity. A request accepted here is parsed identically by node:http.
 */
export const readSingleSegmentRequest = (piece: Buffer): SingleSegmentRequest | null => {
  const end = piece.indexOf('\r\n\r\n')
  if (end < 0 || end > MOST_HEAD) return null
  const head = piece.toString('latin1', 0, end + 2)
  if (!grammar.test(head)) return null
  const lines = readLines(head)
  if (lines === null || piece.length !== end + 4 + lines.length) return null
  const url = head.slice('POST '.length, head.indexOf(' ', 'POST '.length))
  return { method: 'POST', url, rawHeaders: lines.rawHeaders, body: piece.subarray(end + 4) }
}
