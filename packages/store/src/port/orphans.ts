import type { Id, Millis, Orphan, OrphanEnd, Removal } from '@hookwright/model'

export interface OrphanStore {
  /** Open ones first, newest first. */
  list(): Promise<Orphan[]>
  /** Newest first. */
  listOpen(): Promise<Orphan[]>
  /** With its sealed Registration Data and what takes it away. */
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
