import type { Id } from '@hookwright/model'

/** The 16 bytes of an id in its text form (`xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`). */
export const blobOfId = (id: Id): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex')

/** The text form, in lower case, of an id's 16 bytes. */
export const idOfBlob = (blob: Buffer): Id => {
  const hex = blob.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
