import type { Db, PgBoss } from 'pg-boss'
import type { SharedWork } from '../../store.ts'
import { PUT_BACK } from './process-claims.ts'
import { DUTIES, LEASE_MS } from './queues.ts'

/** Interval at which this process renews its duties and claims free ones, in milliseconds. */
const LOOK_MS = LEASE_MS / 4

type Duty = Parameters<SharedWork['duty']>[0]

/**
 * Duty that this process is willing to perform, such as `polls`, with its job claim while it performs the
 * duty.
 */
interface WantedDuty {
  begin: () => () => Promise<void>
  held: { id: string; attempt: number; end: () => Promise<void> } | null
  /** Resolves when the previous period of this duty has ended. */
  ended: Promise<void>
}

/**
 * Creates the duties: tasks such as `polls` that one process performs for all. A duty is a job that never
 * completes. The process that performs it sends heartbeats on separate connections, and stops when another
 * process has taken over the duty.
 */
export const createDuties = (
  boss: Pick<PgBoss, 'insert' | 'fetch' | 'touch' | 'fail'>,
  { beats: db, failed }: { beats: Db; failed: (thrown: unknown) => void }
): { duty: SharedWork['duty']; close: () => Promise<void> } => {
  const wanted = new Map<Duty, WantedDuty>()
  let timer: NodeJS.Timeout | null = null
  let looking: Promise<void> = Promise.resolve()

  const lose = (own: WantedDuty): void => {
    const { held } = own
    own.held = null
    if (held !== null) own.ended = held.end().catch(failed)
  }

  /** Sends heartbeats for the duties of this process, and stops those that another process has taken over. */
  const beat = async (): Promise<void> => {
    for (const own of wanted.values()) {
      const { held } = own
      if (held === null) continue
      const attempt = { id: held.id, retryCount: held.attempt }
      const touched: object = await boss.touch(DUTIES, attempt, { db })
      if (!('affected' in touched) || touched.affected !== 1) lose(own)
    }
  }

  const release = (jobs: { id: string; attempt: number }[]): Promise<unknown> =>
    boss.fail(
      DUTIES,
      jobs.map(({ id, attempt }) => ({ id, retryCount: attempt })),
      PUT_BACK
    )

  /** Claims the duties that no process performs. */
  const take = async (): Promise<void> => {
    const free = [...wanted].filter(([, { held }]) => held === null)
    if (free.length === 0) return
    await boss.insert(
      DUTIES,
      free.map(([duty]) => ({ singletonKey: duty, data: { duty } })),
      { db }
    )
    const jobs = await boss.fetch<{ duty: Duty }>(DUTIES, { batchSize: 100, db })
    const others: { id: string; attempt: number }[] = []
    for (const { id, retryCount: attempt, data } of jobs) {
      const own = wanted.get(data.duty)
      if (own === undefined) others.push({ id, attempt })
      else {
        await own.ended
        own.held = { id, attempt, end: own.begin() }
      }
    }
    if (others.length > 0) await release(others)
  }

  const look = (): Promise<void> => {
    looking = looking.then(async () => {
      try {
        await beat()
        await take()
      } catch (thrown) {
        failed(thrown)
      }
    })
    return looking
  }

  const leave = async (duty: Duty): Promise<void> => {
    await looking
    const own = wanted.get(duty)
    wanted.delete(duty)
    if (wanted.size === 0 && timer !== null) {
      clearInterval(timer)
      timer = null
    }
    const held = own?.held ?? null
    if (own === undefined) return
    lose(own)
    await own.ended
    if (held !== null) await release([held]).catch(failed)
  }

  return {
    duty: (duty, begin) => {
      wanted.set(duty, { begin, held: null, ended: Promise.resolve() })
      timer ??= setInterval(() => void look(), LOOK_MS).unref()
      void look()
      return () => leave(duty)
    },
    close: async () => {
      for (const duty of [...wanted.keys()]) await leave(duty)
    }
  }
}
