import { connectionFieldId, readerOf } from '@hookwright/engine'
import { type Authentication, CONNECTION_CARD, type ConnectionValues, type Id, one } from '@hookwright/model'
import { secretsOf } from '../authorization/secrets-of.ts'
import type { ServiceClient } from '../kernel/effects.ts'
import type { Connections } from './connections.ts'

/** Resources of a connection for a run. */
export interface Connected {
  http: ServiceClient
  /** The values that every start card of a maker's flow gives. */
  everywhere: Record<string, string>
  /** Values to redact from a trace. */
  secrets: string[]
  /** Base URL of requests with a path only; empty for a connector without one. */
  baseUrl: string
}

/** Opens a connection for runs, or lends what a connector without credentials needs for null. Throws `connection.gone`, `connection.not-shared`, `connection.owner-removed`. */
export const connect = async (given: {
  connections: Connections
  connectionId: Id | null
  authentication: Authentication
  /** Member who has to be allowed to use it; left out for what does not run a flow of a user. */
  usedBy?: string
  /** Stands between the run and the service; left out where nothing does. */
  through?: (client: ServiceClient, baseUrl: string) => ServiceClient
}): Promise<Connected> => {
  const { connections, connectionId, authentication, usedBy, through = client => client } = given
  if (connectionId !== null && usedBy !== undefined)
    await connections.uses.mustBeAllowed(connectionId, usedBy)
  const values: ConnectionValues = connectionId === null ? {} : (await connections.open(connectionId)).values
  const baseUrl = baseUrlOf(authentication, values)
  return {
    http: through(connections.clientFor(connectionId, authentication, values), baseUrl),
    everywhere: Object.fromEntries(
      authentication.fields.map(field => [connectionFieldId(field.id), values[field.id] ?? ''])
    ),
    secrets: secretsOf(authentication, values),
    baseUrl
  }
}

const baseUrlOf = ({ baseUrl }: Authentication, values: ConnectionValues): string => {
  const read = readerOf(baseUrl, one('text'))(new Map([[CONNECTION_CARD, values]]))
  return read.ok && typeof read.value === 'string' ? read.value : ''
}
