import type { CardEffects } from '@hookwright/engine'
import { type ContentFile, fileOfBytes, hexOf } from '@hookwright/model'

/** Returns a file of these bytes. Its id is their SHA-256. */
export const fileWithId = (
  bytes: Uint8Array,
  about: { name: string; type: string },
  { crypto }: Pick<CardEffects, 'crypto'>
): ContentFile => fileOfBytes(bytes, { ...about, id: hexOf(crypto.hash('sha256', bytes)) })
