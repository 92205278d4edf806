import type { Id } from '@hookwright/model'
import type { Db, JobAttempt, PgBoss } from 'pg-boss'
import type { WorkClaim } from '../../store.ts'
import { byQueue, LEASE_MS } from './queues.ts'

/** Interval between heartbeats, in milliseconds. A few may fail before a claim is lost. */
const BEAT_MS = LEASE_MS / 4

/** Output of a job that was put back or released. Jobs of a dead process have no output. */
export const PUT_BACK = { putBack: true }

export const attemptOf = ({ id, attempt }: WorkClaim): JobAttempt => ({ id, retryCount: attempt })

/** Claims of this process, kept alive by heartbeats. */
export interface ProcessClaims {
  hold: (claims: readonly WorkClaim[]) => void
  /** Keeps the claims of jobs that were claimed as they were inserted, until `takeAccepted`. */
  holdAccepted: (claims: readonly WorkClaim[]) => void
  takeAccepted: (id: Id) => WorkClaim | null
  has: (claim: WorkClaim) => boolean
  drop: (claims: readonly WorkClaim[]) => void
  /** Releases claims (all by default), so that other processes can claim the jobs immediately. */
  release: (claims?: readonly WorkClaim[]) => Promise<void>
}

const nameOf = ({ queue, id, attempt }: WorkClaim): string => `${queue} ${id} ${attempt}`

/**
 * Creates the claims of a process. Heartbeats use separate connections, so that slow statements elsewhere
 * cannot make the claims expire. `failed` is called with the error of a heartbeat; the next heartbeat may
 * succeed.
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
