/** A request that stands in one piece of what its connection gave, and that can be read in one way alone. */
export interface PlainRequest {
  method: 'POST'
  url: string
  /** Names and values in turn, as they came. */
  rawHeaders: string[]
  body: Buffer
}

/** The most bytes of a head that is looked at here. */
const MOST_HEAD = 8_192

/** Fewer signs in a path than RFC 9112 has, and of a line what RFC 9110 (5.5 and 5.6.2) gives to names and values. */
const grammar =
  /^POST \/[\w.~!$&'()*+,;=:@/?%-]* HTTP\/1\.1\r\n(?:[\w!#$%&'*+.^`|~-]+:[\t\x20-\x7e\x80-\xff]*\r\n)+$/

/** What says how far a request goes, or what else becomes of its connection. */
const steering = new Set(['transfer-encoding', 'connection', 'proxy-connection', 'upgrade', 'expect'])
const lengths = new Set([...steering].map(name => name.length))

const NAME = 'content-length'

/** What a length may look like: digits alone, fewer than a number loses. */
const digits = /^\d{1,12}$/

/** The lines of a head that fits the grammar, or null where one of them steers. */
const linesIn = (head: string): string[] | null => {
  const lines: string[] = []
  let from = head.indexOf('\r\n') + 2
  while (from < head.length) {
    const colon = head.indexOf(':', from)
    const end = head.indexOf('\r\n', colon)
    const name = head.slice(from, colon)
    if (lengths.has(name.length) && steering.has(name.toLowerCase())) return null
    lines.push(name, withoutSpace(head, colon + 1, end))
    from = end + 2
  }
  return lines
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x09

/** A value without the white space around it, which is not part of it (RFC 9110, 5.5). */
const withoutSpace = (head: string, from: number, to: number): string => {
  let start = from
  let end = to
  while (start < end && isSpace(head.charCodeAt(start))) start++
  while (end > start && isSpace(head.charCodeAt(end - 1))) end--
  return head.slice(start, end)
}

/** How long the body is said to be; null unless exactly one line says so and exactly one names the host. */
const lengthIn = (lines: string[]): number | null => {
  let length: number | null = null
  let hosts = 0
  for (let at = 0; at < lines.length; at += 2) {
    const name = lines[at] ?? ''
    if (name.length === 4 && name.toLowerCase() === 'host') hosts++
    if (name.length !== NAME.length || name.toLowerCase() !== NAME) continue
    const value = lines[at + 1] ?? ''
    if (length !== null || !digits.test(value)) return null
    length = Number(value)
  }
  return hosts === 1 ? length : null
}

/**
 * Reads a POST that is exactly this piece, no byte more or less. Null for everything else: what comes in several pieces or
 * in chunks, wants its connection closed, is not strict HTTP/1.1 (RFC 9112), or leaves any doubt. Whatever is read here
 * node:http reads likewise.
 */
export const readPlain = (piece: Buffer): PlainRequest | null => {
  const end = piece.indexOf('\r\n\r\n')
  if (end < 0 || end > MOST_HEAD) return null
  const head = piece.toString('latin1', 0, end + 2)
  if (!grammar.test(head)) return null
  const rawHeaders = linesIn(head)
  const length = rawHeaders === null ? null : lengthIn(rawHeaders)
  if (rawHeaders === null || length === null || piece.length !== end + 4 + length) return null
  const url = head.slice('POST '.length, head.indexOf(' ', 'POST '.length))
  return { method: 'POST', url, rawHeaders, body: piece.subarray(end + 4) }
}
