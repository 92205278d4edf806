import {
  type Delivery,
  type Header,
  headersIn,
  type IncomingRequest,
  type Json,
  readForm
} from '@hookwright/model'
import type { BodyThread } from '../kernel/body-thread.ts'
import { readArrival } from './read-arrival.ts'

/** Request to display: as it came, and as flows see it. */
export interface Arrived {
  headers: Header[]
  query: string
  queryFields: Record<string, string | string[]>
  /** False when the body was not stored, as for refused or filtered requests. */
  bodyKept: boolean
  /** The body as text; null for bytes that are none. */
  text: string | null
  /** The exact bytes where they are no text, which says them otherwise. */
  base64: string | null
  /** The body as the Webhook Event card gives it. */
  body: Json
  /** Reason why it could not be parsed as its declared type. */
  keptAsText: string | null
  /** True when keys that reach a prototype are missing in `body`. */
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

/** An arrival as an inspector shows it. */
export const arrivedOf = async (
  outside: { bodyThread: BodyThread | null },
  { id, contentType, size }: Pick<Delivery, 'id' | 'contentType' | 'size'>,
  { headers, query, body }: IncomingRequest
): Promise<Arrived> => {
  const { value, keptAsText, droppedKeys = false } = await readArrival(outside, { id, contentType }, body)
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
    droppedKeys
  }
}

/** The content encoding of a body, when it has one: its bytes are then not those that were signed. */
export const encodingIn = (headers: string[]): string | null => {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const name = headers[at] ?? ''
    if (name.length !== 16 || name.toLowerCase() !== 'content-encoding') continue
    const value = (headers[at + 1] ?? '').trim().toLowerCase()
    if (value !== 'identity') return value.slice(0, 100)
  }
  return null
}
