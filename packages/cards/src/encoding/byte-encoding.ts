import { z } from 'zod'
import { encodeBase64 } from './base64.ts'
import { encodeHex } from './hex.ts'

/** The ways in which a card writes bytes as text. */
export const ByteEncoding = z.enum(
  ['hex', 'base64', 'base64url'],
  'The encoding is one of hex, base64 and base64url; choose one of them.'
)
export type ByteEncoding = z.infer<typeof ByteEncoding>

/** Bytes as text. */
export const encodeBytes = (bytes: Uint8Array, encoding: ByteEncoding): string =>
  encoding === 'hex' ? encodeHex(bytes) : encodeBase64(bytes, encoding)
