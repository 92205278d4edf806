import type { Id } from '@hookwright/model'

/** Offsets in the text form of an id: where the two hex digits of each byte begin. */
const places = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34] as const

/**
 * Returns the value of the hex digit at a place in an id. The character code of a letter has bit 6 set, which
 * adds 9.
 */
const digitAt = (id: Id, place: number): number => {
  const code = id.charCodeAt(place)
  return (code & 15) + (code >> 6) * 9
}

/** Writes the 16 bytes of an id (`xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`) into a reusable buffer. */
export const writeId = (into: Buffer, id: Id): Buffer => {
  for (let byte = 0; byte < 16; byte += 1) {
    const place = places[byte] ?? 0
    into[byte] = (digitAt(id, place) << 4) | digitAt(id, place + 1)
  }
  return into
}

/** Returns the 16 bytes of an id. */
export const blobOfId = (id: Id): Buffer => writeId(Buffer.allocUnsafe(16), id)

/** Returns the text form of an id's 16 bytes, in lower case. */
export const idOfBlob = (blob: Buffer): Id => {
  const hex = blob.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
