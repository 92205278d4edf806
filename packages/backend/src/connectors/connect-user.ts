import { Fault, type Id, type VersionSnapshot } from '@hookwright/model'
import { type Connected, connect } from './connected.ts'
import type { Connections } from './connections.ts'

/**
 * Opens a connection with which a user sets up a card of a version, or none. Throws `connection.gone`, also for one of another
 * connector and for a test connection.
 */
export const connectUser = async (given: {
  connections: Connections
  connectionId: Id | null
  connectorId: Id
  snapshot: Pick<VersionSnapshot, 'authentication'>
}): Promise<Connected> => {
  const { connections, connectionId, connectorId, snapshot } = given
  if (connectionId !== null) {
    const connection = await connections.get(connectionId)
    if (connection.purpose !== 'user' || connection.connectorId !== connectorId)
      throw new Fault('connection.gone')
  }
  return connect({ connections, connectionId, authentication: snapshot.authentication })
}
