import { type Id, mediaTypeIn, type ReadBody, readBody } from '@hookwright/model'
import type { FileValue } from './file-value.ts'
import { readMultipart } from './read-multipart.ts'
import { readXml } from './read-xml.ts'

const strict = new TextDecoder('utf-8', { fatal: true })

/** The text of bytes; null when they are none. */
const textOf = (bytes: Uint8Array): string | null => {
  try {
    return strict.decode(bytes)
  } catch {
    return null
  }
}

const isXml = (type: string): boolean => /^(application|text)\/xml$|\+xml$/.test(type)

/** Whether a body that is no text was meant to be one, and so is shown as text with what could be read of it. */
const isTextual = (type: string): boolean =>
  type === '' || /^text\/|[/+]json$|^application\/x-www-form-urlencoded$/.test(type)

/**
 * A delivery's body as its flow sees it, by its content type: JSON, a form, XML or a multipart body as an object, text as
 * text, and bytes that are no text as one file. At once but for multipart. Never throws and never loses anything.
 */
export const readArrival = (
  { id, contentType }: { id: Id; contentType: string },
  body: Uint8Array
): ReadBody | Promise<ReadBody> => {
  const type = mediaTypeIn(contentType)
  // What nearly every event is.
  if (type === 'application/json') return readBody(type, body)
  if (body.byteLength > 0) {
    if (type === 'multipart/form-data') return readMultipart(contentType, body, id)
    if (!isTextual(type)) {
      const text = textOf(body)
      const file: FileValue = { id: `${id}/0`, name: 'body', type, size: body.byteLength }
      if (text === null) return { value: file, keptAsText: null }
      if (isXml(type)) return readXml(text, body.byteLength)
    }
    if (isXml(type)) {
      const text = textOf(body)
      if (text !== null) return readXml(text, body.byteLength)
    }
  }
  return readBody(contentType, body)
}
