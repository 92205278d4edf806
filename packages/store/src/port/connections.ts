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

/** Unfinished work that still needs a connection, in a flow or for an orphan. */
export interface ConnectionNeed {
  what: 'deregistration' | 'cleanup' | 'uncertain' | 'run' | 'delivery' | 'orphan'
  /** Name of the flow; `null` for an unnamed flow and for an orphan. */
  flowName: string | null
}

/** Authorization of a connection with sign-in at its service. */
export interface StoredAuthorization {
  authorization: ConnectionAuthorization | null
  /** Encrypted tokens; `null` if there are none. */
  tokenSealed: Uint8Array | null
  /**
   * Time at which a token refresh started that has not stored a result; `null` if no refresh is in progress.
   */
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
  /** Returns the last ping results that apply to the current values, by connection. */
  checksOf(ids: Id[]): Promise<Map<Id, ConnectionCheck>>
  /**
   * Replaces the encrypted values and the authentication method. Deletes the old token and ping result.
   * Throws `connection.gone`.
   */
  reseal(id: Id, sealed: Uint8Array, methodId: string): Promise<void>
  /** Returns the encrypted access token for the current values; `null` if there is none. */
  tokenOf(id: Id): Promise<Uint8Array | null>
  /** Stores a token, or deletes it for null. Does nothing for a deleted connection. */
  keepToken(id: Id, sealed: Uint8Array | null): Promise<void>
  /** Returns the tokens and the sign-in status of a connection. Throws `connection.gone`. */
  authorizationOf(id: Id): Promise<StoredAuthorization>
  /** Returns the sign-in statuses by connection. Omits connections without sign-in. */
  authorizationsOf(ids: Id[]): Promise<Map<Id, ConnectionAuthorization>>
  /** Records the start of a token refresh. Does nothing for a deleted connection. */
  beginRefresh(id: Id, at: Millis): Promise<void>
  /**
   * Stores the tokens of the refresh that started at `began`. Returns false, without changes, if this refresh
   * is no longer in progress: the values were replaced, somebody signed in again, or the connection was
   * deleted.
   */
  keepRefreshed(
    id: Id,
    began: Millis,
    tokenSealed: Uint8Array,
    authorization: ConnectionAuthorization
  ): Promise<boolean>
  /**
   * Stores the tokens of a sign-in and ends any refresh in progress. Does nothing for a deleted connection.
   */
  keepAuthorization(id: Id, tokenSealed: Uint8Array, authorization: ConnectionAuthorization): Promise<void>
  /**
   * Records scopes to request at the next sign-in. `add` gets the scopes recorded so far and returns the new
   * list. Does nothing if the tokens were replaced after `at`.
   */
  requestScopes(id: Id, at: Millis, add: (lacks: string | undefined) => string): Promise<void>
  /**
   * Marks the sign-in of a connection as lost, raises an alert, and deletes the tokens that were stored at
   * the time `of`. Returns false, without changes, if the connection has newer tokens or none.
   */
  loseAuthorization(
    id: Id,
    of: Millis,
    lost: ConnectionAuthorization & { is: 'lost' },
    alert: NewAlert
  ): Promise<boolean>
  /** Deletes the tokens and the sign-in status of a connection. Does nothing for a deleted connection. */
  endAuthorization(id: Id): Promise<void>
  /** Returns the owner and shares of each existing connection. */
  accessOf(ids: Id[]): Promise<Map<Id, ConnectionAccess>>
  /** Replaces the shares. Unchanged shares keep the member who created them. Throws `connection.gone`. */
  share(id: Id, targets: ShareTarget[], params: { by: string; at: Millis }): Promise<void>
  /**
   * Transfers the connection to another owner and shares it with the previous owner. Throws
   * `connection.gone`.
   */
  handOver(id: Id, params: { to: string; by: string; at: Millis }): Promise<void>
  /** Marks or unmarks a member's connections as belonging to a removed member. */
  setOwnerRemoved(ownerId: string, isRemoved: boolean): Promise<void>
  /** Returns the unfinished work that needs the connection. Running flows are not included. */
  needsOf(id: Id): Promise<ConnectionNeed[]>
  /** Deletes a connection. Throws `connection.gone`. */
  remove(id: Id): Promise<void>
}

/** Store of circuit breakers, so that they stay open after a restart. */
export interface BreakerStore {
  /** Returns all stored breakers, including closed ones, sorted by connection and host. */
  all(): Promise<StoredBreaker[]>
  /** Stores the current state of a breaker, with an alert if it has opened. Throws `connector.gone`. */
  keep(breaker: StoredBreaker, alert?: NewAlert): Promise<void>
}
