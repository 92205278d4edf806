import { createDispatcher, type Dispatcher } from './dispatcher.ts'
import { recoverDeliveries } from './recover.ts'
import { createSharedDispatcher } from './shared-dispatcher.ts'

/** Dispatcher, and the function that runs the work left over from before the server start. */
export interface Dispatching {
  dispatcher: Dispatcher
  /**
   * Runs the work left over from before the server start. Resolves when the work has run or is shared with
   * other processes.
   */
  recover: () => Promise<void>
}

/**
 * Creates the dispatcher that fits the store: one that shares work between processes, or one for a single
 * process that owns all work.
 */
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
