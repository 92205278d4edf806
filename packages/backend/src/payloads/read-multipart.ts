import { bareFileName, decodeBody, headerParametersIn, type ReadBody } from '@hookwright/model'

/** File in a parsed body. Its bytes stay in the raw body. */
export interface FileValue {
  id: string
  name: string
  type: string
  size: number
}

/** Maximum number of parts in a body. */
const MOST_PARTS = 1_000
const MOST_FILES = 100
const MOST_HEADERS = 8_192
const MOST_NAME = 200
/**
 * Maximum length of a boundary (RFC 2046, 5.1.1), in characters. A longer boundary would slow down each
 * search.
 */
const MOST_BOUNDARY = 70

const CRLF = '\r\n'

/** Raw part of a multipart body. */
interface RawPart {
  headers: string
  content: Buffer
}

type PartValue = string | FileValue

/** Returns the offset after a delimiter and its line break. Null if other text follows on the line. */
const behindDelimiter = (body: Buffer, from: number): number | null => {
  let at = from
  while (body[at] === 0x20 || body[at] === 0x09) at++
  return body[at] === 0x0d && body[at + 1] === 0x0a ? at + 2 : null
}

/** Splits a part into headers and content; null when its headers do not end or are too long. */
const cutPart = (part: Buffer): RawPart | null => {
  if (part.subarray(0, 2).toString('latin1') === CRLF) return { headers: '', content: part.subarray(2) }
  const end = part.subarray(0, MOST_HEADERS).indexOf('\r\n\r\n')
  return end < 0 ? null : { headers: part.toString('utf8', 0, end), content: part.subarray(end + 4) }
}

/** Splits a body at its boundary in one pass; null when it has no end or too many parts. */
const cutParts = (body: Buffer, boundary: string): RawPart[] | null => {
  const delimiter = Buffer.from(`${CRLF}--${boundary}`, 'latin1')
  // The first delimiter may have no line break before it.
  const text = Buffer.concat([Buffer.from(CRLF), body])
  const parts: RawPart[] = []
  let start: number | null = null
  let at = text.indexOf(delimiter)
  while (at >= 0) {
    const behind = at + delimiter.length
    const isLast = text[behind] === 0x2d && text[behind + 1] === 0x2d
    const next = isLast ? behind : behindDelimiter(text, behind)
    if (next !== null) {
      const part = start === null ? undefined : cutPart(text.subarray(start, at))
      if (part === null || parts.length === MOST_PARTS) return null
      if (part !== undefined) parts.push(part)
      if (isLast) return parts
      start = next
    }
    at = text.indexOf(delimiter, next === null ? behind : next - 2)
  }
  return null
}

/** Returns the header lines of a part by their names in lower case. */
const headersOf = (headers: string): Map<string, string> =>
  new Map(
    headers.split(CRLF).flatMap(line => {
      const colon = line.indexOf(':')
      return colon < 0 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]]
    })
  )

/** Reads a part as the name and value of a field. Null if it has no name or the name is too long. */
const readPart = ({ headers, content }: RawPart, fileId: string): [string, PartValue] | null => {
  const lines = headersOf(headers)
  const parameters = headerParametersIn(lines.get('content-disposition') ?? '')
  const name = parameters.get('name')
  if (name === undefined || name.length > MOST_NAME) return null
  const type = lines.get('content-type') ?? 'text/plain'
  const mediaType = type.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const filename = parameters.get('filename')
  if (filename === undefined && mediaType !== 'application/octet-stream') {
    return [name, decodeBody(type, content).text]
  }
  return [name, { id: fileId, name: bareFileName(filename ?? ''), type: mediaType, size: content.byteLength }]
}

const isFile = (value: PartValue): boolean => typeof value !== 'string'

/** Parses all parts into an object. Null if the body must stay text. */
const readParts = (contentType: string, body: Buffer, bodyId: string): Record<string, unknown> | null => {
  const boundary = headerParametersIn(contentType).get('boundary') ?? ''
  if (boundary === '' || boundary.length > MOST_BOUNDARY) return null
  const parts = cutParts(body, boundary)
  if (parts === null) return null
  const fields = new Map<string, PartValue | PartValue[]>()
  let files = 0
  for (const part of parts) {
    const read = readPart(part, `${bodyId}/${files}`)
    if (read === null) return null
    const [name, value] = read
    if (isFile(value) && ++files > MOST_FILES) return null
    const before = fields.get(name)
    if (Array.isArray(before)) before.push(value)
    else if (name !== '__proto__') fields.set(name, before === undefined ? value : [before, value])
  }
  return Object.fromEntries(fields)
}

/**
 * Parses a multipart body into an object. A field becomes text, a file its metadata; file bytes
 * stay in the raw body. Repeated names become lists. Never throws: an invalid body is text, with an
 * explanation.
 */
export const readMultipart = (contentType: string, body: Uint8Array, bodyId: string): ReadBody => {
  const value = readParts(contentType, Buffer.from(body.buffer, body.byteOffset, body.byteLength), bodyId)
  if (value !== null) return { value, keptAsText: null }
  return {
    value: new TextDecoder().decode(body),
    keptAsText: 'The body is declared as multipart but is not valid multipart, so it was kept as text.'
  }
}
