import type { Connection, ConnectionPurpose, Id } from '@hookwright/model'

export interface ConnectionStore {
  /** Throws `connector.gone`. */
  add(connection: Connection, sealed: Uint8Array): Promise<void>
  find(id: Id): Promise<{ connection: Connection; sealed: Uint8Array } | null>
  /** Oldest first. */
  list(filter: { connectorId?: Id; purpose?: ConnectionPurpose }): Promise<Connection[]>
  /** Replaces the sealed values; a token that was given for those before goes. Throws `connection.gone`. */
  reseal(id: Id, sealed: Uint8Array): Promise<void>
  /** The sealed access token that is kept for its values; null for none. */
  tokenOf(id: Id): Promise<Uint8Array | null>
  /** Keeps a token, or forgets it. Does nothing for a connection that is gone. */
  keepToken(id: Id, sealed: Uint8Array | null): Promise<void>
  /** Throws `connection.gone`. */
  remove(id: Id): Promise<void>
}
