import type { Authentication, Branding, Connector, Id, Millis } from '@hookwright/model'
import type { FlowRow } from './flows.ts'

/** Counts of a connector, for lists. */
export interface ConnectorTally {
  connectorId: Id
  /** Number of makers' flows. */
  flows: number
  /** Number of users' flows that are on and use an event or action of the connector. */
  on: number
  /** Number of the deployed version; `null` if none is deployed. */
  deployed: number | null
  /** Time of the last save of one of its flows; the creation time if there are no flows. */
  editedAt: Millis
}

export interface ConnectorStore {
  /**
   * Adds a connector with its first flows in one transaction. Names are unique among connectors that are not
   * deleted, ignoring case. Throws `connector.name-taken`.
   */
  add(connector: Connector, flows?: readonly FlowRow[]): Promise<void>
  /** Returns true when a connector has this key, even a deleted one. */
  isKeyTaken(key: string): Promise<boolean>
  /** Lists connectors, oldest first, without deleted ones. */
  list(): Promise<Connector[]>
  /** Returns the counts of all connectors that are not deleted, oldest connector first. */
  tallies(): Promise<ConnectorTally[]>
  /** Returns a connector; `null` if it does not exist or was deleted. */
  find(id: Id): Promise<Connector | null>
  /** Changes name and description. Throws `connector.gone`, `connector.name-taken`. */
  describe(id: Id, about: { name: string; description: string; branding: Branding }): Promise<void>
  /** Replaces the authentication. Throws `connector.gone`. */
  authenticate(id: Id, authentication: Authentication): Promise<void>
  /** Returns the maker's client secrets, encrypted; `null` if there are none. Throws `connector.gone`. */
  clientsOf(id: Id): Promise<Uint8Array | null>
  /**
   * Replaces the maker's encrypted client secrets; `null` deletes them. Returns false, without changes, if
   * the stored secrets differ from `before`. Throws `connector.gone`.
   */
  keepClients(id: Id, sealed: Uint8Array | null, before: Uint8Array | null): Promise<boolean>
  /** Moves a connector to the recycle bin. Throws `connector.gone`. */
  remove(id: Id, at: Millis, by?: string | null): Promise<void>
  /**
   * Restores a connector from the recycle bin, optionally with a new name. Throws `connector.gone`,
   * `connector.name-taken`.
   */
  restore(id: Id, name?: string): Promise<void>
}
