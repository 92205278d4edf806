import {
  decodeBodyStrictly,
  isXmlType,
  mediaTypeIn,
  type ReadBody,
  readBody,
  unknownCharsetOf,
  whyNotDecoded
} from '@hookwright/model'
import { parseXml } from '@hookwright/model/xml'
import type { UnparsedBody } from '../kernel/body-thread.ts'
import { type FileValue, readMultipart } from './read-multipart.ts'

const kept = {
  malformed: 'The body is declared as XML but is not valid XML, so it was kept as text.',
  definitions: 'The XML body contains a DOCTYPE, which is not supported, so it was kept as text.',
  depth: 'The XML body is nested more than 32 levels deep, so it was kept as text.',
  values: 'The XML body has more than 100,000 values, so it was kept as text.'
} as const

/**
 * Parses an XML body into an object. Never throws: an unsafe or invalid body is text, with an
 * explanation.
 */
export const readXml = (text: string): ReadBody => {
  const parsed = parseXml(text)
  if (!parsed.ok) return { value: text, keptAsText: kept[parsed.why] }
  const { value, hasReserved } = parsed
  return hasReserved ? { value, keptAsText: null, droppedKeys: true } : { value, keptAsText: null }
}

/** Returns true for media types that are shown as text even if some bytes are invalid. */
export const isTextualType = (type: string): boolean =>
  type === '' || /^text\/|[/+]json$|^application\/x-www-form-urlencoded$/.test(type)

const fileOf = ({ id, body }: UnparsedBody, type: string): FileValue => ({
  id: `${id}/0`,
  name: 'body',
  type,
  size: body.byteLength
})

/**
 * Parses a body by its content type and charset. JSON, forms, XML and multipart bodies become objects, text
 * stays text, and binary data becomes a file. Runs in linear time. Never throws and never loses data.
 */
export const parseBody = (unparsed: UnparsedBody): ReadBody => {
  const { id, contentType, body } = unparsed
  // The fast path of nearly every event.
  if (contentType === 'application/json') return readBody(contentType, body)
  if (body.byteLength === 0) return readBody(contentType, body)
  const type = mediaTypeIn(contentType)
  if (type === 'multipart/form-data') return readMultipart(contentType, body, id)
  const unknown = unknownCharsetOf(contentType, body)
  if (unknown !== null) return { value: fileOf(unparsed, type), keptAsText: whyNotDecoded(unknown) }
  const text = isXmlType(type) || !isTextualType(type) ? decodeBodyStrictly(contentType, body) : null
  if (text !== null && isXmlType(type)) return readXml(text)
  if (text === null && !isTextualType(type)) return { value: fileOf(unparsed, type), keptAsText: null }
  return readBody(contentType, body)
}
