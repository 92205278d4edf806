import type { Setting } from '@hookwright/engine'
import { z } from 'zod'
import { encodeBase64 } from './base64.ts'

/** Bytes as hex digits in lower case, two a byte (RFC 4648, section 8). */
export const encodeHex = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}

/** The bytes that hex digits of either case stand for, or null when the text is not hex. */
export const decodeHex = (text: string): Uint8Array | null => {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) return null
  const bytes = new Uint8Array(text.length / 2)
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(text.slice(at * 2, at * 2 + 2), 16)
  return bytes
}

/** Text as UTF-8 bytes; half of a surrogate pair becomes U+FFFD. */
export const encodeUtf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The text that UTF-8 bytes stand for, a byte order mark included, or null when they are not UTF-8. */
export const decodeUtf8 = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Bytes as text. */
export const encodeBytes = (bytes: Uint8Array, encoding: ByteEncoding): string =>
  encoding === 'hex' ? encodeHex(bytes) : encodeBase64(bytes, encoding)

/** The ways in which a card writes bytes as text. */
export const ByteEncoding = z.enum(
  ['hex', 'base64', 'base64url'],
  'The encoding is one of hex, base64 and base64url; choose one of them.'
)
export type ByteEncoding = z.infer<typeof ByteEncoding>

/** The setting of a card that writes bytes as text; the key is a key of its config. */
export const encodingSetting = {
  kind: 'choice',
  key: 'encoding',
  label: 'Written as',
  choices: [
    { value: 'hex', label: 'Hex' },
    { value: 'base64', label: 'Base64' },
    { value: 'base64url', label: 'Base64, safe in URLs' }
  ]
} satisfies Setting
