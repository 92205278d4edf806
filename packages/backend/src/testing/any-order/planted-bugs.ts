import type { Store } from '@hookwright/store'

/** A store with a bug that the sequences have to find, by what it does wrong. */
export const plantedBugs: Record<string, (store: Store) => Store> = {
  'the delivery id is forgotten': store => ({
    ...store,
    deliveries: { ...store.deliveries, accept: delivery => store.deliveries.accept(delivery) }
  }),
  'the Registration Data is lost': store => ({
    ...store,
    subscriptions: {
      ...store.subscriptions,
      becomeOn: (id, given) => store.subscriptions.becomeOn(id, { ...given, registrationData: null })
    }
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
      endRegistering: (id, given) => store.subscriptions.endRegistering(id, { ...given, cleanup: null })
    }
  }),
  'a refused deregistration leaves no cleanup entry': store => ({
    ...store,
    subscriptions: {
      ...store.subscriptions,
      endDeregistering: (id, given) => store.subscriptions.endDeregistering(id, { ...given, cleanup: null })
    }
  }),
  'what a kill interrupted is not taken up': store => ({
    ...store,
    subscriptions: { ...store.subscriptions, interrupted: async () => [] }
  })
}
