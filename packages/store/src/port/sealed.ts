import type { Id } from '@hookwright/model'

/** Kind of a sealed record. */
export type SealedKind =
  | 'connection'
  | 'connection-token'
  | 'connector-clients'
  | 'sign-in'
  | 'subscription-token'
  | 'registration-data'
  | 'signing-secret'
  | 'captured'
  | 'endpoint-token'
  | 'endpoint-secret'
  | 'orphan'
  | 'alert-secret'
  | 'alert-former-secret'
  | 'event-secret'
  | 'event-former-secret'
  | 'body'
  | 'begun-run'
  | 'journal'

/**
 * Sealed record, and the id of its owner: connection, connector, sign-in, subscription, API
 * endpoint, orphan, alert endpoint, event subscription, delivery or run.
 */
export interface SealedRecord {
  kind: SealedKind
  id: Id
  /** Journal key of a run's entry; empty for other kinds. */
  key: string
  sealed: Uint8Array
}

/** All sealed records, for resealing with another key. */
export interface SealedStore {
  /**
   * Returns the records of the next piece of the file, in a fixed order. `next` is the following
   * cursor, null at the end.
   */
  page(after: string | null): Promise<{ records: SealedRecord[]; next: string | null }>
  /** Replaces each record that has not changed. Returns their number. */
  replace(changes: { record: SealedRecord; by: Uint8Array }[]): Promise<number>
}
