import type { Id } from '../kernel/ids.ts'
import type { Json } from '../kernel/json.ts'
import type { Millis } from '../kernel/millis.ts'

/**
 * Status of a delivery. `accepted` is the queue: its first run has not started. `why` completes a sentence after “since”: no
 * capital, no full stop.
 */
export type DeliveryStatus =
  | { is: 'accepted' }
  | { is: 'done' }
  | { is: 'filtered'; why: string }
  | { is: 'refused'; why: string }
  | { is: 'duplicate'; of: Id }

/** Filter reason of a delivery that arrived during a registration that failed. */
export const REGISTRATION_FAILED = 'registration failed'

/** Reason why a request was not simply accepted: a reason's code and what it speaks of. Sentence and advice are made of it. */
export interface RefusedDetail {
  reason: string
  facts: Record<string, string | number>
}

/** A request at an Event URL, as a list shows it. */
export interface Delivery {
  id: Id
  subscriptionId: Id
  receivedAt: Millis
  method: string
  contentType: string
  /** Bytes of the body. */
  size: number
  status: DeliveryStatus
  /** Its flow takes deliveries with the same one in turn, in the order in which they were kept. */
  orderKey: string | null
  /** Verdict of a refused or filtered delivery. */
  verdict: RefusedDetail | null
  /**
   * `due` while values are still to be taken out of what arrived, which waits for its runs; then the places where marks
   * stand. Absent where it is kept as it came.
   */
  redaction?: 'due' | string[]
}

/** Request as received: exact bytes, header lines in order (names and values in turn) and the query text. */
export interface IncomingRequest {
  method: string
  query: string
  headers: string[]
  body: Uint8Array
}

/** A kept delivery as the Webhook Event card gave it, to draw and preview with. */
export interface EventSample {
  deliveryId: Id
  at: Millis
  contentType: string
  method: string
  headers: Record<string, string>
  query: Json
  body: Json
}
