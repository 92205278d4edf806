import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Input of the reference implementation, which shares no code with the rules: a signature format and a
 * request as plain values.
 */
export interface Case {
  hash: 'sha1' | 'sha256' | 'sha512'
  encoding: 'hex' | 'base64' | 'base64url'
  prefix: string
  split: '' | ',' | ' ' | ';'
  content: readonly ('body' | 'time' | 'id' | 'url' | '.' | 'v0:')[]
  tolerance: number | null
  keys: readonly string[]
  now: number
  request: { signature: string | null; time: string; id: string; url: string; body: string }
}

const same = (one: string, other: string): boolean => {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** Returns the text that the sender of a request signs. */
const signedText = ({ content, request }: Case): string =>
  content.map(part => (part === '.' || part === 'v0:' ? part : request[part])).join('')

/** Returns the signature of a request with a key, including its prefix. */
export const signatureOf = (params: Case, key: string): string =>
  params.prefix + createHmac(params.hash, key).update(signedText(params)).digest(params.encoding)

/** Returns true if the reference implementation accepts a request. */
export const acceptsRequest = (params: Case): boolean => {
  const { request, split, keys, tolerance, now } = params
  if (request.signature === null || request.signature.length > 8192) return false
  const pieces =
    split === '' ? [request.signature] : request.signature.split(split).map(piece => piece.trim())
  if (pieces.filter(piece => piece.startsWith(params.prefix)).length > 16) return false
  const isSigned = pieces.some(piece => keys.some(key => key !== '' && same(piece, signatureOf(params, key))))
  if (!isSigned) return false
  if (tolerance === null) return true
  if (!/^[0-9]{1,11}$/.test(request.time)) return false
  return Math.abs(now - Number(request.time) * 1000) <= tolerance * 1000
}
