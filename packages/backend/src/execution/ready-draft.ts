import { type PreparedFlows, prepareFlows, type Specs, surroundingsOfMaker } from '@hookwright/engine'
import { Fault, type Id, noAuthentication, startCardOf } from '@hookwright/model'
import type { FlowRow, Store } from '@hookwright/store'
import { type Connected, connect } from '../connectors/connected.ts'
import type { Connections } from '../connectors/connections.ts'
import { helpersOf } from '../revisions/drafts.ts'
import type { LoadedRevisions } from '../revisions/loaded-revisions.ts'
import { noEvents, prepareOn, surroundingsOfUser } from '../revisions/reached-flows.ts'

interface Given {
  store: Store
  specs: Specs
  connections: Connections
  reaches: LoadedRevisions
}

/** Dependencies of running a draft: its prepared neighbours, and a connection. */
export interface ReadyDraft {
  prepared: PreparedFlows
  connected: Connected
}

/** Prepares a draft of a connector, with a test connection or none. Throws `connector.gone`, `connection.gone`. */
export const readyMakers = async (
  { store, specs, connections }: Given,
  connectorId: Id,
  connectionId: Id | null
): Promise<ReadyDraft> => {
  const connector = await store.connectors.find(connectorId)
  if (connector === null) throw new Fault('connector.gone')
  const { authentication } = connector
  const neighbours = await store.flows.list(connectorId)
  const prepared = prepareFlows({
    specs,
    surroundings: surroundingsOfMaker(authentication, neighbours, specs),
    flows: new Map(neighbours.map(neighbour => [neighbour.id, neighbour.doc]))
  })
  return { prepared, connected: await connect({ connections, connectionId, authentication }) }
}

/**
 * Prepares a draft of a user, with the owner's connection of its event card; a flow without an event has none. Throws
 * `version.gone`, `connection.gone`.
 */
export const readyUsers = async (given: Given, flow: FlowRow): Promise<ReadyDraft> => {
  const { specs, connections, reaches } = given
  const userFlows = [flow, ...(await helpersOf(given, flow)).filter(({ id }) => id !== flow.id)]
  const start = startCardOf(flow.doc)
  const use = (start && specs.get(start.type)?.listens(start.config)) ?? null
  if (use === null) {
    const prepared = prepareFlows({
      specs,
      surroundings: surroundingsOfUser(userFlows, noEvents, specs),
      flows: new Map(userFlows.map(({ id, doc }) => [id, doc]))
    })
    const authentication = noAuthentication
    return {
      prepared,
      connected: await connect({ connections, connectionId: null, authentication })
    }
  }
  const { versionId, connectionId } = use
  const reach = await reaches.version(versionId)
  const { version, snapshot } = reach
  if (connectionId !== null) {
    const { purpose, ownerId, connectorId } = await connections.get(connectionId)
    if (purpose !== 'user' || ownerId !== flow.ownerId || connectorId !== version.connectorId)
      throw new Fault('connection.gone')
  }
  const { authentication } = snapshot
  return {
    prepared: prepareOn(reach, userFlows, specs),
    connected: await connect({ connections, connectionId, authentication })
  }
}
