import type { Id, Millis } from '@hookwright/model'

/** URL of a flow that callers can start, with its secret. Turning the flow off and on keeps both. */
export interface ApiEndpointRow {
  id: Id
  flowId: Id
  tokenSealed: Uint8Array
  secretSealed: Uint8Array
  createdAt: Millis
  /** Times at which the URL and the secret were last replaced; `null` if they never were. */
  addressRenewedAt: Millis | null
  secretRenewedAt: Millis | null
}

/** Store of the URLs of API endpoints. */
export interface ApiEndpointStore {
  ofFlow(flowId: Id): Promise<ApiEndpointRow | null>
  /** Adds the URL of a flow. Keeps an existing URL. Throws `flow.gone`. */
  add(
    endpoint: Pick<ApiEndpointRow, 'id' | 'flowId' | 'tokenSealed' | 'secretSealed' | 'createdAt'> & {
      tokenHash: Uint8Array
    }
  ): Promise<void>
  /**
   * Returns the wanted subscription that belongs to a URL; it is null while the flow is off. Returns `null`
   * instead if the token is unknown or was replaced.
   */
  find(tokenHash: Uint8Array): Promise<{ subscriptionId: Id | null } | null>
  /** Replaces the URL. Throws `endpoint.none` if the flow has no URL. */
  renewAddress(flowId: Id, to: { tokenHash: Uint8Array; tokenSealed: Uint8Array; at: Millis }): Promise<void>
  /** Replaces the secret. Throws `endpoint.none` if the flow has no URL. */
  renewSecret(flowId: Id, to: { secretSealed: Uint8Array; at: Millis }): Promise<void>
}
