import { contentOfFile, Fault, MOST_FILE_BYTES } from '@hookwright/model'

/** File of a multipart body. */
export interface FormFile {
  name: string
  type: string
  content: string | Uint8Array
}

/** Form field with one of its values. */
export interface FormEntry {
  name: string
  value: string | FormFile
}

const refusal = (message: string): Fault => new Fault('card.failed', { message })

/**
 * Reads an object as a file; `null` if it is not a file. Its content is text, or Base64 if `encoding` says
 * so. Throws `card.failed` for a file without a name or content, and for invalid Base64.
 */
export const formFileOf = (
  file: Record<string, unknown>,
  { card, field }: { card: string; field: string }
): FormFile | null => {
  const { name, type, id, size } = file
  const isStored = typeof id === 'string' && typeof name === 'string' && typeof size === 'number'
  const read = contentOfFile(file)
  if (read === 'no-content') {
    if (!isStored) return null
    throw refusal(
      `The file “${name}” in “${field}” of “${card}” has no content. The bytes of files that events deliver cannot be sent; map a file of Create File or of a File response.`
    )
  }
  if (typeof name !== 'string' || name === '') {
    throw refusal(
      `The file in “${field}” of “${card}” has no name. Give the Object a “name”, or use Create File.`
    )
  }
  if (read === 'not-base64') {
    throw refusal(
      `The content of the file “${name}” in “${field}” of “${card}” is not valid Base64. Map Base64 without line breaks, or remove “encoding” to send text.`
    )
  }
  return { name, type: typeof type === 'string' ? type : '', content: read.content }
}

/** Returns the fault for files whose total size is too large. */
export const filesTooLarge = (card: string): Fault =>
  refusal(
    `The files of “${card}” have a total size of more than ${MOST_FILE_BYTES / 1_000_000} MB, so the request was not sent. Send fewer or smaller files.`
  )
