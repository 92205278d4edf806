import type { Id } from '@hookwright/model'
import type { Db, JobAttempt, PgBoss } from 'pg-boss'
import type { WorkClaim } from '../../store.ts'
import { byQueue, LEASE_MS } from './queues.ts'

/** Milliseconds between two heartbeats: a few may fail before a claim is lost. */
const BEAT_MS = LEASE_MS / 4

/** Output of a job that was put back or released; jobs of a lost process have none. */
export const PUT_BACK = { putBack: true }

export const attemptOf = ({ id, attempt }: WorkClaim): JobAttempt => ({ id, retryCount: attempt })

/** Claims of this process, whose heartbeats tell the others that it is alive. */
export interface ProcessClaims {
  hold: (claims: readonly WorkClaim[]) => void
  /** Holds claims of works that were claimed as they were added, until somebody takes them. */
  holdAccepted: (claims: readonly WorkClaim[]) => void
  takeAccepted: (id: Id) => WorkClaim | null
  has: (claim: WorkClaim) => boolean
  drop: (claims: readonly WorkClaim[]) => void
  /** Releases claims, by default all, so that other processes may take them at once. */
  release: (claims?: readonly WorkClaim[]) => Promise<void>
}

const nameOf = ({ queue, id, attempt }: WorkClaim): string => `${queue} ${id} ${attempt}`

/**
 * Creates the claims of a process. Heartbeats have connections of their own, since slow statements on all others must not
 * cost the process its claims. `failed` is called with the error of a heartbeat; the next one may succeed.
 */
export const createProcessClaims = (
  boss: Pick<PgBoss, 'touch' | 'fail'>,
  { beats, failed }: { beats: Db; failed: (thrown: unknown) => void }
): ProcessClaims => {
  const held = new Map<string, WorkClaim>()
  const accepted = new Map<Id, WorkClaim>()
  let timer: NodeJS.Timeout | null = null

  const beat = async (): Promise<void> => {
    for (const [queue, own] of byQueue([...held.values()], claim => claim.queue)) {
      await boss.touch(queue, own.map(attemptOf), { db: beats })
    }
  }

  const stop = (): void => {
    if (timer !== null) clearInterval(timer)
    timer = null
  }

  const drop: ProcessClaims['drop'] = claims => {
    for (const claim of claims) held.delete(nameOf(claim))
    if (held.size === 0) stop()
  }

  const hold: ProcessClaims['hold'] = claims => {
    for (const claim of claims) held.set(nameOf(claim), claim)
    if (held.size > 0) timer ??= setInterval(() => void beat().catch(failed), BEAT_MS).unref()
  }

  return {
    hold,
    holdAccepted: claims => {
      hold(claims)
      for (const claim of claims) accepted.set(claim.id, claim)
    },
    takeAccepted: id => {
      const claim = accepted.get(id) ?? null
      accepted.delete(id)
      return claim
    },
    has: claim => held.has(nameOf(claim)),
    drop,
    release: async (claims = [...held.values()]) => {
      const own = claims.filter(claim => held.has(nameOf(claim)))
      drop(own)
      for (const [queue, some] of byQueue(own, claim => claim.queue)) {
        await boss.fail(queue, some.map(attemptOf), PUT_BACK)
      }
    }
  }
}
