import { type Id, isXmlType, mediaTypeIn, type ReadBody } from '@hookwright/model'
import type { BodyThread } from '../kernel/body-thread.ts'
import { parseBody } from './parse-body.ts'

/**
 * Bytes up to which a body is parsed where it is needed. JSON is read fastest, at about 1 ms for 16 KB of the slowest kind.
 */
const MOST_JSON = 128 * 1024
const MOST_OTHER = 16 * 1024

const isLarge = (contentType: string, size: number): boolean =>
  size > MOST_OTHER && (size > MOST_JSON || isSlowType(mediaTypeIn(contentType)))

const isSlowType = (type: string): boolean =>
  isXmlType(type) || type === 'multipart/form-data' || type === 'application/x-www-form-urlencoded'

/**
 * Reads a delivery's body as its flow sees it; see `parseBody`. Small bodies are read at once, large ones on the thread,
 * if there is one.
 */
export const readArrival = (
  { bodyThread }: { bodyThread: BodyThread | null },
  { id, contentType }: { id: Id; contentType: string },
  body: Uint8Array
): ReadBody | Promise<ReadBody> =>
  bodyThread !== null && isLarge(contentType, body.byteLength)
    ? bodyThread.parse({ id, contentType, body })
    : parseBody({ id, contentType, body })
