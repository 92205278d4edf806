import type { Connection, ConnectionPurpose, Id } from '@hookwright/model'

export interface ConnectionStore {
  /** Throws `connector.gone`. */
  add(connection: Connection, sealed: Uint8Array): Promise<void>
  find(id: Id): Promise<{ connection: Connection; sealed: Uint8Array } | null>
  /** Oldest first. */
  list(filter: { connectorId?: Id; purpose?: ConnectionPurpose }): Promise<Connection[]>
  /** Replaces the sealed values. Throws `connection.gone`. */
  reseal(id: Id, sealed: Uint8Array): Promise<void>
  /** Throws `connection.gone`. */
  remove(id: Id): Promise<void>
}
