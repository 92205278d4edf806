import { base64Of, base64UrlOf, bytesOfBase64, bytesOfBase64Url } from '../kernel/base64.ts'
import { bytesOfHex, hexOf } from '../kernel/text-bytes.ts'
import type { Content, Cryptography, HashName } from './cryptography.ts'
import type { SignatureEncoding } from './receiving.ts'

/** Formats a signature in an encoding. `text` returns the bytes unchanged. */
export const written = (bytes: Uint8Array, encoding: SignatureEncoding): string | Uint8Array => {
  switch (encoding) {
    case 'hex':
      return hexOf(bytes)
    case 'hex-upper':
      return hexOf(bytes).toUpperCase()
    case 'base64':
      return base64Of(bytes)
    case 'base64url':
      return base64UrlOf(bytes)
    case 'text':
      return bytes
  }
}

/** Decodes a signature; null unless it is in canonical form. */
export const signatureBytes = (text: string, encoding: SignatureEncoding): Uint8Array | null => {
  switch (encoding) {
    case 'hex':
      return text === text.toLowerCase() ? bytesOfHex(text) : null
    case 'hex-upper':
      return text === text.toUpperCase() ? bytesOfHex(text) : null
    case 'base64':
      return bytesOfBase64(text)
    case 'base64url':
      return bytesOfBase64Url(text)
    case 'text':
      return null
  }
}

/** Computes an HMAC and formats it in an encoding. */
export const writtenHmac = (
  cryptography: Cryptography,
  hash: HashName,
  key: Uint8Array,
  content: Content,
  encoding: Exclude<SignatureEncoding, 'text'>
): string =>
  encoding === 'hex-upper'
    ? cryptography.hmac(hash, key, content, 'hex').toUpperCase()
    : cryptography.hmac(hash, key, content, encoding)
