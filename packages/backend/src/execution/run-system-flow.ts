import { kindOf, type Specs } from '@hookwright/engine'
import type { Connection, Flow, Id } from '@hookwright/model'
import type { RunRow, Store } from '@hookwright/store'
import { connect } from '../connectors/connected.ts'
import type { Connections } from '../connectors/connections.ts'
import type { Effects } from '../kernel/effects.ts'
import { mustBeDeployed } from '../revisions/deployed-of.ts'
import type { LoadedRevisions } from '../revisions/loaded-revisions.ts'
import { type ReadyDraft, readyMakers } from './ready-draft.ts'
import { type RunLimit, runAndKeep } from './run-and-keep.ts'

/** Kinds of connector flows that Hookwright runs automatically with a connection. */
export type SystemFlowKind = 'authping' | 'revoke'

/** Dependencies of running a system flow. */
export interface SystemFlowParts {
  store: Store
  specs: Specs
  effects: Effects
  connections: Connections
  loadedRevisions: LoadedRevisions
}

type ReadySystemFlow = { flow: { id: Id; doc: Flow } } & Pick<ReadyDraft, 'prepared' | 'connected'>

/**
 * Returns the deployed flow of a kind, ready to run. Null if there is none. Throws `version.not-deployed`.
 */
const readyDeployed = async (
  { store, specs, connections, loadedRevisions }: SystemFlowParts,
  kind: SystemFlowKind,
  { id: connectionId, connectorId }: Connection
): Promise<ReadySystemFlow | null> => {
  const { version } = await mustBeDeployed(store, connectorId)
  const { snapshot, prepared } = await loadedRevisions.version(version.id)
  const flow = snapshot.flows.find(({ doc }) => kindOf(doc, specs) === kind)
  if (flow === undefined) return null
  const { authentication } = snapshot
  return { flow, prepared, connected: await connect({ connections, connectionId, authentication }) }
}

/** Returns the active draft flow of a kind, ready to run. Null if there is none. */
const readyDrafted = async (
  parts: SystemFlowParts,
  kind: SystemFlowKind,
  { id: connectionId, connectorId }: Connection
): Promise<ReadySystemFlow | null> => {
  const flows = await parts.store.flows.list(connectorId)
  const flow = flows.find(({ doc, active }) => active && kindOf(doc, parts.specs) === kind)
  return flow === undefined ? null : { flow, ...(await readyMakers(parts, connectorId, connectionId)) }
}

/**
 * Runs the connector's flow of a kind with a connection. A test connection uses the draft, a user's
 * connection the deployed version. Returns null if the connector has no such flow. Throws
 * `version.not-deployed`.
 */
export const runSystemFlow = async (
  parts: SystemFlowParts,
  kind: SystemFlowKind,
  connection: Connection,
  limit: RunLimit | null
): Promise<RunRow | null> => {
  const ready =
    connection.purpose === 'user'
      ? await readyDeployed(parts, kind, connection)
      : await readyDrafted(parts, kind, connection)
  return ready && runAndKeep(parts, { kind, values: {}, limit, ...ready })
}
