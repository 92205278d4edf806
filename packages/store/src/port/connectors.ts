import type { Authentication, Branding, Connector, Id, Millis } from '@hookwright/model'
import type { FlowRow } from './flows.ts'

/** Counts of a connector, for lists. */
export interface ConnectorTally {
  connectorId: Id
  /** Number of makers' flows. */
  flows: number
  /** Number of users' flows that are on with one of its events or actions. */
  on: number
  /** The number of the version that users get, or null. */
  deployed: number | null
  /** Time when a flow of it was last saved, or, without one, when it was made. */
  editedAt: Millis
}

export interface ConnectorStore {
  /**
   * Adds a connector with its first flows, all or nothing. Throws `connector.name-taken` (names are compared without case
   * among connectors that are not deleted).
   */
  add(connector: Connector, flows?: readonly FlowRow[]): Promise<void>
  /** True when a connector has this key, also a deleted one. */
  isKeyTaken(key: string): Promise<boolean>
  /** Oldest first; deleted ones are left out. */
  list(): Promise<Connector[]>
  /** Returns the tallies of all connectors that are not deleted, oldest first. */
  tallies(): Promise<ConnectorTally[]>
  /** Null for one that was deleted, too. */
  find(id: Id): Promise<Connector | null>
  /** Throws `connector.gone`, `connector.name-taken`. */
  describe(id: Id, about: { name: string; description: string; branding: Branding }): Promise<void>
  /** Throws `connector.gone`. */
  authenticate(id: Id, authentication: Authentication): Promise<void>
  /** The sealed client secrets of the maker; null for none. Throws `connector.gone`. */
  clientsOf(id: Id): Promise<Uint8Array | null>
  /**
   * Replaces the sealed client secrets of the maker, or deletes them. Returns false, and does nothing, when they are no
   * longer those of `before`. Throws `connector.gone`.
   */
  keepClients(id: Id, sealed: Uint8Array | null, before: Uint8Array | null): Promise<boolean>
  /** Moves it to the recycle bin. Throws `connector.gone`. */
  remove(id: Id, at: Millis, by?: string | null): Promise<void>
  /**
   * Restores it from the recycle bin, with another name where one is given. Throws `connector.gone`,
   * `connector.name-taken`.
   */
  restore(id: Id, name?: string): Promise<void>
}
