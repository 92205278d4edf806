import { kindOf, type Specs } from '@hookwright/engine'
import {
  type Authentication,
  type Connection,
  type ConnectionAuthorization,
  type ConnectionCheck,
  connectionFormOf,
  type FlowKind,
  type Id
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { flowsWithConnection } from './users-of-connection.ts'

/** A user's connection as the page of connections shows it. */
export interface ListedConnection extends Connection {
  connectorName: string
  /** Authentication kind of the deployed version; null while none is deployed. */
  kind: Authentication['kind'] | null
  /** The owner's flows that use it. */
  users: { id: Id; name: string | null }[]
  check: ConnectionCheck | null
  /** Status of its sign-in at the service; null for one that never signed in. */
  authorization: ConnectionAuthorization | null
  /** True when the deployed version asks for values, so that they can be replaced. */
  asksValues: boolean
  /** True when the deployed version has an Authping flow, which a ping runs. */
  mayPing: boolean
  /** True when the deployed version has a Revoke flow or a revocation URL. */
  mayRevoke: boolean
}

const hasForm = (authentication: Authentication): boolean => {
  const { fields, scopes, signsIn } = connectionFormOf(authentication)
  // A form without fields is still offered where there is nothing else to do.
  return !signsIn || fields.length > 0 || scopes.length > 0
}

/** Returns the connections of a user, oldest first. Connections of deleted connectors stay listed. */
export const connectionsOfUser = async (
  { store, specs }: { store: Store; specs: Specs },
  ownerId: string
): Promise<ListedConnection[]> => {
  const own = (await store.connections.list({ purpose: 'user' })).filter(one => one.ownerId === ownerId)
  const checks = await store.connections.checksOf(own.map(({ id }) => id))
  const authorizations = await store.connections.authorizationsOf(own.map(({ id }) => id))
  const flows = await flowsWithConnection({ store, specs }, ownerId)
  const connectorIds = [...new Set(own.map(({ connectorId }) => connectorId))]
  const about = new Map<
    Id,
    Pick<ListedConnection, 'connectorName' | 'kind' | 'asksValues' | 'mayPing' | 'mayRevoke'>
  >()
  for (const connectorId of connectorIds) {
    const connector = await store.connectors.find(connectorId)
    const snapshot = (await store.versions.deployedOf(connectorId))?.snapshot ?? null
    const has = (kind: FlowKind): boolean =>
      snapshot?.flows.some(({ doc }) => kindOf(doc, specs) === kind) ?? false
    about.set(connectorId, {
      connectorName: connector?.name ?? snapshot?.name ?? '',
      kind: snapshot?.authentication.kind ?? null,
      asksValues: snapshot === null || hasForm(snapshot.authentication),
      mayPing: has('authping'),
      mayRevoke: has('revoke') || snapshot?.authentication.code?.revokeUrl !== undefined
    })
  }
  return own.map(connection => ({
    ...connection,
    ...(about.get(connection.connectorId) ?? {
      connectorName: '',
      kind: null,
      asksValues: true,
      mayPing: false,
      mayRevoke: false
    }),
    users: (flows.get(connection.id) ?? []).map(({ id, name }) => ({ id, name })),
    check: checks.get(connection.id) ?? null,
    authorization: authorizations.get(connection.id) ?? null
  }))
}
