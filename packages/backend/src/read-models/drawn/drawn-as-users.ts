import { keyOfPath, signatureOf } from '@hookwright/engine'
import { Fault, type Json, startCardOf } from '@hookwright/model'
import type { RunRow, SubscriptionRow } from '@hookwright/store'
import { runsForRecords } from '../../execution/runs-for-records.ts'
import { missingPlacesOf } from '../../payloads/missing-places.ts'
import { arrivedOf } from '../../payloads/request-details.ts'
import { startValuesOf } from '../../payloads/start-values.ts'
import { termsOfRevision } from '../../revisions/terms-of-revision.ts'
import { type Drawn, type DrawnGiven, partsOfVersion, signaturesOf } from './drawn.ts'

const asJson = (values: Record<string, unknown>): Record<string, Json> => JSON.parse(JSON.stringify(values))

/** A run of a user's flow, on its revision; the event flow and its helpers are those of the version. */
export const drawnAsUsers = async (
  { store, specs, reaches, shown, outside }: DrawnGiven,
  run: RunRow,
  subscription: SubscriptionRow
): Promise<Drawn> => {
  const runs = run.revisionId ?? subscription.terms.revisionId
  const { reach, terms } =
    runs === subscription.terms.revisionId
      ? { reach: await reaches.of(subscription.terms.versionId, runs), terms: subscription.terms }
      : await termsOfRevision({ store, specs, reaches }, runs)
  const { snapshot, revision } = reach
  const eventFlow = snapshot.flows.find(flow => flow.id === terms.eventFlowId)
  if (revision === null || eventFlow === undefined) throw new Fault('run.not-drawable')
  const flows = [revision.flow, ...revision.helpers, ...snapshot.flows]
  // One that another run has begun is of a helper flow.
  const flow = flows.find(({ id }) => id === run.flowId) ?? revision.flow
  const isMakers = snapshot.flows.some(({ id }) => id === run.flowId)
  const [outer, inner] = [startCardOf(revision.flow.doc), startCardOf(eventFlow.doc)]
  const kept = run.deliveryId === null ? null : await store.deliveries.find(run.deliveryId)
  const found = kept && (await shown(kept))
  const given =
    outer && inner && found?.arrival
      ? {
          [keyOfPath([outer.id, inner.id])]: asJson(
            await startValuesOf(outside, found.delivery, found.arrival, terms.options)
          )
        }
      : {}
  const event = signatureOf(eventFlow, specs)
  const use = outer && specs.get(outer.type)?.listens(outer.config)
  const spreads =
    run.deliveryId !== null && run.recordIndex === null && event?.runMode === true && use?.runMode === 'each'
  return {
    ...partsOfVersion(reach, specs),
    isDraft: false,
    isMakers,
    ofFlow: isMakers
      ? { id: subscription.flowId, name: revision.flow.name }
      : { id: run.flowId, name: flow.name },
    revisionNumber: reach.revisionNumber,
    flow,
    flows,
    signatures: signaturesOf(flows, specs),
    given,
    records: spreads ? await runsForRecords(store, run) : null,
    missing:
      found?.arrival && event && run.recordIndex === null
        ? missingPlacesOf(
            (await arrivedOf(outside, found.delivery, found.arrival)).body,
            { flow: eventFlow.doc, groups: event.outputs, runMode: event.runMode },
            specs
          )
        : null
  }
}
