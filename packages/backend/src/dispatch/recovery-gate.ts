import type { Id } from '@hookwright/model'
import type { QueuedWork } from './queued-work.ts'

/** The gate in front of the queue while recovery runs what was left of a flow, outside of the lanes. */
export interface RecoveryGate {
  /** A delivery was accepted by this process. */
  came: (deliveryId: Id) => void
  /** True for a delivery that this process accepted before the backlog was read. */
  knows: (deliveryId: Id) => boolean
  /** True for work that has to wait in the store until its flow has recovered. */
  holdsBack: (work: QueuedWork) => boolean
  /** The backlog was read: only these flows are recovered. Gives the subscriptions of others with work that was held back. */
  begin: (flowIds: Iterable<Id>) => Id[]
  /** A flow has recovered: gives its subscriptions with work that was held back. */
  recovered: (flowId: Id) => Id[]
  /** Recovery has ended, whatever came of it: gives all subscriptions with work that was held back. */
  end: () => Id[]
}

/** Recovery counts as under way from the start on, also before it has begun. */
export const createRecoveryGate = (): RecoveryGate => {
  /** Null once the backlog was read. */
  let added: Set<Id> | null = new Set()
  /** The flows that are being recovered; null for all of them. */
  let flows: Set<Id> | null = null
  /** By subscription that holds something back: its flow. */
  const heldBack = new Map<Id, Id>()

  const isRecovering = (flowId: Id): boolean => flows?.has(flowId) ?? true

  const release = (): Id[] => {
    const ids = [...heldBack].flatMap(([id, flowId]) => (isRecovering(flowId) ? [] : [id]))
    for (const id of ids) heldBack.delete(id)
    return ids
  }

  return {
    came: deliveryId => {
      added?.add(deliveryId)
    },
    knows: deliveryId => added?.has(deliveryId) ?? false,
    holdsBack: ({ order, live }) => {
      // Recovery has older ones of its order, or as many as may run at once.
      if ((order === null && live.atOnce === null) || !isRecovering(live.flowId)) return false
      heldBack.set(live.id, live.flowId)
      return true
    },
    begin: flowIds => {
      added = null
      flows = new Set(flowIds)
      return release()
    },
    recovered: flowId => {
      flows?.delete(flowId)
      return release()
    },
    end: () => {
      added = null
      flows = new Set()
      return release()
    }
  }
}
