import type { Id } from '../kernel/ids.ts'
import type { Json } from '../kernel/json.ts'
import type { Millis } from '../kernel/millis.ts'

/**
 * Status of a delivery. `accepted` means queued: its first run has not started. `why` is worded to follow
 * “since”, without capital letter or full stop.
 */
export type DeliveryStatus =
  | { is: 'accepted' }
  | { is: 'done' }
  | { is: 'filtered'; why: string }
  | { is: 'refused'; why: string }
  | { is: 'duplicate'; of: Id }

/** Reason for filtering a delivery that arrived during a registration which then failed. */
export const REGISTRATION_FAILED = 'registration failed'

/** Reason code of a refused or filtered request, with the details for its message. */
export interface RefusedDetail {
  reason: string
  facts: Record<string, string | number>
}

/** Delivery: a request received at an Event URL, as shown in lists. */
export interface Delivery {
  id: Id
  subscriptionId: Id
  receivedAt: Millis
  method: string
  contentType: string
  /** Size of the body in bytes. */
  size: number
  status: DeliveryStatus
  /** Order key; null without one. Deliveries of a flow with the same key run in order of arrival. */
  orderKey: string | null
  /** Reason for a refused or filtered delivery; null for other deliveries. */
  verdict: RefusedDetail | null
  /**
   * Paths of redacted values. `due` means that values will be redacted after the runs of the delivery; absent
   * if the request has no redaction.
   */
  redaction?: 'due' | string[]
}

/**
 * Request as received: exact body bytes, header names and values alternating in original order, and the query
 * string.
 */
export interface IncomingRequest {
  method: string
  query: string
  headers: string[]
  body: Uint8Array
}

/** Stored delivery that serves as a sample, with the outputs that the Webhook Event card gave for it. */
export interface EventSample {
  deliveryId: Id
  at: Millis
  contentType: string
  method: string
  headers: Record<string, string>
  query: Json
  body: Json
}
