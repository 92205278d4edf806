import {
  noJournal,
  type PreparedFlows,
  prepareFlows,
  runFlow,
  type Specs,
  surroundingsOfMaker
} from '@hookwright/engine'
import { type Authentication, Fault, type Flow, type Id, type RunOutcome, toFault } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { connect } from '../connectors/connected.ts'
import type { Connections } from '../connectors/connections.ts'
import type { Effects, ServiceClient } from '../kernel/effects.ts'
import { FUEL } from '../kernel/keep-run.ts'
import type { Trace } from '../kernel/traces.ts'
import type { LoadedRevisions } from '../revisions/loaded-revisions.ts'

/** The flows of a connector as a version has them, or as they are drafted. */
export interface HelperSource {
  flows: { id: Id; name: string | null; doc: Flow }[]
  prepared: PreparedFlows
  authentication: Authentication
}

/** Helper flows of a version, or drafts of a connector. Throws `version.gone`, `connector.gone`. */
export const helperSource = async (
  { store, specs, reaches }: { store: Store; specs: Specs; reaches: LoadedRevisions },
  of: { versionId: Id } | { connectorId: Id }
): Promise<HelperSource> => {
  if ('versionId' in of) {
    const { snapshot, prepared } = await reaches.of(of.versionId, null)
    return { flows: snapshot.flows, prepared, authentication: snapshot.authentication }
  }
  const connector = await store.connectors.find(of.connectorId)
  if (connector === null) throw new Fault('connector.gone')
  const { authentication } = connector
  const flows = await store.flows.list(of.connectorId)
  const surroundings = surroundingsOfMaker(authentication, flows, specs)
  const docs = new Map(flows.map(({ id, doc }) => [id, doc]))
  return { flows, prepared: prepareFlows({ specs, surroundings, flows: docs }), authentication }
}

/** Outcome of a helper flow, and the secrets that must not be stored. */
export interface HelperRan {
  outcome: RunOutcome
  secrets: string[]
}

/**
 * Runs a helper flow with a connection, without a journal: for what may be done again. Gives up when `signal` says so.
 * Never throws: what keeps it from beginning is how it failed.
 */
export const runHelper = async (
  { outside, connections }: { outside: Effects; connections: Connections },
  given: {
    source: () => Promise<HelperSource>
    flowId: Id
    connectionId: Id | null
    start: Record<string, unknown>
    runId: Id
    signal: AbortSignal
    trace: Trace
    /** Stands between the flow and the service. */
    between?: (client: ServiceClient) => ServiceClient
  }
): Promise<HelperRan> => {
  const { flowId, connectionId, trace, between = client => client } = given
  let secrets: string[] = []
  const work = async (): Promise<RunOutcome> => {
    const { flows, prepared, authentication } = await given.source()
    const flow = flows.find(({ id }) => id === flowId)
    if (flow === undefined) throw new Fault('flow.gone')
    const connected = await connect({ connections, connectionId, authentication })
    secrets = connected.secrets
    trace.secrets = [...trace.secrets, ...secrets]
    return runFlow(flow.doc, given.start, {
      prepared,
      fx: { ...outside, http: between(connected.http) },
      journal: noJournal,
      runId: given.runId,
      everywhere: connected.everywhere,
      signal: given.signal,
      fuel: FUEL,
      told: trace.told
    })
  }
  const outcome = await work().catch((thrown: unknown): RunOutcome => {
    const fault = toFault(thrown).toData()
    return { status: { is: 'failed', at: [], fault }, result: null, steps: [] }
  })
  return { outcome, secrets }
}
