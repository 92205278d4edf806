import { connectionFieldsOf, Fault, type FrozenFlow } from '@hookwright/model'
import type { FlowRow, RunRow } from '@hookwright/store'
import { type RunFlows, type RunFlowsContext, signaturesOf } from './run-flows.ts'

const frozen = ({ id, name, description, doc }: FlowRow): FrozenFlow => ({
  id,
  name: name ?? '',
  description,
  doc
})

/**
 * Returns the flows to draw for a maker's draft run. Uses the current draft, since no snapshot of the flow is
 * stored.
 */
export const loadDraftRunFlows = async (
  { store, specs }: RunFlowsContext,
  run: RunRow
): Promise<RunFlows> => {
  const flow = await store.flows.find(run.flowId)
  if (flow === null || flow.connectorId === null) throw new Fault('run.not-drawable')
  const connector = await store.connectors.find(flow.connectorId)
  if (connector === null) throw new Fault('run.not-drawable')
  const flows = (await store.flows.list(flow.connectorId)).map(frozen)
  return {
    isDraft: true,
    isMakers: true,
    ofFlow: null,
    connectorId: flow.connectorId,
    revisionNumber: null,
    version: null,
    flow: frozen(flow),
    flows,
    signatures: signaturesOf(flows, specs),
    events: [],
    actions: [],
    actionFields: {},
    connectionFields: connectionFieldsOf(connector.authentication).map(({ id, label }) => ({ id, label })),
    given: {},
    records: null,
    missing: null
  }
}
