import { API_CONNECTOR, API_CONNECTOR_NAME, type Id } from '@hookwright/model'

/** Deployed event, or the deployed actions of a connector. */
interface Deployed {
  connectorId: Id
  connectorName: string
  needsConnection: boolean
  /** Flow ids of the deployed events. `actions` has the flow ids of the deployed actions. */
  events?: readonly Id[]
  actions?: readonly Id[]
}

/** A connector that users create connections for, with the numbers of its events and actions. */
export interface Connectable {
  id: Id
  name: string
  events: number
  actions: number
}

/** Returns the connectors that need a connection, by name, and the API Connector. */
export const connectorsToConnect = (deployed: readonly Deployed[]): Connectable[] => {
  const names = new Map(
    deployed.flatMap(({ connectorId, connectorName, needsConnection }): [Id, string][] =>
      needsConnection ? [[connectorId, connectorName]] : []
    )
  )
  const countOf = (id: Id, kind: 'events' | 'actions'): number =>
    new Set(deployed.flatMap(each => (each.connectorId === id ? (each[kind] ?? []) : []))).size
  return [
    ...[...names]
      .map(([id, name]) => ({ id, name, events: countOf(id, 'events'), actions: countOf(id, 'actions') }))
      .toSorted((one, other) => one.name.localeCompare(other.name, 'en')),
    { id: API_CONNECTOR, name: API_CONNECTOR_NAME, events: 0, actions: 0 }
  ]
}
