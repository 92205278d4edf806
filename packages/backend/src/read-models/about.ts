import { deployedKeyOf, type Specs } from '@hookwright/engine'
import {
  type CardId,
  type FieldId,
  type Id,
  isBuiltIn,
  type Proof,
  proofOf,
  type Run,
  type SubscriptionTerms,
  startCardOf,
  subjectFieldsOf
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { memoize } from '../kernel/weighted-cache.ts'
import type { LoadedRevisions } from '../revisions/loaded-revisions.ts'
import { ownReceivingOf, receivingOf } from '../revisions/receiving-of.ts'
import { spreadsRecords } from '../revisions/start-of-revision.ts'

/**
 * Event of a flow, delivery or run, for lists. Contains no picture, since pictures may be large; lists load
 * them by connector.
 */
export interface EventSummary {
  name: string
  eventFlowId: Id
  connectorId: Id
  connectorName: string
  versionNumber: number
}

/** Flow and event of a delivery or run. */
export interface About {
  flowId: Id
  flowName: string | null
  event: EventSummary | null
  /**
   * Method by which accepted requests are authenticated. It is the same for all requests of a subscription,
   * since the service must use it. Null if unknown.
   */
  proof: Proof | null
  /** True if each record of a delivery gets a separate run. */
  spreads: boolean
  /** Outputs of the event that may name its subject. Empty if each delivery has several records. */
  naming: FieldId[][]
}

/** Looks up the flow and event of subscriptions. Each lookup happens once per list. */
export interface Abouts {
  ofSubscription: (id: Id) => Promise<About | null>
  nameOfFlow: (id: Id) => Promise<string | null>
  /** Returns true when a flow belongs to a connector. */
  isMakers: (id: Id) => Promise<boolean>
  /**
   * Returns the cards of the flow that a run executed, in order and without nested cards. Null if unknown, and
   * for a run whose cards run once for each record.
   */
  stripOf: (run: Run) => Promise<CardId[] | null>
}

/** Returns the summary of an event in a version. Null if the version does not contain it. */
export const eventOf = async (
  loadedRevisions: LoadedRevisions,
  { versionId, eventFlowId }: Pick<SubscriptionTerms, 'versionId' | 'eventFlowId'>
): Promise<EventSummary | null> => {
  const loadedRevision = await loadedRevisions.of(versionId, null).catch(() => null)
  const flow = loadedRevision?.snapshot.flows.find(candidate => candidate.id === eventFlowId)
  if (!loadedRevision || flow === undefined || startCardOf(flow.doc) === undefined) return null
  return {
    name: flow.name,
    eventFlowId: flow.id,
    connectorId: loadedRevision.version.connectorId,
    connectorName: loadedRevision.snapshot.name,
    versionNumber: loadedRevision.version.number
  }
}

const proofAsked = async (
  { specs, loadedRevisions }: { specs: Specs; loadedRevisions: LoadedRevisions },
  { versionId, revisionId, connectorId, eventFlowId }: SubscriptionTerms
): Promise<Proof | null> => {
  const loadedRevision = await loadedRevisions
    .of(versionId, isBuiltIn(connectorId) ? revisionId : null)
    .catch(() => null)
  return (
    loadedRevision &&
    proofOf(ownReceivingOf(specs, loadedRevision) ?? receivingOf(specs, loadedRevision.snapshot, eventFlowId))
  )
}

const spreads = async (
  { specs, loadedRevisions }: { specs: Specs; loadedRevisions: LoadedRevisions },
  { versionId, revisionId, eventFlowId }: SubscriptionTerms
): Promise<boolean> => {
  const loadedRevision = await loadedRevisions.of(versionId, revisionId).catch(() => null)
  return loadedRevision !== null && spreadsRecords(loadedRevision, eventFlowId, specs)
}

const namingFields = async (
  loadedRevisions: LoadedRevisions,
  { versionId, eventFlowId }: SubscriptionTerms
): Promise<FieldId[][]> => {
  const loadedRevision = await loadedRevisions.of(versionId, null).catch(() => null)
  const event = loadedRevision?.events.get(deployedKeyOf(versionId, eventFlowId))
  return event === undefined || event.runMode ? [] : subjectFieldsOf(event.outputs)
}

/** Creates the lookups of flows and events for one list of deliveries or runs. */
export const createAbouts = (params: {
  store: Store
  specs: Specs
  loadedRevisions: LoadedRevisions
}): Abouts => {
  const { store, specs, loadedRevisions } = params
  const ownerOf = memoize(store.flows.ownerOf)
  const nameOfFlow = async (id: Id) => (await ownerOf(id))?.name ?? null
  const subscriptionOf = memoize(store.subscriptions.find)
  const revisionOf = memoize(store.subscriptions.revision)
  return {
    nameOfFlow,
    isMakers: async id => ((await ownerOf(id))?.connectorId ?? null) !== null,
    stripOf: async ({ subscriptionId, revisionId, flowId, deliveryId, recordIndex }) => {
      const subscription = subscriptionId === null ? null : await subscriptionOf(subscriptionId)
      if (subscription === null) return null
      const { terms } = subscription
      const loaded = await loadedRevisions.of(terms.versionId, terms.revisionId).catch(() => null)
      if (loaded === null) return null
      const isSpread = deliveryId !== null && recordIndex === null
      if (isSpread && spreadsRecords(loaded, terms.eventFlowId, specs)) return null
      const isOther = revisionId !== null && revisionId !== terms.revisionId
      const revision = isOther ? ((await revisionOf(revisionId))?.snapshot ?? null) : loaded.revision
      const users = revision === null ? [] : [revision.flow, ...revision.helpers]
      const executed = [...users, ...loaded.snapshot.flows].find(({ id }) => id === flowId)
      return executed?.doc.strip ?? null
    },
    ofSubscription: memoize(async id => {
      const subscription = await subscriptionOf(id)
      if (subscription === null) return null
      const { flowId } = subscription
      return {
        flowId,
        flowName: await nameOfFlow(flowId),
        event: await eventOf(loadedRevisions, subscription.terms),
        proof: await proofAsked(params, subscription.terms),
        spreads: await spreads(params, subscription.terms),
        naming: await namingFields(loadedRevisions, subscription.terms)
      }
    })
  }
}
