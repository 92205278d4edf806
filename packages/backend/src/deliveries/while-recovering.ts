import type { Id } from '@hookwright/model'
import type { Work } from './work.ts'

/** Telling apart what comes while recovery goes through what was left, which takes it outside of the lanes. */
export interface WhileRecovering {
  /** A delivery came on its own road. */
  came: (deliveryId: Id) => void
  /** True for a delivery that came, until recovery has ended. */
  knows: (deliveryId: Id) => boolean
  /** True for what has to wait in the store until recovery has ended. */
  holdsBack: (work: Work) => boolean
  /** Recovery has ended: gives the subscriptions with something that was held back. */
  end: () => Id[]
}

/** Recovery counts as under way from the start on, also before it has begun. */
export const createWhileRecovering = (): WhileRecovering => {
  /** What came on its own road since the start; null once nobody has to tell it apart. */
  let added: Set<Id> | null = new Set()
  /** Subscriptions with deliveries that wait for the end of recovery. */
  const heldBack = new Set<Id>()

  return {
    came: deliveryId => {
      added?.add(deliveryId)
    },
    knows: deliveryId => added?.has(deliveryId) ?? false,
    holdsBack: work => {
      // Recovery has older ones of its order, or as many as may run at once.
      if (added === null || (work.order === null && work.live.atOnce === null)) return false
      heldBack.add(work.live.id)
      return true
    },
    end: () => {
      added = null
      const ids = [...heldBack]
      heldBack.clear()
      return ids
    }
  }
}
