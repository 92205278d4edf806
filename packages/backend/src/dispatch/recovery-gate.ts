import type { Id } from '@hookwright/model'
import type { QueuedWork } from './queued-work.ts'

export type RecoveryGate = ReturnType<typeof createRecoveryGate>

/**
 * Gate in front of the queue while recovery runs the backlog of a flow, outside of the lanes. Recovery counts as under way
 * from the start on, also before it has begun.
 */
export const createRecoveryGate = () => {
  /** Deliveries accepted by this process; null once the backlog was read. */
  let accepted: Set<Id> | null = new Set()
  /** The flows that are being recovered; null for all of them. */
  let flows: Set<Id> | null = null
  /** Flow of each subscription with work that was refused. */
  const refused = new Map<Id, Id>()

  const isRecovering = (flowId: Id): boolean => flows?.has(flowId) ?? true

  /** Returns the subscriptions with refused work that may be queued now. */
  const release = (): Id[] => {
    const ids = [...refused].flatMap(([id, flowId]) => (isRecovering(flowId) ? [] : [id]))
    for (const id of ids) refused.delete(id)
    return ids
  }

  return {
    /** Notes a delivery that this process accepts: it is not part of the backlog. */
    note: (deliveryId: Id): void => {
      accepted?.add(deliveryId)
    },
    /** True for a delivery that this process accepted before the backlog was read. */
    knows: (deliveryId: Id): boolean => accepted?.has(deliveryId) ?? false,
    /** True for work that has to wait in the store until its flow has recovered. */
    refuses: ({ order, live }: QueuedWork): boolean => {
      // Recovery has older ones of its order, or as many as may run at once.
      if ((order === null && live.atOnce === null) || !isRecovering(live.flowId)) return false
      refused.set(live.id, live.flowId)
      return true
    },
    /** The backlog was read: only these flows are recovered. Returns the subscriptions of others with refused work. */
    begin: (flowIds: Iterable<Id>): Id[] => {
      accepted = null
      flows = new Set(flowIds)
      return release()
    },
    /** Opens for a flow that has recovered; returns its subscriptions with refused work. */
    open: (flowId: Id): Id[] => {
      flows?.delete(flowId)
      return release()
    },
    /** Opens for all flows, however recovery ended; returns the subscriptions with refused work. */
    openAll: (): Id[] => {
      accepted = null
      flows = new Set()
      return release()
    }
  }
}
