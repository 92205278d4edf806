import type { Id, Millis } from '@hookwright/model'

/**
 * URL of a flow that callers start, with its secret. It stays while the flow is turned off and on.
 */
export interface ApiEndpointRow {
  id: Id
  flowId: Id
  tokenSealed: Uint8Array
  secretSealed: Uint8Array
  createdAt: Millis
  /** Times of the last new URL and of the last new secret; null for none. */
  addressRenewedAt: Millis | null
  secretRenewedAt: Millis | null
}

/** URLs of flows that callers start. */
export interface ApiEndpointStore {
  ofFlow(flowId: Id): Promise<ApiEndpointRow | null>
  /** Adds the URL of a flow. An existing one is unchanged. Throws `flow.gone`. */
  add(
    endpoint: Pick<ApiEndpointRow, 'id' | 'flowId' | 'tokenSealed' | 'secretSealed' | 'createdAt'> & {
      tokenHash: Uint8Array
    }
  ): Promise<void>
  /**
   * Finds the wanted subscription of a URL; it is null while the flow is off. Null for an unknown
   * or replaced token.
   */
  find(tokenHash: Uint8Array): Promise<{ subscriptionId: Id | null } | null>
  /** Replaces the URL. Throws `endpoint.none` for a flow without one. */
  renewAddress(flowId: Id, to: { tokenHash: Uint8Array; tokenSealed: Uint8Array; at: Millis }): Promise<void>
  /** Replaces the secret. Throws `endpoint.none` for a flow without one. */
  renewSecret(flowId: Id, to: { secretSealed: Uint8Array; at: Millis }): Promise<void>
}
