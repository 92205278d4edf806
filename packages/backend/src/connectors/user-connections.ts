import { kindOf, type Specs } from '@hookwright/engine'
import {
  type Authentication,
  accessDenied,
  type Connection,
  type ConnectionAccess,
  type ConnectionAuthorization,
  type ConnectionCheck,
  type FlowKind,
  type Id,
  type Method,
  methodFormOf,
  methodOf,
  methodsOf,
  type Role,
  revokesTokens,
  type VersionSnapshot
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Connections } from './connections.ts'
import { type ConnectionUser, flowsWithConnections } from './users-of-connection.ts'

/** Member who views the list of connections. */
export interface ConnectionViewer {
  id: string
  role: Role
}

/** User's connection in the list of connections. */
export interface ListedConnection extends Connection {
  connectorName: string
  /**
   * Kind of the connection's authentication method. Null if there is no deployed version or it no longer has
   * the method.
   */
  kind: Authentication['kind'] | null
  /** Name of the connection's authentication method. Null for a method without a name. */
  methodName: string | null
  /**
   * True if the deployed version no longer has the connection's authentication method. The values must be
   * entered again.
   */
  isMethodGone: boolean
  /**
   * Access of the viewer: as owner, by sharing, or `other` for connections that only admins see.
   */
  access: 'own' | 'shared' | 'other'
  ownerRemoved: boolean
  /**
   * Members and roles with access to the connection. Only its owner and admins see all of them; other viewers
   * see only themselves.
   */
  shares: ConnectionAccess['shares']
  /** Flows that use the connection. Its owner and admins see all flows, other viewers only their own. */
  users: ConnectionUser[]
  check: ConnectionCheck | null
  /** Status of the sign-in at the service. Null if nobody ever signed in. */
  authorization: ConnectionAuthorization | null
  /** True when the deployed version has fields to enter, so that the values can be replaced. */
  asksValues: boolean
  /** True if the deployed version has an Authping flow for pings. */
  mayPing: boolean
  /** True when the deployed version has a Revoke flow or a revocation URL. */
  mayRevoke: boolean
}

/** Returns true when a method has fields to enter. */
const hasForm = (method: Method): boolean => {
  const { fields, scopes, signsIn } = methodFormOf(method)
  // A form without fields is still offered where there is nothing else to do.
  return !signsIn || fields.length > 0 || scopes.length > 0
}

/** Connection properties that depend on the deployed version of its connector. */
type VersionFacts = Pick<
  ListedConnection,
  'kind' | 'methodName' | 'isMethodGone' | 'asksValues' | 'mayPing' | 'mayRevoke'
>

const factsOf = (snapshot: VersionSnapshot | null, { methodId }: Connection, specs: Specs): VersionFacts => {
  const method = snapshot === null ? null : methodOf(snapshot.authentication, methodId)
  const has = (kind: FlowKind): boolean =>
    snapshot?.flows.some(({ doc }) => kindOf(doc, specs) === kind) ?? false
  const isAlone = snapshot !== null && methodsOf(snapshot.authentication).length === 1
  return {
    kind: method?.kind ?? null,
    methodName: method?.name ?? null,
    isMethodGone: snapshot !== null && method === null,
    // Another method can be chosen in the form.
    asksValues: method === null || !isAlone || hasForm(method),
    mayPing: has('authping'),
    mayRevoke: has('revoke') || (method?.code !== undefined && revokesTokens(method.code))
  }
}

/** Returns true when the deployed version of a connection's connector has an Authping flow. */
export const mayPing = async (
  { store, specs }: { store: Pick<Store, 'connections' | 'versions'>; specs: Specs },
  connectionId: Id
): Promise<boolean> => {
  const found = await store.connections.find(connectionId)
  if (found === null) return false
  const deployed = await store.versions.deployedOf(found.connection.connectorId)
  return deployed !== null && factsOf(deployed.snapshot, found.connection, specs).mayPing
}

/** Returns the viewer's access to a connection. Null if the viewer may not see it. */
const relationOf = (
  access: ConnectionAccess,
  viewer: ConnectionViewer
): ListedConnection['access'] | null => {
  if (access.ownerId === viewer.id) return 'own'
  if (accessDenied(access, viewer) === null) return 'shared'
  return viewer.role === 'admin' ? 'other' : null
}

/**
 * Returns the connections that a member sees, oldest first: own and shared connections, or all for an admin.
 * Connections of deleted connectors stay listed.
 */
export const listConnections = async (
  {
    store,
    specs,
    connections: { uses, checks: lastChecks }
  }: { store: Store; specs: Specs; connections: Pick<Connections, 'uses' | 'checks'> },
  viewer: ConnectionViewer
): Promise<ListedConnection[]> => {
  const all = await store.connections.list({ purpose: 'user' })
  const accesses = await store.connections.accessOf(all.map(({ id }) => id))
  const seen = all.flatMap(connection => {
    const access = accesses.get(connection.id)
    const relation = access === undefined ? null : relationOf(access, viewer)
    return access === undefined || relation === null ? [] : [{ connection, access, relation }]
  })
  const seesAll = ({ relation }: { relation: ListedConnection['access'] }): boolean =>
    relation === 'own' || viewer.role === 'admin'
  const ids = seen.map(({ connection }) => connection.id)
  const checks = await lastChecks.of(ids)
  const authorizations = await store.connections.authorizationsOf(ids)
  const users = await flowsWithConnections(
    { store, uses },
    seen.map(one => ({ connectionId: one.connection.id, ownerId: seesAll(one) ? null : viewer.id }))
  )
  const about = new Map<Id, { connectorName: string; snapshot: VersionSnapshot | null }>()
  for (const connectorId of new Set(seen.map(({ connection }) => connection.connectorId))) {
    const connector = await store.connectors.find(connectorId)
    const snapshot = (await store.versions.deployedOf(connectorId))?.snapshot ?? null
    about.set(connectorId, { connectorName: connector?.name ?? snapshot?.name ?? '', snapshot })
  }
  return seen.map(({ connection, access, relation }) => {
    const { connectorName = '', snapshot = null } = about.get(connection.connectorId) ?? {}
    return {
      ...connection,
      connectorName,
      ...factsOf(snapshot, connection, specs),
      access: relation,
      ownerRemoved: access.ownerRemoved,
      shares: seesAll({ relation }) ? access.shares : [],
      users: users.get(connection.id) ?? [],
      check: checks.get(connection.id) ?? null,
      authorization: authorizations.get(connection.id) ?? null
    }
  })
}
