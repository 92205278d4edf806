import type { Id } from '@hookwright/model'
import type { QueuedWork } from './queued-work.ts'

export type RecoveryGate = ReturnType<typeof createRecoveryGate>

/**
 * Gate of the queue while recovery runs the backlog of a flow outside the lanes. Recovery counts as
 * in progress from the startup on, even before it has begun.
 */
export const createRecoveryGate = () => {
  /** Deliveries accepted by this process; null once the backlog was read. */
  let accepted: Set<Id> | null = new Set()
  /** Flows that are being recovered; null for all flows. */
  let flows: Set<Id> | null = null
  /** Flow of each subscription with refused work. */
  const refused = new Map<Id, Id>()

  const isRecovering = (flowId: Id): boolean => flows?.has(flowId) ?? true

  /** Returns the subscriptions with refused work that may be queued now. */
  const release = (): Id[] => {
    const ids = [...refused].flatMap(([id, flowId]) => (isRecovering(flowId) ? [] : [id]))
    for (const id of ids) refused.delete(id)
    return ids
  }

  return {
    /** Records a delivery that this process accepts, which is not part of the backlog. */
    note: (deliveryId: Id): void => {
      accepted?.add(deliveryId)
    },
    /** Returns true for a delivery that this process accepted before the backlog was read. */
    knows: (deliveryId: Id): boolean => accepted?.has(deliveryId) ?? false,
    /** Returns true for work that must wait in the store until its flow has recovered. */
    refuses: ({ order, subscription }: QueuedWork): boolean => {
      // Recovery has older ones of its order, or as many as may run at once.
      if ((order === null && subscription.atOnce === null) || !isRecovering(subscription.flowId)) return false
      refused.set(subscription.id, subscription.flowId)
      return true
    },
    /**
     * Limits recovery to these flows, once the backlog was read. Returns the subscriptions of other
     * flows with refused work.
     */
    begin: (flowIds: Iterable<Id>): Id[] => {
      accepted = null
      flows = new Set(flowIds)
      return release()
    },
    /** Opens the gate for a recovered flow. Returns its subscriptions with refused work. */
    open: (flowId: Id): Id[] => {
      flows?.delete(flowId)
      return release()
    },
    /**
     * Opens the gate for all flows, however recovery ended. Returns the subscriptions with refused
     * work.
     */
    openAll: (): Id[] => {
      accepted = null
      flows = new Set()
      return release()
    }
  }
}
