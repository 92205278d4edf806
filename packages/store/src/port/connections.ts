import type {
  Connection,
  ConnectionAccess,
  ConnectionAuthorization,
  ConnectionCheck,
  ConnectionPurpose,
  Id,
  Millis,
  NewAlert,
  ShareTarget,
  StoredBreaker
} from '@hookwright/model'

/** Unfinished use of a connection, by a flow or by a registration found at the service. */
export interface ConnectionNeed {
  what: 'deregistration' | 'cleanup' | 'uncertain' | 'run' | 'delivery' | 'orphan'
  /** Name of the flow; null for an unnamed flow, and without a flow. */
  flowName: string | null
}

/** Authorization of a connection that signs in at its service. */
export interface StoredAuthorization {
  authorization: ConnectionAuthorization | null
  /** Sealed tokens; null for none. */
  tokenSealed: Uint8Array | null
  /** Start time of a refresh without a stored result; null for none. */
  refreshBegan: Millis | null
}

export interface ConnectionStore {
  /** Adds a connection. Throws `connector.gone`. */
  add(connection: Connection, sealed: Uint8Array): Promise<void>
  find(id: Id): Promise<{ connection: Connection; sealed: Uint8Array } | null>
  /** Lists connections, oldest first. */
  list(filter: { connectorId?: Id; purpose?: ConnectionPurpose }): Promise<Connection[]>
  /** Renames the connection. Throws `connection.gone`. */
  rename(id: Id, name: string): Promise<void>
  /** Stores the result of a ping. Does nothing for a deleted connection. */
  noteCheck(id: Id, check: ConnectionCheck): Promise<void>
  /** Returns the results of the last pings with the current values, by connection. */
  checksOf(ids: Id[]): Promise<Map<Id, ConnectionCheck>>
  /**
   * Replaces the sealed values and their method, and deletes the old token and check. Throws
   * `connection.gone`.
   */
  reseal(id: Id, sealed: Uint8Array, methodId: string): Promise<void>
  /** Returns the sealed access token for the current values; null for none. */
  tokenOf(id: Id): Promise<Uint8Array | null>
  /** Stores a token, or deletes it for null. Does nothing for a deleted connection. */
  keepToken(id: Id, sealed: Uint8Array | null): Promise<void>
  /**
   * Returns tokens and status of a connection that signs in at its service. Throws
   * `connection.gone`.
   */
  authorizationOf(id: Id): Promise<StoredAuthorization>
  /** Returns the sign-in statuses of the connections that have one. */
  authorizationsOf(ids: Id[]): Promise<Map<Id, ConnectionAuthorization>>
  /**
   * Records that a refresh of the tokens is about to begin. Does nothing for a deleted connection.
   */
  beginRefresh(id: Id, at: Millis): Promise<void>
  /**
   * Stores the tokens of the refresh that began at a time. Returns false, without changes, when
   * that is no longer in progress: the values were replaced, somebody signed in again, or the
   * connection was deleted.
   */
  keepRefreshed(
    id: Id,
    began: Millis,
    tokenSealed: Uint8Array,
    authorization: ConnectionAuthorization
  ): Promise<boolean>
  /**
   * Stores the tokens of a sign-in, which ends a refresh in progress. Does nothing for a deleted
   * connection.
   */
  keepAuthorization(id: Id, tokenSealed: Uint8Array, authorization: ConnectionAuthorization): Promise<void>
  /**
   * Records the scopes that the next sign-in has to add: `add` returns them with those recorded so far.
   * Does nothing unless the connection is signed in with the tokens of that time.
   */
  requestScopes(id: Id, at: Millis, add: (lacks: string | undefined) => string): Promise<void>
  /**
   * Marks the authorization as lost, with an alert, and deletes the tokens, which are those of a time
   * (`of`). Returns false, without changes, when the connection has later ones or none.
   */
  loseAuthorization(
    id: Id,
    of: Millis,
    lost: ConnectionAuthorization & { is: 'lost' },
    alert: NewAlert
  ): Promise<boolean>
  /**
   * Deletes its tokens and its status, as before the first sign-in. Does nothing for a deleted
   * connection.
   */
  endAuthorization(id: Id): Promise<void>
  /** Returns owners and shares of existing connections. */
  accessOf(ids: Id[]): Promise<Map<Id, ConnectionAccess>>
  /**
   * Replaces the shares. Unchanged ones keep the person who created them. Throws `connection.gone`.
   */
  share(id: Id, targets: ShareTarget[], params: { by: string; at: Millis }): Promise<void>
  /**
   * Transfers the connection to another owner and shares it with the former one. Throws
   * `connection.gone`.
   */
  handOver(id: Id, params: { to: string; by: string; at: Millis }): Promise<void>
  /** Marks a user's connections as those of a removed owner, or removes the mark. */
  setOwnerRemoved(ownerId: string, isRemoved: boolean): Promise<void>
  /** Returns the users of the connection other than running flows. */
  needsOf(id: Id): Promise<ConnectionNeed[]>
  /** Deletes a connection. Throws `connection.gone`. */
  remove(id: Id): Promise<void>
}

/** Open circuit breakers, stored so that they stay open after a restart. */
export interface BreakerStore {
  /** Returns all stored breakers, including closed ones, sorted by connection and host. */
  all(): Promise<StoredBreaker[]>
  /**
   * Writes the current state of a breaker, with an alert when it has opened. Throws
   * `connector.gone`.
   */
  keep(breaker: StoredBreaker, alert?: NewAlert): Promise<void>
}
