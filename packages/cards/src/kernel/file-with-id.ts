import type { CardEffects } from '@hookwright/engine'
import { type ContentFile, fileOfBytes, hexOf } from '@hookwright/model'

/** Returns a file with this content. Its id is the SHA-256 of the bytes. */
export const fileWithId = (
  bytes: Uint8Array,
  about: { name: string; type: string },
  { crypto }: Pick<CardEffects, 'crypto'>
): ContentFile => fileOfBytes(bytes, { ...about, id: hexOf(crypto.hash('sha256', bytes)) })
