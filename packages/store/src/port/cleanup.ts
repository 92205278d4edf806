import type {
  Attempt,
  CleanupEntry,
  CleanupResolution,
  Id,
  Millis,
  Orphan,
  OrphanEnd,
  Removal
} from '@hookwright/model'
import type { RunRow } from './runs.ts'

export interface CleanupStore {
  /** Lists entries: open ones first, newest first. */
  list(): Promise<CleanupEntry[]>
  /** Returns the number of open entries of a flow. */
  countOpen(flowId: Id): Promise<number>
  find(id: Id): Promise<CleanupEntry | null>
  /**
   * Returns the open entry of a subscription. Entries without automatic retries take precedence.
   */
  openOf(subscriptionId: Id): Promise<CleanupEntry | null>
  /** Lists all open entries, newest first. */
  open(): Promise<CleanupEntry[]>
  /** Lists open entries with automatic retries, the next one first. */
  planned(limit: number): Promise<CleanupEntry[]>
  /**
   * Counts a retry of an open entry and begins its attempt. `nextAt` is the time of the next
   * automatic retry. Throws `cleanup.gone`, `cleanup.closed`.
   */
  beginTry(id: Id, params: { attempt: Attempt; run: RunRow | null; nextAt: Millis | null }): Promise<void>
  /**
   * Adds an entry that is closed from the start. It documents that a person has checked a subscription
   * without an entry.
   */
  addClosed(entry: CleanupEntry): Promise<void>
  /** Returns the retry attempts that were interrupted by a server stop. */
  interrupted(): Promise<Attempt[]>
  /** Closes an entry. Throws `cleanup.gone`, `cleanup.closed`. */
  close(id: Id, params: { how: CleanupResolution; reason: string; at: Millis }): Promise<void>
}

export interface OrphanStore {
  /** Lists orphans: open ones first, newest first. */
  list(): Promise<Orphan[]>
  /** Lists open orphans, newest first. */
  listOpen(): Promise<Orphan[]>
  /** Returns an orphan with its encrypted Registration Data and its deregistration flow. */
  find(id: Id): Promise<{ orphan: Orphan; data: Uint8Array | null; removal: Removal | null } | null>
  /**
   * Adds an orphan and returns its id. If an open orphan of the connector has the same remote id and URL,
   * changes nothing and returns that orphan's id with `isNew: false`. Throws `connector.gone`.
   */
  add(
    orphan: Omit<Orphan, 'status' | 'removable'>,
    params: { data: Uint8Array | null; removal: Removal | null }
  ): Promise<{ id: Id; isNew: boolean }>
  /**
   * Updates the Registration Data and the reason of an orphan. `null` leaves the data unchanged. Throws
   * `orphan.gone`.
   */
  learn(id: Id, params: { data: Uint8Array | null; reason: string }): Promise<void>
  /** Closes an orphan. Throws `orphan.gone`, `orphan.closed`. */
  close(id: Id, params: { how: OrphanEnd; reason: string; at: Millis }): Promise<void>
}
