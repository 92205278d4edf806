import type { Connection, ConnectionCheck, ConnectionPurpose, Id } from '@hookwright/model'

/** Something that needs a connection until it has ended: of a flow, or what was found at the service. */
export interface ConnectionNeed {
  what: 'deregistration' | 'cleanup' | 'uncertain' | 'run' | 'delivery' | 'orphan'
  /** Null for a flow without a name, and for what belongs to no flow. */
  flowName: string | null
}

export interface ConnectionStore {
  /** Throws `connector.gone`. */
  add(connection: Connection, sealed: Uint8Array): Promise<void>
  find(id: Id): Promise<{ connection: Connection; sealed: Uint8Array } | null>
  /** Oldest first. */
  list(filter: { connectorId?: Id; purpose?: ConnectionPurpose }): Promise<Connection[]>
  /** Renames the connection. Throws `connection.gone`. */
  rename(id: Id, name: string): Promise<void>
  /** Keeps the result of a ping. Does nothing for a connection that is gone. */
  noteCheck(id: Id, check: ConnectionCheck): Promise<void>
  /** The results of the last pings with the present values, by connection. */
  checksOf(ids: Id[]): Promise<Map<Id, ConnectionCheck>>
  /** Replaces the sealed values; the token and the check of those before go. Throws `connection.gone`. */
  reseal(id: Id, sealed: Uint8Array): Promise<void>
  /** The sealed access token that is kept for its values; null for none. */
  tokenOf(id: Id): Promise<Uint8Array | null>
  /** Keeps a token, or forgets it. Does nothing for a connection that is gone. */
  keepToken(id: Id, sealed: Uint8Array | null): Promise<void>
  /** Everything that needs it although no flow is on with it. */
  needsOf(id: Id): Promise<ConnectionNeed[]>
  /** Throws `connection.gone`. */
  remove(id: Id): Promise<void>
}
