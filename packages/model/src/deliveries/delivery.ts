import type { Id } from '../kernel/ids.ts'
import type { Json } from '../kernel/json.ts'
import type { Millis } from '../kernel/millis.ts'

/**
 * Status of a delivery. `accepted` means queued: its first run has not started. `why` completes a
 * sentence after “since”: no capital, no full stop.
 */
export type DeliveryStatus =
  | { is: 'accepted' }
  | { is: 'done' }
  | { is: 'filtered'; why: string }
  | { is: 'refused'; why: string }
  | { is: 'duplicate'; of: Id }

/** Filter reason of a delivery that arrived during a registration that failed. */
export const REGISTRATION_FAILED = 'registration failed'

/** Reason code of a refused or filtered request, with its facts. Messages are formatted from it. */
export interface RefusedDetail {
  reason: string
  facts: Record<string, string | number>
}

/** Request at an Event URL, for lists. */
export interface Delivery {
  id: Id
  subscriptionId: Id
  receivedAt: Millis
  method: string
  contentType: string
  /** Size of the body in bytes. */
  size: number
  status: DeliveryStatus
  /** Order key: deliveries of a flow with the same key run in order of arrival. */
  orderKey: string | null
  /** Verdict of a refused or filtered delivery. */
  verdict: RefusedDetail | null
  /**
   * Redacted paths, or `due` while values are still to be redacted after its runs. Absent for an
   * unredacted request.
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

/** Stored delivery as output by the Webhook Event card, for drawing and previews. */
export interface EventSample {
  deliveryId: Id
  at: Millis
  contentType: string
  method: string
  headers: Record<string, string>
  query: Json
  body: Json
}
