import type {
  Connection,
  ConnectionAccess,
  ConnectionAuthorization,
  ConnectionCheck,
  ConnectionPurpose,
  Id,
  KeptBreaker,
  Millis,
  NewAlert,
  ShareTarget
} from '@hookwright/model'

/** Use of a connection until it has ended, by a flow or for a registration found at the service. */
export interface ConnectionNeed {
  what: 'deregistration' | 'cleanup' | 'uncertain' | 'run' | 'delivery' | 'orphan'
  /** Null for a flow without a name, and for what belongs to no flow. */
  flowName: string | null
}

/** Authorization of a connection that signs in at its service. */
export interface StoredAuthorization {
  authorization: ConnectionAuthorization | null
  /** The sealed tokens; null for none. */
  tokenSealed: Uint8Array | null
  /** Start time of a refresh whose result was never written; null for none. */
  refreshBegan: Millis | null
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
  /**
   * Replaces the sealed values, and the method that they are for; the token and the check of those before go. Throws
   * `connection.gone`.
   */
  reseal(id: Id, sealed: Uint8Array, methodId: string): Promise<void>
  /** The sealed access token that is kept for its values; null for none. */
  tokenOf(id: Id): Promise<Uint8Array | null>
  /** Keeps a token, or forgets it. Does nothing for a connection that is gone. */
  keepToken(id: Id, sealed: Uint8Array | null): Promise<void>
  /** Tokens and status of a connection that signs in at its service. Throws `connection.gone`. */
  authorizationOf(id: Id): Promise<StoredAuthorization>
  /** The sign-in statuses of those connections that have one. */
  authorizationsOf(ids: Id[]): Promise<Map<Id, ConnectionAuthorization>>
  /** Notes that the tokens are about to be refreshed. Does nothing for a connection that is gone. */
  beginRefresh(id: Id, at: Millis): Promise<void>
  /**
   * Keeps the tokens of the refresh that began at a time. Returns false, and does nothing, when that is no longer in
   * progress: the values were replaced, somebody signed in again, or the connection is gone.
   */
  keepRefreshed(
    id: Id,
    began: Millis,
    tokenSealed: Uint8Array,
    authorization: ConnectionAuthorization
  ): Promise<boolean>
  /** Keeps the tokens of a sign-in, which ends a refresh in progress. Does nothing for a connection that is gone. */
  keepAuthorization(id: Id, tokenSealed: Uint8Array, authorization: ConnectionAuthorization): Promise<void>
  /** Marks the authorization as lost, with an alert; the tokens are deleted. Does nothing for a connection that is gone. */
  loseAuthorization(id: Id, lost: ConnectionAuthorization & { is: 'lost' }, alert: NewAlert): Promise<void>
  /** Deletes its tokens and its status, as before the first sign-in. Does nothing for a connection that is gone. */
  endAuthorization(id: Id): Promise<void>
  /** Owners and shares of those connections that exist. */
  accessOf(ids: Id[]): Promise<Map<Id, ConnectionAccess>>
  /** Replaces the shares; those that stay keep who made them. Throws `connection.gone`. */
  share(id: Id, targets: ShareTarget[], given: { by: string; at: Millis }): Promise<void>
  /** Gives the connection to another owner and shares it with the former one. Throws `connection.gone`. */
  handOver(id: Id, given: { to: string; by: string; at: Millis }): Promise<void>
  /** Marks a user's connections as those of a removed owner, or takes the mark back. */
  setOwnerRemoved(ownerId: string, isRemoved: boolean): Promise<void>
  /** Users of the connection other than running flows. */
  needsOf(id: Id): Promise<ConnectionNeed[]>
  /** Throws `connection.gone`. */
  remove(id: Id): Promise<void>
}

/** Open circuit breakers, stored so that they stay open after a restart. */
export interface BreakerStore {
  /** All that were ever open, in the order of connections and hosts. */
  all(): Promise<KeptBreaker[]>
  /** Writes how one stands now, with an alert of one that has opened. Throws `connector.gone`. */
  keep(breaker: KeptBreaker, alert?: NewAlert): Promise<void>
}
