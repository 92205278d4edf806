import { catalogOfMaker, type PreparedFlows, prepareFlows, type Specs } from '@hookwright/engine'
import { Fault, type Id, noAuthentication, startCardOf } from '@hookwright/model'
import type { FlowRow, Store } from '@hookwright/store'
import { type Connected, connect } from '../connectors/connected.ts'
import type { Connections } from '../connectors/connections.ts'
import { type OpenActions, openActions } from '../connectors/open-actions.ts'
import { actionsNamedIn, actionUsesOf, actionVersionsOf, nothingDeployed } from '../revisions/deployed-of.ts'
import { helpersOf } from '../revisions/drafts.ts'
import type { LoadedRevisions } from '../revisions/loaded-revisions.ts'
import { catalogOfUser, prepareOn } from '../revisions/prepare-version.ts'

interface ReadyDraftParams {
  store: Store
  specs: Specs
  connections: Connections
  loadedRevisions: LoadedRevisions
}

/** Prepared flows and connection for running a draft. */
export interface ReadyDraft {
  prepared: PreparedFlows
  connected: Connected
  /** Actions of the flow. Absent for a flow without actions, such as a maker's flow. */
  actions?: OpenActions
}

/**
 * Prepares the draft flows of a connector, with a test connection or none. Throws `connector.gone`,
 * `connection.gone`.
 */
export const readyMakers = async (
  { store, specs, connections }: ReadyDraftParams,
  connectorId: Id,
  connectionId: Id | null
): Promise<ReadyDraft> => {
  const connector = await store.connectors.find(connectorId)
  if (connector === null) throw new Fault('connector.gone')
  const { authentication } = connector
  const neighbours = await store.flows.list(connectorId)
  const prepared = prepareFlows({
    specs,
    catalog: catalogOfMaker(authentication, neighbours, specs),
    flows: new Map(neighbours.map(neighbour => [neighbour.id, neighbour.doc]))
  })
  return { prepared, connected: await connect({ connections, connectionId, authentication }) }
}

/**
 * Checks that a user's connection may be used for this connector. Throws `connection.gone`,
 * `connection.not-shared`, `connection.owner-removed`.
 */
const mustBeUsable = async (
  { connections }: Pick<ReadyDraftParams, 'connections'>,
  connectionId: Id | null,
  owner: { ownerId: string; connectorId: Id | undefined }
): Promise<void> => {
  if (connectionId === null) return
  const { purpose, connectorId } = await connections.get(connectionId)
  if (purpose !== 'user' || connectorId !== owner.connectorId) throw new Fault('connection.gone')
  await connections.uses.mustBeAllowed(connectionId, owner.ownerId)
}

/**
 * Prepares a user's draft, with the connections of its event card and action cards. A flow without an event
 * has no event connection. Throws `version.gone`, `connection.gone`, `connection.not-shared`,
 * `connection.owner-removed`.
 */
export const readyUsers = async (params: ReadyDraftParams, flow: FlowRow): Promise<ReadyDraft> => {
  const { specs, connections, loadedRevisions } = params
  const { ownerId } = flow
  const userFlows = [flow, ...(await helpersOf(params, flow)).filter(({ id }) => id !== flow.id)]
  const docs = userFlows.map(({ doc }) => doc)
  const versions = await actionVersionsOf({ version: loadedRevisions.version, specs }, docs)
  for (const { versionId, connectionId } of actionUsesOf(docs, specs)) {
    // Versions that are tested are for makers.
    if ((await params.store.versions.about(versionId))?.deployedAt === null) throw new Fault('version.gone')
    await mustBeUsable(params, connectionId, {
      ownerId,
      connectorId: versions.get(versionId)?.version.connectorId
    })
  }
  const actions = await openActions({ connections, specs, docs, versions, usedBy: ownerId })
  const named = actionsNamedIn(docs, versions, specs)
  const start = startCardOf(flow.doc)
  const use = (start && specs.get(start.type)?.listens(start.config)) ?? null
  if (use === null) {
    const prepared = prepareFlows({
      specs,
      catalog: catalogOfUser(userFlows, { events: nothingDeployed.events, actions: named }, specs),
      flows: new Map(userFlows.map(({ id, doc }) => [id, doc]))
    })
    const authentication = noAuthentication
    return {
      prepared,
      connected: await connect({ connections, connectionId: null, authentication }),
      actions
    }
  }
  const { versionId, connectionId } = use
  const loadedRevision = await loadedRevisions.version(versionId)
  const { version, snapshot } = loadedRevision
  await mustBeUsable(params, connectionId, { ownerId, connectorId: version.connectorId })
  const { authentication } = snapshot
  return {
    prepared: prepareOn(loadedRevision, userFlows, named, specs),
    connected: await connect({ connections, connectionId, authentication }),
    actions
  }
}
