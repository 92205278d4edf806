import type { Id, Millis } from '@hookwright/model'
import type { SharedWork, WorkClaim } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { Callers } from './callers.ts'

/**
 * Shortest and longest time between two attempts to claim what callers wait for, while their flow has no slot. One call
 * of a flow is tried at a time, however many wait.
 */
const SHORTEST: Millis = 50
const LONGEST: Millis = 200

/**
 * Interval at which this process renews its claim on works that still wait for a slot, so that no
 * other process runs them.
 */
const KEEP: Millis = 2_500

/** Creates the claims of deliveries whose callers wait in this process. `start` is given each claim. */
export const createCalledWork = (params: {
  work: Pick<SharedWork, 'claimOwn' | 'keep'>
  effects: Pick<Effects, 'after' | 'log'>
  callers: Pick<Callers, 'has'>
  isStopping: () => boolean
  start: (claim: WorkClaim) => void
}) => {
  const { work, effects, callers, isStopping, start } = params
  const waiting = new Map<Id, Id[]>()
  /** Deliveries that are not claimed, and whose callers wait. */
  const unclaimed = new Set<Id>()
  let isKeeping = false

  /**
   * Keeps waiting calls away from other processes, from which the caller would get no result, until none
   * waits.
   */
  const keepRegularly = (): void => {
    if (isKeeping) return
    isKeeping = true
    effects.after(KEEP, () => {
      isKeeping = false
      const kept = [...unclaimed].filter(callers.has)
      if (kept.length === 0 || isStopping()) return
      // A failure is told when one of them is claimed; the next attempt comes in time.
      work
        .keep(kept)
        .catch(() => {})
        .finally(keepRegularly)
    })
  }

  const claimInTurn = async (key: Id, ids: Id[]): Promise<void> => {
    let pause = SHORTEST
    let hasFailed = false
    /** Claims one; null while it has no slot, or when the store fails, which is reported once. */
    const tryToClaim = async (id: Id): Promise<WorkClaim | null> => {
      try {
        const claim = await work.claimOwn(id)
        hasFailed = false
        return claim
      } catch (thrown) {
        if (!hasFailed) {
          effects.log('The calls that wait for a flow could not be claimed. They are tried again.', {
            delivery: id,
            cause: String(thrown)
          })
        }
        hasFailed = true
        return null
      }
    }
    for (let id = ids.shift(); id !== undefined && !isStopping(); id = ids.shift()) {
      if (!callers.has(id)) {
        unclaimed.delete(id)
        continue
      }
      const claim = await tryToClaim(id)
      if (claim !== null) {
        unclaimed.delete(id)
        start(claim)
        pause = SHORTEST
        continue
      }
      // Somebody else may have this one, so it does not keep the next from its turn.
      ids.push(id)
      const wait = pause
      await new Promise<void>(resolve => effects.after(wait, resolve))
      pause = Math.min(2 * pause, LONGEST)
    }
    waiting.delete(key)
  }

  return {
    /** Claims a delivery once its flow has a slot. Calls of a flow with a limit take turns. */
    add: ({ id, flowId, isLimited }: { id: Id; flowId: Id; isLimited: boolean }): void => {
      const key = isLimited ? flowId : id
      unclaimed.add(id)
      keepRegularly()
      const others = waiting.get(key)
      if (others !== undefined) {
        others.push(id)
        return
      }
      const ids = [id]
      waiting.set(key, ids)
      void claimInTurn(key, ids)
    }
  }
}
