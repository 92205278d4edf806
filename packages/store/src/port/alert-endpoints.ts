import type {
  AlertEndpoint,
  AlertMessage,
  AlertMessageStatus,
  AlertSending,
  Id,
  Millis
} from '@hookwright/model'

/** New message for one endpoint. Its content stays the same for all attempts to send it. */
export type NewAlertMessage = Pick<
  AlertMessage,
  'id' | 'endpointId' | 'alertId' | 'type' | 'body' | 'createdAt'
>

/** Endpoint with its signing secrets. */
export interface AlertEndpointRow extends AlertEndpoint {
  secretSealed: Uint8Array
  /** Previous secret, also used for signing until `formerUntil`. */
  formerSealed: Uint8Array | null
}

/** Endpoints to which alerts are posted. */
export interface AlertEndpointStore {
  add(endpoint: AlertEndpoint, secretSealed: Uint8Array): Promise<void>
  /** Lists the endpoints, oldest first. */
  list(): Promise<AlertEndpoint[]>
  find(id: Id): Promise<AlertEndpointRow | null>
  /** Changes an endpoint. Throws `alert-endpoint.gone`. */
  change(id: Id, params: Pick<AlertEndpoint, 'url' | 'kinds'>): Promise<void>
  /**
   * Turns the endpoint on or off, or stops it. Turning it on resets its failures. Its waiting
   * messages are dropped when it is off or stopped. Throws `alert-endpoint.gone`.
   */
  setStatus(id: Id, status: AlertEndpoint['status']): Promise<void>
  /**
   * Replaces the secret. The old one is also used for signing until a time. Throws
   * `alert-endpoint.gone`.
   */
  rotate(id: Id, params: { secretSealed: Uint8Array; formerUntil: Millis }): Promise<void>
  /** Deletes an endpoint with all its messages. Throws `alert-endpoint.gone`. */
  remove(id: Id): Promise<void>
  /** Writes a test message without an alert. Throws `alert-endpoint.gone`. */
  addMessage(message: NewAlertMessage): Promise<void>
  /** Returns the messages of an endpoint, newest first. */
  messagesOf(endpointId: Id, limit: number): Promise<AlertMessage[]>
  /** Returns the waiting messages, the next one first. */
  planned(limit: number): Promise<AlertMessage[]>
  /**
   * Stores the result of a send attempt: the new status of the message, and the endpoint's state.
   * `failingSince` is null if the endpoint works. Does nothing if the message no longer waits.
   */
  endTry(
    messageId: Id,
    params: {
      sending: AlertSending
      status: AlertMessageStatus
      failingSince: Millis | null
      stopped: string | null
    }
  ): Promise<void>
}
