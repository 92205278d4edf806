import { deployedKeyOf, keyOfPath, reachableFlows, type Specs, signatureOf } from '@hookwright/engine'
import {
  type Card,
  Fault,
  type FlowSignature,
  type FrozenFlow,
  type Id,
  type Json,
  startCardOf
} from '@hookwright/model'
import type { RunRow, SubscriptionRow } from '@hookwright/store'
import { runsForRecords } from '../../execution/runs-for-records.ts'
import { missingPlacesOf } from '../../payloads/missing-places.ts'
import { arrivedOf } from '../../payloads/request-details.ts'
import { startValuesOf } from '../../payloads/start-values.ts'
import { actionUsesOf } from '../../revisions/deployed-of.ts'
import type { LoadedRevision } from '../../revisions/loaded-revisions.ts'
import { termsOfRevision } from '../../revisions/terms-of-revision.ts'
import { type DeployedAction, deployedActionOf } from '../actions.ts'
import { fieldsOf, partsOfVersion, type RunFlows, type RunFlowsContext, signaturesOf } from './run-flows.ts'

const asJson = (values: Record<string, unknown>): Record<string, Json> => JSON.parse(JSON.stringify(values))

/**
 * Returns the flows to draw for a run of a user's flow. Uses the revision that ran. The event flow and its
 * helper flows come from the connector version.
 */
export const loadUserRunFlows = async (
  { store, specs, loadedRevisions, shown, effects }: RunFlowsContext,
  run: RunRow,
  subscription: SubscriptionRow
): Promise<RunFlows> => {
  const runs = run.revisionId ?? subscription.terms.revisionId
  const { loadedRevision, terms } =
    runs === subscription.terms.revisionId
      ? {
          loadedRevision: await loadedRevisions.of(subscription.terms.versionId, runs),
          terms: subscription.terms
        }
      : await termsOfRevision({ store, specs, loadedRevisions }, runs)
  const { snapshot, revision } = loadedRevision
  const eventFlow = snapshot.flows.find(flow => flow.id === terms.eventFlowId)
  if (revision === null || eventFlow === undefined) throw new Fault('run.not-drawable')
  const userFlows = [revision.flow, ...revision.helpers]
  const acting = actionFlowsOf(loadedRevision, userFlows, specs)
  const flows = [...userFlows, ...snapshot.flows, ...acting.flows]
  // One that another run has begun is of a helper flow.
  const flow = flows.find(({ id }) => id === run.flowId) ?? revision.flow
  const isMakers = snapshot.flows.some(({ id }) => id === run.flowId)
  const [outer, inner] = [startCardOf(revision.flow.doc), startCardOf(eventFlow.doc)]
  const stored = run.deliveryId === null ? null : await store.deliveries.find(run.deliveryId)
  const found = stored && (await shown(stored))
  const params =
    outer && inner && found?.arrival
      ? {
          [keyOfPath([outer.id, inner.id])]: asJson(
            await startValuesOf(effects, found.delivery, found.arrival, terms.options)
          )
        }
      : {}
  const event = signatureOf(eventFlow, specs)
  const use = outer && specs.get(outer.type)?.listens(outer.config)
  const spreads =
    run.deliveryId !== null && run.recordIndex === null && event?.runMode === true && use?.runMode === 'each'
  return {
    ...partsOfVersion(loadedRevision, specs),
    isDraft: false,
    isMakers,
    ofFlow: isMakers
      ? { id: subscription.flowId, name: revision.flow.name }
      : { id: run.flowId, name: flow.name },
    revisionNumber: loadedRevision.revisionNumber,
    flow,
    flows,
    signatures: [...signaturesOf(flows, specs), ...acting.signatures],
    actions: acting.actions,
    actionFields: acting.fields,
    given: params,
    records: spreads ? await runsForRecords(store, run) : null,
    missing:
      found?.arrival && event && run.recordIndex === null
        ? missingPlacesOf(
            (await arrivedOf(effects, found.delivery, found.arrival)).body,
            { flow: eventFlow.doc, groups: event.outputs, runMode: event.runMode },
            specs
          )
        : null
  }
}

/**
 * Returns the actions that the flows of a revision use, with the flows of these actions. Each action flow has
 * its deployed key as id.
 */
const actionFlowsOf = (
  { actionVersions }: LoadedRevision,
  userFlows: FrozenFlow[],
  specs: Specs
): {
  actions: DeployedAction[]
  flows: FrozenFlow[]
  signatures: FlowSignature[]
  fields: RunFlows['actionFields']
} => {
  const uses = actionUsesOf(
    userFlows.map(({ doc }) => doc),
    specs
  )
  const calledBy = (card: Card): Id[] => specs.get(card.type)?.calls(card.config) ?? []
  const found = uses.flatMap(({ versionId, actionFlowId }) => {
    const version = actionVersions.get(versionId)
    const own = version?.snapshot.flows.find(({ id }) => id === actionFlowId)
    if (version === undefined || own === undefined) return []
    const reached = [own, ...reachableFlows([own.doc], version.snapshot.flows, calledBy)]
    return [{ version, actionFlowId, reached }]
  })
  const actions = found.flatMap(({ version, actionFlowId }) => deployedActionOf(version, actionFlowId) ?? [])
  const flows = found.flatMap(({ version, reached }) =>
    reached.map(flow => ({ ...flow, id: deployedKeyOf(version.version.id, flow.id) }))
  )
  return {
    actions,
    flows: [...new Map(flows.map(flow => [flow.id, flow])).values()],
    signatures: found.flatMap(({ reached }) => signaturesOf(reached, specs)),
    fields: Object.fromEntries(
      found.map(({ version: { version, snapshot } }) => [version.id, fieldsOf(snapshot)])
    )
  }
}
