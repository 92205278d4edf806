/** Decoded text of a body, with its charset. */
export interface DecodedBody {
  text: string
  /** Name of the encoding in lower case. */
  charset: string
  /** Declared charset that is not supported; null if there is none. The text is then decoded as UTF-8. */
  unknownCharset: string | null
}

/** Type of `TextDecoder` objects, for code that runs both in browsers and in Node. */
export type Decoder = InstanceType<typeof TextDecoder>

const utf8 = new TextDecoder('utf-8')
const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/** Maximum number of bytes that are searched for the encoding of an XML declaration. */
const MOST_DECLARATION = 256

/**
 * Characters of windows-1252 at 0x80-0x9f. Several releases of Node decode these bytes as
 * ISO-8859-1 although the encoding standard maps both labels to windows-1252. The five unassigned
 * bytes are control characters.
 */
const windows1252 =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178'

/** Media type of most events. */
const JSON_TYPE = 'application/json'

/** Returns a content type without its parameters, in lower case. */
export const mediaTypeIn = (contentType: string): string =>
  // The constant, since V8 compares a text cut out of another one slowly each time.
  contentType === JSON_TYPE ? JSON_TYPE : (contentType.split(';', 1)[0] ?? '').trim().toLowerCase()

/** Returns true if bodies of this media type are parsed as JSON. */
export const isJsonType = (mediaType: string): boolean =>
  mediaType === JSON_TYPE || mediaType.endsWith('+json')

/** Returns true if bodies of this media type are parsed as XML. */
export const isXmlType = (mediaType: string): boolean =>
  mediaType === 'application/xml' || mediaType === 'text/xml' || mediaType.endsWith('+xml')

/** Returns the charset parameter of a content type, in lower case. `null` if there is none. */
const charsetIn = (contentType: string): string | null => {
  if (!contentType.includes(';')) return null
  for (const parameter of contentType.split(';').slice(1)) {
    const equals = parameter.indexOf('=')
    if (equals < 0 || parameter.slice(0, equals).trim().toLowerCase() !== 'charset') continue
    const charset = parameter
      .slice(equals + 1)
      .trim()
      .replace(/^"(.*)"$/, '$1')
    return charset === '' ? null : charset.toLowerCase()
  }
  return null
}

/**
 * Returns the encoding indicated by a byte order mark, which takes precedence over declarations (Encoding
 * Standard, BOM sniff).
 */
const encodingOfMark = (body: Uint8Array): string | null => {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return 'utf-8'
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le'
  return body[0] === 0xfe && body[1] === 0xff ? 'utf-16be' : null
}

/**
 * Returns the two-byte encoding of a text that starts with an ASCII character, as JSON and XML do. `null` for
 * other encodings.
 */
const twoByteEncoding = (body: Uint8Array): string | null => {
  if (body.byteLength < 2) return null
  if (body[0] === 0 && body[1] !== 0) return 'utf-16be'
  return body[0] !== 0 && body[1] === 0 ? 'utf-16le' : null
}

/** Returns the encoding named in an XML declaration, or null. */
const encodingOfDeclaration = (body: Uint8Array): string | null => {
  if (body[0] !== 0x3c || body[1] !== 0x3f) return null
  const start = String.fromCharCode(...body.subarray(0, MOST_DECLARATION))
  const declaration = start.slice(0, start.indexOf('?>'))
  const encoding = /^<\?xml\s.*?\sencoding\s*=\s*["']([A-Za-z][\w.:-]*)["']/s.exec(`${declaration} `)?.[1]
  // A declaration that can be read byte by byte is not UTF-16.
  return encoding === undefined || /^utf-?16/i.test(encoding) ? null : encoding.toLowerCase()
}

/**
 * Returns the charset of a body. It is determined by the byte order mark, the content type, or the detection
 * rules of JSON (RFC 4627, 3) and XML (RFC 7303, 3). The default is UTF-8.
 */
const charsetOf = (contentType: string, body: Uint8Array): string => {
  const marked = encodingOfMark(body)
  if (marked !== null) return marked
  const declared = charsetIn(contentType)
  if (declared !== null) return declared
  const type = mediaTypeIn(contentType)
  if (isJsonType(type)) return twoByteEncoding(body) ?? 'utf-8'
  if (isXmlType(type)) return twoByteEncoding(body) ?? encodingOfDeclaration(body) ?? 'utf-8'
  return 'utf-8'
}

const decoderFor = (charset: string, fatal: boolean): Decoder | null => {
  if (charset === 'utf-8') return fatal ? strictUtf8 : utf8
  try {
    return new TextDecoder(charset, { fatal })
  } catch {
    return null
  }
}

/** Decodes bytes. The result for windows-1252 follows the Encoding Standard in every runtime. */
export const decodeWith = (decoder: Decoder, bytes: Uint8Array): string => {
  const text = decoder.decode(bytes)
  if (decoder.encoding !== 'windows-1252') return text
  return text.replace(/[\x80-\x9f]/g, sign => windows1252[sign.charCodeAt(0) - 0x80] ?? sign)
}

const utf8Labels = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii'])

/** Returns true if a content type declares a charset that may differ from UTF-8. */
export const declaresOtherCharset = (contentType: string): boolean => {
  const charset = charsetIn(contentType)
  return charset !== null && !utf8Labels.has(charset)
}

/** Decodes a body with its charset. Invalid bytes become U+FFFD. */
export const decodeBody = (contentType: string, body: Uint8Array): DecodedBody => {
  const charset = charsetOf(contentType, body)
  const decoder = decoderFor(charset, false)
  if (decoder === null) return { text: utf8.decode(body), charset: 'utf-8', unknownCharset: charset }
  return { text: decodeWith(decoder, body), charset: decoder.encoding, unknownCharset: null }
}

/** Returns the declared charset of a body if it is not supported, otherwise null. */
export const unknownCharsetOf = (contentType: string, body: Uint8Array): string | null => {
  const charset = charsetOf(contentType, body)
  return decoderFor(charset, false) === null ? charset : null
}

/** Decodes a body with its charset. Returns null for invalid bytes. */
export const decodeBodyStrictly = (contentType: string, body: Uint8Array): string | null => {
  const decoder = decoderFor(charsetOf(contentType, body), true)
  if (decoder === null) return null
  try {
    return decodeWith(decoder, body)
  } catch {
    return null
  }
}
