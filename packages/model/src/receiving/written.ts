import type { SignatureEncoding } from './receiving.ts'
import { base64Of, base64UrlOf, bytesOfBase64, bytesOfBase64Url, bytesOfHex, hexOf } from './text-bytes.ts'

/** Bytes as they are written in their place. */
export const written = (bytes: Uint8Array, encoding: SignatureEncoding): string | Uint8Array => {
  switch (encoding) {
    case 'hex':
      return hexOf(bytes)
    case 'base64':
      return base64Of(bytes)
    case 'base64url':
      return base64UrlOf(bytes)
    case 'text':
      return bytes
  }
}

/** The bytes of a signature; null when it is not written in the one way that its encoding has. */
export const signatureBytes = (text: string, encoding: SignatureEncoding): Uint8Array | null => {
  switch (encoding) {
    case 'hex':
      return text === text.toLowerCase() ? bytesOfHex(text) : null
    case 'base64':
      return bytesOfBase64(text)
    case 'base64url':
      return bytesOfBase64Url(text)
    case 'text':
      return null
  }
}
