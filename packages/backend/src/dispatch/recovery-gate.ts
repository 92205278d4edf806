import type { Id } from '@hookwright/model'
import type { QueuedWork } from './queued-work.ts'

export type RecoveryGate = ReturnType<typeof createRecoveryGate>

/**
 * Gate that keeps new work of a flow out of the queue while recovery runs the flow's backlog. The gate is
 * closed for all flows from the startup until recovery knows the affected flows.
 */
export const createRecoveryGate = () => {
  /** Deliveries that this process accepted. Null once the backlog has been read. */
  let accepted: Set<Id> | null = new Set()
  /** Ids of the flows in recovery. Null while they are not known yet; all flows then count as in recovery. */
  let flows: Set<Id> | null = null
  /** Flow ids of subscriptions with refused work, by subscription id. */
  const refused = new Map<Id, Id>()

  const isRecovering = (flowId: Id): boolean => flows?.has(flowId) ?? true

  /** Removes and returns the subscriptions whose refused work may be queued now. */
  const release = (): Id[] => {
    const ids = [...refused].flatMap(([id, flowId]) => (isRecovering(flowId) ? [] : [id]))
    for (const id of ids) refused.delete(id)
    return ids
  }

  return {
    /** Registers a delivery that this process accepts. It is not part of the backlog. */
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
     * Limits recovery to the given flows once the backlog has been read. Returns the subscriptions with
     * refused work in other flows.
     */
    begin: (flowIds: Iterable<Id>): Id[] => {
      accepted = null
      flows = new Set(flowIds)
      return release()
    },
    /**
     * Opens the gate for a recovered flow. Returns the subscriptions with refused work that may be queued
     * now.
     */
    open: (flowId: Id): Id[] => {
      flows?.delete(flowId)
      return release()
    },
    /**
     * Opens the gate for all flows at the end of recovery, even after a failure. Returns the subscriptions
     * with refused work.
     */
    openAll: (): Id[] => {
      accepted = null
      flows = new Set()
      return release()
    }
  }
}
