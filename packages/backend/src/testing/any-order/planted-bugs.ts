import type { Store, SubscriptionRow } from '@hookwright/store'

/** Creates a planted bug: a store that deregisters a flow with terms other than those of its registration. */
const withTerms =
  (other: (store: Store, row: SubscriptionRow) => Promise<SubscriptionRow['terms']>) =>
  (store: Store): Store => ({
    ...store,
    subscriptions: {
      ...store.subscriptions,
      wantedOf: async flowId => {
        const row = await store.subscriptions.wantedOf(flowId)
        return row === null ? null : { ...row, terms: await other(store, row) }
      }
    }
  })

/**
 * Functions that plant a bug into a store, by the name of the bug. The random sequences must find each of
 * them.
 */
export const plantedBugs: Record<string, (store: Store) => Store> = {
  'the delivery id is forgotten': store => ({
    ...store,
    deliveries: { ...store.deliveries, accept: delivery => store.deliveries.accept(delivery) }
  }),
  'the Registration Data is lost': store => ({
    ...store,
    subscriptions: {
      ...store.subscriptions,
      becomeOn: (id, params) => store.subscriptions.becomeOn(id, { ...params, registrationData: null })
    }
  }),
  'a subscription is deregistered on the newest version': withTerms(async (store, { terms }) => {
    const newest = await store.versions.deployedOf(terms.connectorId)
    return { ...terms, versionId: newest?.version.id ?? terms.versionId }
  }),
  'a subscription is deregistered with the options of the draft': withTerms(async (store, row) => {
    const { terms, flowId } = row
    const topic = (await store.flows.find(flowId))?.doc.cards.event?.inputs.topic
    if (topic?.kind !== 'literal' || terms.deregistration === null) return terms
    const inputs = { ...terms.deregistration.inputs, topic: topic.value }
    return { ...terms, deregistration: { ...terms.deregistration, inputs } }
  }),
  'a delivery is acknowledged before it is kept': store => {
    let came = 0
    const accept: typeof store.deliveries.accept = async (delivery, once) =>
      ++came % 3 === 0 ? null : store.deliveries.accept(delivery, once)
    return { ...store, deliveries: { ...store.deliveries, accept } }
  },
  'a registration that ends early leaves no cleanup entry': store => ({
    ...store,
    subscriptions: {
      ...store.subscriptions,
      endRegistering: (id, params) => store.subscriptions.endRegistering(id, { ...params, cleanup: null })
    }
  }),
  'a refused deregistration leaves no cleanup entry': store => ({
    ...store,
    subscriptions: {
      ...store.subscriptions,
      endDeregistering: (id, params) => store.subscriptions.endDeregistering(id, { ...params, cleanup: null })
    }
  }),
  'what a kill interrupted is not taken up': store => ({
    ...store,
    subscriptions: { ...store.subscriptions, interrupted: async () => [] }
  })
}
