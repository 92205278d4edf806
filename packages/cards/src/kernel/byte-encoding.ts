import type { Setting } from '@hookwright/engine'
import { encodeBase64, hexOf } from '@hookwright/model'
import { z } from 'zod'

/** Decodes hex in either case, or returns null for an invalid text. */
export const decodeHex = (text: string): Uint8Array | null => {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) return null
  const bytes = new Uint8Array(text.length / 2)
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(text.slice(at * 2, at * 2 + 2), 16)
  return bytes
}

/** Encodes bytes as text. */
export const encodeBytes = (bytes: Uint8Array, encoding: ByteEncoding): string =>
  encoding === 'hex' ? hexOf(bytes) : encodeBase64(bytes, encoding)

/** Encodings of bytes as text. */
export const ByteEncoding = z.enum(
  ['hex', 'base64', 'base64url'],
  'The encoding must be hex, base64 or base64url. Choose one of them.'
)
export type ByteEncoding = z.infer<typeof ByteEncoding>

/** Setting for the encoding. Its value is stored in the card's config under `key`. */
export const encodingSetting = {
  kind: 'choice',
  key: 'encoding',
  label: 'Output encoding',
  choices: [
    { value: 'hex', label: 'Hex' },
    { value: 'base64', label: 'Base64' },
    { value: 'base64url', label: 'Base64, URL-safe' }
  ]
} satisfies Setting
