import { type Delivery, Fault, type Id } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Outside } from '../outside.ts'
import { beginRun } from '../runs/keep-run.ts'
import type { Dispatch } from './dispatch.ts'
import type { Lives } from './lives.ts'

/** Why a delivery cannot be run again, as the end of a sentence; null when it can. */
export const whyNoReplay = (given: {
  delivery: Delivery
  arrival: unknown
  /** Whether one of its runs is still under way. */
  hasOpen: boolean
}): string | null => {
  const { delivery, arrival, hasOpen } = given
  switch (delivery.status.is) {
    case 'accepted':
      return 'it has not been run yet; it still waits for its first run'
    case 'filtered':
    case 'refused':
    case 'duplicate':
      return `it is ${delivery.status.is} and was never run`
    case 'done':
      break
  }
  if (arrival === null) return 'what arrived was not kept'
  if (Array.isArray(delivery.redaction)) {
    return 'values were taken out of what arrived, and the marks in their places are not what was sent'
  }
  if (hasOpen) return 'one of its runs is still under way'
  return null
}

/** Running kept deliveries again. */
export interface Replay {
  /**
   * Runs a kept delivery again, on the version that its subscription is pinned to and on the revision that runs there now.
   * Resolves once the new run is written down; it goes on in the background. Throws `delivery.gone`,
   * `delivery.cannot-replay`.
   */
  replay: (deliveryId: Id) => Promise<Id>
}

export const createReplay = (given: {
  store: Store
  outside: Outside
  lives: Lives
  dispatch: Dispatch
}): Replay => {
  const { store, outside, lives, dispatch } = given
  /** Deliveries that are being looked at: two at the same moment would both find nothing under way. */
  const looking = new Set<Id>()

  const begin = async (deliveryId: Id): Promise<Id> => {
    const found = await store.deliveries.find(deliveryId)
    if (found === null) throw new Fault('delivery.gone')
    const { delivery, arrival } = found
    const why = whyNoReplay({ delivery, arrival, hasOpen: await store.runs.hasOpen(deliveryId) })
    if (why !== null || arrival === null) throw new Fault('delivery.cannot-replay', { why: why ?? '' })
    const live = await lives.byId(delivery.subscriptionId)
    if (live === null) throw new Fault('delivery.gone')
    const run = beginRun({
      id: outside.newId(),
      kind: 'flow',
      flowId: live.flowId,
      subscriptionId: live.id,
      deliveryId,
      revisionId: live.terms.revisionId,
      replayOf: deliveryId,
      startedAt: outside.clock()
    })
    await store.runs.begin(run)
    dispatch.replay({ live, delivery, arrival, run })
    return run.id
  }

  return {
    replay: async deliveryId => {
      if (looking.has(deliveryId)) {
        throw new Fault('delivery.cannot-replay', { why: 'one of its runs is still under way' })
      }
      looking.add(deliveryId)
      try {
        return await begin(deliveryId)
      } finally {
        looking.delete(deliveryId)
      }
    }
  }
}
