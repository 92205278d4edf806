import { createDispatcher, type Dispatcher } from './dispatcher.ts'
import { recoverDeliveries } from './recover.ts'
import { createSharedDispatcher } from './shared-dispatcher.ts'

/** Dispatcher with the function that runs the backlog of earlier starts. */
export interface Dispatching {
  dispatcher: Dispatcher
  /** Runs the work of earlier starts. Resolves when the work has run or is shared with other processes. */
  recover: () => Promise<void>
}

/** Creates the dispatcher for the store: for shared work, or for a single process that owns all work. */
export const createDispatching = (
  params: Parameters<typeof createDispatcher>[0] & { runsAtOnce?: number }
): Dispatching => {
  const { store, effects, subscriptionCache } = params
  if (store.sharedWork !== null) {
    const dispatcher = createSharedDispatcher({ ...params, work: store.sharedWork })
    return { dispatcher, recover: async () => dispatcher.begin() }
  }
  const dispatcher = createDispatcher(params)
  return {
    dispatcher,
    recover: () =>
      recoverDeliveries({ store, effects, subscriptionCache, dispatcher }).finally(() =>
        dispatcher.endRecovery()
      )
  }
}
