import type {
  AlertEndpoint,
  AlertMessage,
  AlertMessageStatus,
  AlertSending,
  Id,
  Millis
} from '@hookwright/model'

/** A message about to be written: what is sent to one endpoint, the same at each try. */
export type NewAlertMessage = Pick<
  AlertMessage,
  'id' | 'endpointId' | 'alertId' | 'type' | 'body' | 'createdAt'
>

/** An endpoint with what signs for it. */
export interface AlertEndpointRow extends AlertEndpoint {
  secretSealed: Uint8Array
  /** Previous secret, also used for signing until `formerUntil`. */
  formerSealed: Uint8Array | null
}

/** Endpoints to which alerts are posted. */
export interface AlertEndpointStore {
  add(endpoint: AlertEndpoint, secretSealed: Uint8Array): Promise<void>
  /** Oldest first. */
  list(): Promise<AlertEndpoint[]>
  find(id: Id): Promise<AlertEndpointRow | null>
  /** Throws `alert-endpoint.gone`. */
  change(id: Id, given: Pick<AlertEndpoint, 'url' | 'kinds'>): Promise<void>
  /**
   * Turns the endpoint on or off, or stops it. Turning it on resets its failures. Messages waiting for it are given up when
   * it is off or stopped. Throws `alert-endpoint.gone`.
   */
  setStatus(id: Id, status: AlertEndpoint['status']): Promise<void>
  /** The secret so far signs too until then. Throws `alert-endpoint.gone`. */
  rotate(id: Id, given: { secretSealed: Uint8Array; formerUntil: Millis }): Promise<void>
  /** Deletes an endpoint with all its messages. Throws `alert-endpoint.gone`. */
  remove(id: Id): Promise<void>
  /** Writes one that no alert asked for, to try an endpoint. Throws `alert-endpoint.gone`. */
  addMessage(message: NewAlertMessage): Promise<void>
  /** Newest first. */
  messagesOf(endpointId: Id, limit: number): Promise<AlertMessage[]>
  /** Returns the waiting messages, the next first. */
  planned(limit: number): Promise<AlertMessage[]>
  /**
   * Keeps how a try came out, what the message waits for now, and since when its endpoint fails without an end (null:
   * it does not), or that it is stopped. Nothing for a message that waits no more.
   */
  endTry(
    messageId: Id,
    given: {
      sending: AlertSending
      status: AlertMessageStatus
      failingSince: Millis | null
      stopped: string | null
    }
  ): Promise<void>
}
