import type { Authentication, Branding, Connector, Id, Millis } from '@hookwright/model'
import type { FlowRow } from './flows.ts'

/** Counts of a connector, for lists. */
export interface ConnectorTally {
  connectorId: Id
  /** Number of makers' flows. */
  flows: number
  /** Number of users' flows that are on with one of its events or actions. */
  on: number
  /** Number of the deployed version, or null. */
  deployed: number | null
  /** Time of the last save of one of its flows or, without one, of its creation. */
  editedAt: Millis
}

export interface ConnectorStore {
  /**
   * Adds a connector with its first flows in one transaction. Throws `connector.name-taken`; names
   * are compared without case among connectors that are not deleted.
   */
  add(connector: Connector, flows?: readonly FlowRow[]): Promise<void>
  /** Returns true when a connector has this key, even a deleted one. */
  isKeyTaken(key: string): Promise<boolean>
  /** Lists connectors, oldest first, without deleted ones. */
  list(): Promise<Connector[]>
  /** Returns the tallies of all connectors that are not deleted, oldest first. */
  tallies(): Promise<ConnectorTally[]>
  /** Finds a connector. Null for a deleted one, too. */
  find(id: Id): Promise<Connector | null>
  /** Changes name and description. Throws `connector.gone`, `connector.name-taken`. */
  describe(id: Id, about: { name: string; description: string; branding: Branding }): Promise<void>
  /** Replaces the authentication. Throws `connector.gone`. */
  authenticate(id: Id, authentication: Authentication): Promise<void>
  /** Returns the sealed client secrets of the maker; null for none. Throws `connector.gone`. */
  clientsOf(id: Id): Promise<Uint8Array | null>
  /**
   * Replaces the sealed client secrets of the maker, or deletes them for null. Returns false,
   * without changes, when they differ from `before`. Throws `connector.gone`.
   */
  keepClients(id: Id, sealed: Uint8Array | null, before: Uint8Array | null): Promise<boolean>
  /** Moves a connector to the recycle bin. Throws `connector.gone`. */
  remove(id: Id, at: Millis, by?: string | null): Promise<void>
  /**
   * Restores a connector from the recycle bin, under another name if given. Throws
   * `connector.gone`, `connector.name-taken`.
   */
  restore(id: Id, name?: string): Promise<void>
}
