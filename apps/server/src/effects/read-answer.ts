import { type Readable, Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { TextDecoder } from 'node:util'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

/** The most bytes of an answer, before and after it is inflated. */
export const MOST_BYTES = 10_000_000

/** The codes of what can be wrong with the body of an answer. */
export const ANSWER_TOO_LARGE = 'ANSWER_TOO_LARGE'
export const UNKNOWN_ENCODING = 'UNKNOWN_ENCODING'

/**
 * The text of an answer, inflated and read in the character set that it names, else UTF-8 (bytes that are none become
 * the replacement character). Rejects with an error of one of the codes above, or with what the connection or zlib say;
 * the connection is closed then.
 */
export const readAnswer = async (body: Readable, headers: Record<string, string>): Promise<string> => {
  const stages = decodersFor(headers['content-encoding'] ?? '')
  const chunks: Buffer[] = []
  const collect = new Writable({
    write: (chunk: Buffer, _, done) => {
      chunks.push(chunk)
      done()
    }
  })
  await pipeline([body, limitBytes(), ...stages, limitBytes(), collect])
  return decoderFor(headers['content-type'] ?? '').decode(Buffer.concat(chunks))
}

/** Headers as one text each: several of one name are joined with commas (RFC 9110, 5.2). */
export const joinedHeaders = (
  headers: Record<string, string | string[] | undefined>
): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value = '']) => [name, [value].flat().join(', ')]))

const limitBytes = (): Transform => {
  let bytes = 0
  return new Transform({
    transform: (chunk: Buffer, _, done) => {
      bytes += chunk.length
      if (bytes <= MOST_BYTES) done(null, chunk)
      else done(Object.assign(new Error('too large'), { code: ANSWER_TOO_LARGE }))
    }
  })
}

const decoders = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress]
])

/** At most two encodings: a longer chain is only ever made to keep its reader busy (CVE-2026-22036). */
const decodersFor = (contentEncoding: string): Transform[] => {
  const names = contentEncoding
    .split(',')
    .map(name => name.trim().toLowerCase())
    .filter(name => name !== '' && name !== 'identity')
  const makers = names.map(name => decoders.get(name)).filter(maker => maker !== undefined)
  if (makers.length < names.length || makers.length > 2) return [refuseEncoding()]
  return makers.reverse().map(make => make())
}

/** Fails as a part of the pipeline, so that the connection is closed with it. */
const refuseEncoding = (): Transform =>
  new Transform({
    construct: done => done(Object.assign(new Error('unknown encoding'), { code: UNKNOWN_ENCODING }))
  })

const decoderFor = (contentType: string): TextDecoder => {
  const [, name = 'utf-8'] = /;\s*charset="?([^\s";]+)/i.exec(contentType) ?? []
  try {
    return new TextDecoder(name)
  } catch {
    return new TextDecoder()
  }
}
