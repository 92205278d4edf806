import type { PgBoss } from 'pg-boss'
import type { WorkClaim } from '../../store.ts'
import { byQueue, LEASE_MS } from './queues.ts'

/** Milliseconds between two heartbeats: a few may fail before a claim is lost. */
const BEAT_MS = LEASE_MS / 4

/** Claims of this process, whose heartbeats tell the others that it is alive. */
export interface HeldClaims {
  hold: (claims: readonly WorkClaim[]) => void
  has: (claim: WorkClaim) => boolean
  drop: (claims: readonly WorkClaim[]) => void
  stop: () => void
}

const nameOf = ({ queue, id, attempt }: WorkClaim): string => `${queue} ${id} ${attempt}`

/** Creates the claims of a process. `failed` is called with the error of a heartbeat; the next one may succeed. */
export const createHeldClaims = (
  boss: Pick<PgBoss, 'touch'>,
  failed: (thrown: unknown) => void
): HeldClaims => {
  const held = new Map<string, WorkClaim>()
  let timer: NodeJS.Timeout | null = null

  const beat = async (): Promise<void> => {
    for (const [queue, own] of byQueue([...held.values()], claim => claim.queue)) {
      await boss.touch(
        queue,
        own.map(({ id, attempt }) => ({ id, retryCount: attempt }))
      )
    }
  }

  const stop = (): void => {
    if (timer !== null) clearInterval(timer)
    timer = null
  }

  return {
    hold: claims => {
      for (const claim of claims) held.set(nameOf(claim), claim)
      if (held.size > 0) timer ??= setInterval(() => void beat().catch(failed), BEAT_MS).unref()
    },
    has: claim => held.has(nameOf(claim)),
    drop: claims => {
      for (const claim of claims) held.delete(nameOf(claim))
      if (held.size === 0) stop()
    },
    stop
  }
}
