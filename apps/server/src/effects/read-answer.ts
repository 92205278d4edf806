import { type Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify, TextDecoder } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'

/** Maximum size of a response in bytes, before and after decompression. */
export const MOST_BYTES = 10_000_000

/** Error code for a response body that exceeds `MOST_BYTES`. */
export const ANSWER_TOO_LARGE = 'ANSWER_TOO_LARGE'
const UNKNOWN_ENCODING = 'UNKNOWN_ENCODING'

/**
 * Returns the decompressed bytes of a response. Rejects with `ANSWER_TOO_LARGE`, `UNKNOWN_ENCODING`, or an
 * error of the connection or zlib.
 */
export const readAnswer = async (body: Readable, headers: Record<string, string>): Promise<Buffer> => {
  const bytes = await readBytes(body)
  return inflateAll(bytes, headers['content-encoding'] ?? '')
}

/**
 * Decodes a response in its declared character set, UTF-8 by default. Invalid bytes become the replacement character.
 */
export const textOfAnswer = (bytes: Uint8Array, headers: Record<string, string>): string =>
  decoderFor(headers['content-type'] ?? '').decode(bytes)

/**
 * Returns headers with a single text for each name. Repeated headers are joined with commas (RFC 9110, 5.2).
 */
export const joinedHeaders = (
  headers: Record<string, string | string[] | undefined>
): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value = '']) => [name, [value].flat().join(', ')]))

/** Reads all bytes; closes the connection as soon as the limit is exceeded. */
const readBytes = async (body: Readable): Promise<Buffer> => {
  const chunks: Buffer[] = []
  let length = 0
  const collect = new Writable({
    write: (chunk: Buffer, _, done) => {
      chunks.push(chunk)
      length += chunk.length
      done(length > MOST_BYTES ? tooLarge() : null)
    }
  })
  await pipeline(body, collect)
  return Buffer.concat(chunks)
}

const tooLarge = (): Error => Object.assign(new Error('too large'), { code: ANSWER_TOO_LARGE })

const inflaters = new Map([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['br', promisify(brotliDecompress)]
])

/** Decompresses at most two encodings. Longer chains are only used for attacks (CVE-2026-22036). */
const inflateAll = async (bytes: Buffer, contentEncoding: string): Promise<Buffer> => {
  // Answers without a body may name an encoding all the same.
  if (bytes.length === 0) return bytes
  const names = contentEncoding
    .split(',')
    .map(name => name.trim().toLowerCase())
    .filter(name => name !== '' && name !== 'identity')
  if (names.length > 2) throw unknownEncoding()
  let inflated = bytes
  for (const name of names.reverse()) {
    const inflateOne = inflaters.get(name)
    if (inflateOne === undefined) throw unknownEncoding()
    try {
      inflated = await inflateOne(inflated, { maxOutputLength: MOST_BYTES })
    } catch (thrown) {
      throw thrown instanceof RangeError ? tooLarge() : thrown
    }
  }
  return inflated
}

const unknownEncoding = (): Error => Object.assign(new Error('unknown encoding'), { code: UNKNOWN_ENCODING })

const decoderFor = (contentType: string): TextDecoder => {
  const [, name = 'utf-8'] = /;\s*charset="?([^\s";]+)/i.exec(contentType) ?? []
  try {
    return new TextDecoder(name)
  } catch {
    return new TextDecoder()
  }
}
