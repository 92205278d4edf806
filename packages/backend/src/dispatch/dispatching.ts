import { createDispatcher, type Dispatcher } from './dispatcher.ts'
import { recoverDeliveries } from './recover.ts'
import { createSharedDispatcher } from './shared-dispatcher.ts'

/** Dispatcher, and the function that runs the backlog from before the start. */
export interface Dispatching {
  dispatcher: Dispatcher
  /** Resolves when the work that an earlier start left has been run, or is shared with other processes. */
  recover: () => Promise<void>
}

/** Creates the dispatcher that fits the store: for shared work, or for a process that has all of it. */
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
