import type {
  Attempt,
  CleanupEntry,
  CleanupHow,
  Id,
  Millis,
  Orphan,
  OrphanEnd,
  Removal
} from '@hookwright/model'
import type { RunRow } from './runs.ts'

export interface CleanupStore {
  /** Open ones first, newest first. */
  list(): Promise<CleanupEntry[]>
  /** Number of open entries of a flow. */
  countOpen(flowId: Id): Promise<number>
  find(id: Id): Promise<CleanupEntry | null>
  /** The open entry of a subscription, one that is not retried before any other. */
  openOf(subscriptionId: Id): Promise<CleanupEntry | null>
  /** All open ones, newest first. */
  open(): Promise<CleanupEntry[]>
  /** Open ones that are retried automatically, the next first. */
  planned(limit: number): Promise<CleanupEntry[]>
  /**
   * Counts another try of an open entry and begins its attempt; `nextAt` says when the one after it follows by itself.
   * Throws `cleanup.gone`, `cleanup.closed`.
   */
  beginTry(id: Id, given: { attempt: Attempt; run: RunRow | null; nextAt: Millis | null }): Promise<void>
  /** Keeps that a person has looked after a subscription that had no entry. */
  addClosed(entry: CleanupEntry): Promise<void>
  /** Tries that a stop interrupted. */
  interrupted(): Promise<Attempt[]>
  /** Throws `cleanup.gone`, `cleanup.closed`. */
  close(id: Id, given: { how: CleanupHow; reason: string; at: Millis }): Promise<void>
}

export interface OrphanStore {
  /** Open ones first, newest first. */
  list(): Promise<Orphan[]>
  /** Newest first. */
  listOpen(): Promise<Orphan[]>
  /** Finds an orphan with its sealed Registration Data and the way to remove it. */
  find(id: Id): Promise<{ orphan: Orphan; data: Uint8Array | null; removal: Removal | null } | null>
  /** False, and nothing changed, when an open one of the same connector has the same id and URL. Throws `connector.gone`. */
  add(
    orphan: Omit<Orphan, 'status' | 'removable'>,
    given: { data: Uint8Array | null; removal: Removal | null }
  ): Promise<{ id: Id; isNew: boolean }>
  /**
   * Keeps what became known of it: Registration Data that takes it away (null stays as it is), and why it is there.
   * Throws `orphan.gone`.
   */
  learn(id: Id, given: { data: Uint8Array | null; reason: string }): Promise<void>
  /** Throws `orphan.gone`, `orphan.closed`. */
  close(id: Id, given: { how: OrphanEnd; reason: string; at: Millis }): Promise<void>
}
