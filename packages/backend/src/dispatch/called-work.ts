import type { Id, Millis } from '@hookwright/model'
import type { SharedWork, WorkClaim } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { Callers } from './callers.ts'

/**
 * Minimum and maximum time between two attempts to claim a delivery with a waiting caller. Attempts repeat
 * while its flow has no free slot, for one call per flow at a time.
 */
const SHORTEST: Millis = 50
const LONGEST: Millis = 200

/**
 * Interval at which this process renews its hold on deliveries that wait for a slot. The hold keeps other
 * processes from running them.
 */
const KEEP: Millis = 2_500

/**
 * Creates the claimer of deliveries whose callers wait in this process, such as calls of API endpoints.
 * Passes each claim to `start`.
 */
export const createCalledWork = (params: {
  work: Pick<SharedWork, 'claimOwn' | 'keep'>
  effects: Pick<Effects, 'after' | 'log'>
  callers: Pick<Callers, 'has'>
  isStopping: () => boolean
  start: (claim: WorkClaim) => void
}) => {
  const { work, effects, callers, isStopping, start } = params
  const waiting = new Map<Id, Id[]>()
  /** Unclaimed deliveries with waiting callers. */
  const unclaimed = new Set<Id>()
  let isKeeping = false

  /**
   * Regularly renews the hold on waiting calls, until none waits. Another process could run them, but not
   * return their results.
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
    /**
     * Tries to claim a delivery. Null if its flow has no slot or the store fails. A failure is logged once.
     */
    const tryToClaim = async (id: Id): Promise<WorkClaim | null> => {
      try {
        const claim = await work.claimOwn(id)
        hasFailed = false
        return claim
      } catch (thrown) {
        if (!hasFailed) {
          effects.log('Calls that wait for a flow could not be claimed. This is retried automatically.', {
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
    /** Claims a delivery once its flow has a slot. Calls of a flow with a limit are claimed in turn. */
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
