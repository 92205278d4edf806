import { kindOf, noJournal, type PreparedFlows, runFlow, type Specs } from '@hookwright/engine'
import { type Connection, Fault, type Flow, type Id, type Millis, SECOND } from '@hookwright/model'
import type { RunRow, Store } from '@hookwright/store'
import { type Connected, connect } from '../connectors/connected.ts'
import type { Connections } from '../connectors/connections.ts'
import type { Effects } from '../kernel/effects.ts'
import { beginRun, FUEL, finishRun } from '../kernel/keep-run.ts'
import type { LoadedRevisions } from '../revisions/loaded-revisions.ts'
import { readyMakers } from './ready-draft.ts'

/** Kinds of maker's flows that Hookwright itself runs with a connection. */
export type SystemFlowKind = 'authping' | 'revoke'

/** Parts that a system flow needs. */
export interface SystemFlowParts {
  store: Store
  specs: Specs
  outside: Effects
  connections: Connections
  reaches: LoadedRevisions
}

interface ReadySystemFlow {
  flow: { id: Id; doc: Flow }
  prepared: PreparedFlows
  connected: Connected
}

/** Returns the deployed flow of a kind, ready to run; null without one. Throws `version.not-deployed`. */
const readyDeployed = async (
  { store, specs, connections, reaches }: SystemFlowParts,
  kind: SystemFlowKind,
  { id: connectionId, connectorId }: Connection
): Promise<ReadySystemFlow | null> => {
  const deployed = await store.versions.deployedOf(connectorId)
  if (deployed === null) {
    const name = (await store.connectors.find(connectorId))?.name ?? ''
    throw new Fault('version.not-deployed', { name })
  }
  const { snapshot, prepared } = await reaches.version(deployed.version.id)
  const flow = snapshot.flows.find(({ doc }) => kindOf(doc, specs) === kind)
  if (flow === undefined) return null
  const { authentication } = snapshot
  return { flow, prepared, connected: await connect({ connections, connectionId, authentication }) }
}

/** Returns the active drafted flow of a kind, ready to run; null without one. */
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
 * Runs the connector's flow of a kind with a connection: the draft for a test connection, and the deployed version for a
 * user's. Returns null when the connector has no such flow. Throws `version.not-deployed`.
 */
export const runSystemFlow = async (
  parts: SystemFlowParts,
  kind: SystemFlowKind,
  connection: Connection,
  limit: Millis | null
): Promise<RunRow | null> => {
  const { store, outside } = parts
  const ready =
    connection.purpose === 'user'
      ? await readyDeployed(parts, kind, connection)
      : await readyDrafted(parts, kind, connection)
  if (ready === null) return null
  const { flow, prepared, connected } = ready
  const run = beginRun({ id: outside.newId(), kind, flowId: flow.id, startedAt: outside.clock() })
  await store.runs.begin(run)
  const ending = new AbortController()
  const cancel =
    limit === null
      ? () => {}
      : outside.after(limit, () =>
          ending.abort(new Fault('connection.revoke-timed-out', { seconds: limit / SECOND }))
        )
  const outcome = await runFlow(
    flow.doc,
    {},
    {
      prepared,
      fx: { ...outside, http: connected.http },
      journal: noJournal,
      runId: run.id,
      everywhere: connected.everywhere,
      signal: ending.signal,
      fuel: FUEL
    }
  ).finally(cancel)
  const finished = finishRun(run, outcome, outside.clock(), outside.scrubber(connected.secrets))
  await store.runs.finish(finished, { erase: false })
  return { ...run, ...finished }
}
