import { encodeBase64 } from './base64.ts'
import type { ByteEncoding } from './byte-encoding.ts'
import { encodeHex } from './hex.ts'

/** Bytes as text. */
export const encodeBytes = (bytes: Uint8Array, encoding: ByteEncoding): string =>
  encoding === 'hex' ? encodeHex(bytes) : encodeBase64(bytes, encoding)
