import { type Id, isXmlType, mediaTypeIn, type ReadBody } from '@hookwright/model'
import type { BodyThread } from '../kernel/body-thread.ts'
import { parseBody } from './parse-body.ts'

/**
 * Maximum size of JSON bodies parsed on this thread, in bytes. JSON is the fastest format; 16 KB of the
 * slowest kind take about 1 ms.
 */
const MOST_JSON = 128 * 1024
const MOST_OTHER = 16 * 1024

const isLarge = (contentType: string, size: number): boolean =>
  size > MOST_OTHER && (size > MOST_JSON || isSlowType(mediaTypeIn(contentType)))

const isSlowType = (type: string): boolean =>
  isXmlType(type) || type === 'multipart/form-data' || type === 'application/x-www-form-urlencoded'

/**
 * Parses a delivery's body for its flow with `parseBody`. Small bodies are parsed synchronously, large bodies
 * on the thread if there is one.
 */
export const readArrival = (
  { bodyThread }: { bodyThread: BodyThread | null },
  { id, contentType }: { id: Id; contentType: string },
  body: Uint8Array
): ReadBody | Promise<ReadBody> =>
  bodyThread !== null && isLarge(contentType, body.byteLength)
    ? bodyThread.parse({ id, contentType, body })
    : parseBody({ id, contentType, body })
