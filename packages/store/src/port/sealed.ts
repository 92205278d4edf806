import type { Id } from '@hookwright/model'

/** Kind of an encrypted record. */
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
 * Encrypted record, and the id of the item that it belongs to. The item is a connection, connector, sign-in,
 * subscription, API endpoint, orphan, alert endpoint, event subscription, delivery or run.
 */
export interface SealedRecord {
  kind: SealedKind
  id: Id
  /** Key of a run's journal entry; empty for other kinds. */
  key: string
  sealed: Uint8Array
}

/** Access to all encrypted records, for encrypting them with another key. */
export interface SealedStore {
  /**
   * Returns the next page of records in a fixed order. `next` is the cursor of the following page; `null` at
   * the end.
   */
  page(after: string | null): Promise<{ records: SealedRecord[]; next: string | null }>
  /**
   * Replaces each record, unless it has changed since it was read. Returns the number of replaced records.
   */
  replace(changes: { record: SealedRecord; by: Uint8Array }[]): Promise<number>
}
