import { API_CONNECTOR, API_CONNECTOR_NAME, type Id } from '@hookwright/model'

/** Deployed event, or the deployed actions of a connector. */
interface Deployed {
  connectorId: Id
  connectorName: string
  needsConnection: boolean
}

/** Connector for which users create connections. */
interface Connectable {
  id: Id
  name: string
}

/** Returns the connectors that need a connection, by name, and the API Connector. */
export const connectorsToConnect = (deployed: readonly Deployed[]): Connectable[] => {
  const names = new Map(
    deployed.flatMap(({ connectorId, connectorName, needsConnection }): [Id, string][] =>
      needsConnection ? [[connectorId, connectorName]] : []
    )
  )
  return [
    ...[...names]
      .map(([id, name]) => ({ id, name }))
      .toSorted((one, other) => one.name.localeCompare(other.name, 'en')),
    { id: API_CONNECTOR, name: API_CONNECTOR_NAME }
  ]
}
