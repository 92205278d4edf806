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
  | 'body'
  | 'begun-run'
  | 'journal'

/** A sealed record, and whose it is: the id of the connection, connector, sign-in, subscription, API endpoint, orphan, address, delivery or run. */
export interface SealedRecord {
  kind: SealedKind
  id: Id
  /** The entry of a run's journal; empty for everything else. */
  key: string
  sealed: Uint8Array
}

/** All sealed records, to be sealed again with another key. */
export interface SealedStore {
  /** The records of the next piece of the file, in a fixed order; `next` goes on behind them, null at the end. */
  page(after: string | null): Promise<{ records: SealedRecord[]; next: string | null }>
  /** Replaces each record that is still as it was; returns how many those were. */
  replace(changes: { record: SealedRecord; by: Uint8Array }[]): Promise<number>
}
