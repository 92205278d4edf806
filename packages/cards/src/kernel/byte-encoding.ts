import type { Setting } from '@hookwright/engine'
import { z } from 'zod'
import { encodeBase64 } from './base64.ts'
import { encodeHex } from './hex.ts'

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
