import { type Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify, TextDecoder } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'

/** The most bytes of an answer, before and after it is inflated. */
export const MOST_BYTES = 10_000_000

/** The codes of what can be wrong with the body of an answer. */
export const ANSWER_TOO_LARGE = 'ANSWER_TOO_LARGE'
const UNKNOWN_ENCODING = 'UNKNOWN_ENCODING'

/**
 * The bytes of an answer, inflated. Rejects with an error of one of the codes above, or with what the connection or zlib
 * say.
 */
export const readAnswer = async (body: Readable, headers: Record<string, string>): Promise<Buffer> => {
  const bytes = await readBytes(body)
  return inflateAll(bytes, headers['content-encoding'] ?? '')
}

/**
 * The bytes of an answer as text in the character set that it names, otherwise UTF-8; bytes that are none become the
 * replacement character.
 */
export const textOfAnswer = (bytes: Uint8Array, headers: Record<string, string>): string =>
  decoderFor(headers['content-type'] ?? '').decode(bytes)

/** Headers as one text each: several of one name are joined with commas (RFC 9110, 5.2). */
export const joinedHeaders = (
  headers: Record<string, string | string[] | undefined>
): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value = '']) => [name, [value].flat().join(', ')]))

/** Ends the connection as soon as there is too much. */
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

/** At most two encodings: a longer chain is only ever made to keep its reader busy (CVE-2026-22036). */
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
