import {
  type Delivery,
  decodeBodyStrictly,
  type Header,
  headersIn,
  type IncomingRequest,
  type Json,
  mediaTypeIn,
  readForm,
  unknownCharsetOf
} from '@hookwright/model'
import type { BodyThread } from '../kernel/body-thread.ts'
import { isTextualType } from './parse-body.ts'
import { readArrival } from './read-arrival.ts'

/** Request for display: in its raw form, and as parsed for flows. */
export interface Arrived {
  headers: Header[]
  query: string
  queryFields: Record<string, string | string[]>
  /** False when the body was not stored, as for refused or filtered requests. */
  bodyKept: boolean
  /** Body as text; null for binary data. */
  text: string | null
  /** Exact bytes in Base64. Null if `text` represents them exactly. */
  base64: string | null
  /** Body as an output of the Webhook Event card. */
  body: Json
  /** Reason why the body could not be parsed as its declared type. Null if it could. */
  keptAsText: string | null
  /**
   * True for a text with bytes that are invalid in its charset. Flows get replacement characters for them.
   */
  hasInvalidBytes: boolean
  /** True when keys that could change a prototype were dropped from `body`. */
  droppedKeys: boolean
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const textOf = (bytes: Uint8Array): string | null => {
  try {
    return strict.decode(bytes)
  } catch {
    return null
  }
}

/** Returns the details of a request for display. */
export const arrivedOf = async (
  effects: { bodyThread: BodyThread | null },
  { id, contentType, size }: Pick<Delivery, 'id' | 'contentType' | 'size'>,
  { headers, query, body }: IncomingRequest
): Promise<Arrived> => {
  const { value, keptAsText, droppedKeys = false } = await readArrival(effects, { id, contentType }, body)
  const text = textOf(body)
  return {
    headers: headersIn(headers),
    query,
    queryFields: query === '' ? {} : readForm(query),
    bodyKept: size === 0 || body.byteLength > 0,
    text,
    base64: text === null ? Buffer.from(body).toString('base64') : null,
    // Parsed JSON or XML, the fields of a form, a file, or text.
    body: value as Json,
    keptAsText,
    hasInvalidBytes:
      isTextualType(mediaTypeIn(contentType)) &&
      unknownCharsetOf(contentType, body) === null &&
      decodeBodyStrictly(contentType, body) === null,
    droppedKeys
  }
}

/**
 * Returns the content encoding of a body. Null if it has none. With an encoding, the stored bytes differ from
 * the signed bytes.
 */
export const encodingIn = (headers: string[]): string | null => {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const name = headers[at] ?? ''
    if (name.length !== 16 || name.toLowerCase() !== 'content-encoding') continue
    const value = (headers[at + 1] ?? '').trim().toLowerCase()
    if (value !== 'identity') return value.slice(0, 100)
  }
  return null
}
