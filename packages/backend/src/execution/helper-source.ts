import {
  catalogOfMaker,
  noJournal,
  type PreparedFlows,
  prepareFlows,
  runFlow,
  type Specs
} from '@hookwright/engine'
import { type Authentication, Fault, type Flow, type Id, type RunOutcome, toFault } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Breakers } from '../breakers/breakers.ts'
import { connect } from '../connectors/connected.ts'
import type { Connections } from '../connectors/connections.ts'
import type { Effects, ServiceClient } from '../kernel/effects.ts'
import { FUEL } from '../kernel/keep-run.ts'
import type { Trace } from '../kernel/traces.ts'
import type { LoadedRevisions } from '../revisions/loaded-revisions.ts'

/** Flows of a connector, from a version or the draft. */
export interface HelperSource {
  flows: { id: Id; name: string | null; doc: Flow }[]
  /** Name of the connector, for messages. */
  service: string
  prepared: PreparedFlows
  authentication: Authentication
}

/**
 * Loads the helper flows of a version, or the drafts of a connector. Throws `version.gone`,
 * `connector.gone`.
 */
export const helperSource = async (
  { store, specs, loadedRevisions }: { store: Store; specs: Specs; loadedRevisions: LoadedRevisions },
  of: { versionId: Id } | { connectorId: Id }
): Promise<HelperSource> => {
  if ('versionId' in of) {
    const { snapshot, prepared } = await loadedRevisions.of(of.versionId, null)
    const { flows, name, authentication } = snapshot
    return { flows, service: name, prepared, authentication }
  }
  const connector = await store.connectors.find(of.connectorId)
  if (connector === null) throw new Fault('connector.gone')
  const { authentication } = connector
  const flows = await store.flows.list(of.connectorId)
  const catalog = catalogOfMaker(authentication, flows, specs)
  const docs = new Map(flows.map(({ id, doc }) => [id, doc]))
  const prepared = prepareFlows({ specs, catalog, flows: docs })
  return { flows, service: connector.name, prepared, authentication }
}

/** Outcome of a helper flow, and the secrets that must not be stored. */
export interface HelperRan {
  outcome: RunOutcome
  secrets: string[]
}

/**
 * Runs a helper flow with a connection but without a journal, since its work may be repeated. Stops when
 * `signal` aborts. Never throws: a failure to start is returned as a failed outcome.
 */
export const runHelper = async (
  { effects, connections }: { effects: Effects; connections: Connections },
  params: {
    source: () => Promise<HelperSource>
    flowId: Id
    connectionId: Id | null
    start: Record<string, unknown>
    runId: Id
    signal: AbortSignal
    /** Receives the steps during the run. Absent without observers. */
    trace?: Trace
    /** Wraps the client between the flow and the service. */
    between?: (client: ServiceClient) => ServiceClient
    /**
     * Wraps the client in the circuit breakers of a service. Absent where breakers do not apply.
     */
    through?: (service: string) => ReturnType<Breakers['through']>
  }
): Promise<HelperRan> => {
  const { flowId, connectionId, trace, between = client => client } = params
  let secrets: string[] = []
  const work = async (): Promise<RunOutcome> => {
    const { flows, service, prepared, authentication } = await params.source()
    const flow = flows.find(({ id }) => id === flowId)
    if (flow === undefined) throw new Fault('flow.gone')
    const through = params.through?.(service)
    const connected = await connect({
      connections,
      connectionId,
      authentication,
      ...(through && { through })
    })
    secrets = connected.secrets
    if (trace) trace.secrets = [...trace.secrets, ...secrets]
    return runFlow(flow.doc, params.start, {
      prepared,
      fx: { ...effects, http: between(connected.http) },
      journal: noJournal,
      runId: params.runId,
      flowId,
      everywhere: connected.everywhere,
      signal: params.signal,
      fuel: FUEL,
      ...(trace && { told: trace.told })
    })
  }
  const outcome = await work().catch((thrown: unknown): RunOutcome => {
    const fault = toFault(thrown).toData()
    return { status: { is: 'failed', at: [], fault }, result: null, steps: [] }
  })
  return { outcome, secrets }
}
