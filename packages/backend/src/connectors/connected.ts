import { connectionFieldId, readerOf } from '@hookwright/engine'
import {
  type Authentication,
  CONNECTION_CARD,
  type ConnectionValues,
  connectionFieldsOf,
  Fault,
  type Id,
  methodsOf,
  one,
  type VersionSnapshot,
  withFixedValues
} from '@hookwright/model'
import { secretsOf } from '../authorization/secrets-of.ts'
import type { ServiceClient } from '../kernel/effects.ts'
import { type Connections, methodOfConnection } from './connections.ts'

/**
 * Opened connection for a run. Contains the client for requests, values for cards to use, and values to
 * redact.
 */
export interface Connected {
  http: ServiceClient
  /**
   * Values of the connection fields, which every start card of a maker's flow outputs. The keys are the
   * output ids.
   */
  everywhere: Record<string, string>
  /** Values to redact from a trace. */
  secrets: string[]
  /** Base URL for requests with a relative path. Empty for a connector without a base URL. */
  baseUrl: string
}

/**
 * Opens a connection for runs. Without a connection id, returns the resources of a connector that needs no
 * credentials. Throws `connection.gone`, `connection.method-gone`, `connection.not-shared`,
 * `connection.owner-removed`.
 */
export const connect = async (params: {
  connections: Connections
  connectionId: Id | null
  authentication: Authentication
  /** Member who must have access to the connection. Absent if the run belongs to no user's flow. */
  usedBy?: string
  /** Wraps the client between the run and the service. */
  through?: (client: ServiceClient, baseUrl: string) => ServiceClient
}): Promise<Connected> => {
  const { connections, connectionId, authentication, usedBy, through = client => client } = params
  if (connectionId !== null && usedBy !== undefined)
    await connections.uses.mustBeAllowed(connectionId, usedBy)
  const opened = connectionId === null ? null : await connections.open(connectionId)
  const method = opened === null ? methodsOf(authentication)[0] : methodOfConnection(authentication, opened)
  const values = withFixedValues(method, opened?.values ?? {})
  const baseUrl = baseUrlOf(method, values)
  return {
    http: through(connections.clientFor(connectionId, method, values), baseUrl),
    // Fields of other methods are empty, so that a flow can be drawn for all of them.
    everywhere: Object.fromEntries(
      connectionFieldsOf(authentication).map(({ id }) => [connectionFieldId(id), values[id] ?? ''])
    ),
    secrets: secretsOf(method, values),
    baseUrl
  }
}

/**
 * Opens a connection for a user who sets up a card of a version. A null `connectionId` opens none. Throws
 * `connection.gone`, also for a test connection or a connection of another connector.
 */
export const connectUser = async (params: {
  connections: Connections
  connectionId: Id | null
  connectorId: Id
  snapshot: Pick<VersionSnapshot, 'authentication'>
}): Promise<Connected> => {
  const { connections, connectionId, connectorId, snapshot } = params
  if (connectionId !== null) {
    const connection = await connections.get(connectionId)
    if (connection.purpose !== 'user' || connection.connectorId !== connectorId)
      throw new Fault('connection.gone')
  }
  return connect({ connections, connectionId, authentication: snapshot.authentication })
}

const baseUrlOf = ({ baseUrl }: Authentication, values: ConnectionValues): string => {
  const read = readerOf(baseUrl, one('text'))(new Map([[CONNECTION_CARD, values]]))
  return read.ok && typeof read.value === 'string' ? read.value : ''
}
