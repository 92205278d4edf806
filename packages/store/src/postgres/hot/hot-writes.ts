import type { Note } from '../../statements/changes.ts'
import type { Steps } from '../../statements/steps.ts'
import { isOfOneJob } from '../storage-fault.ts'

/** Maximum number of jobs in one transaction, and maximum number of their bytes. */
const MOST_JOBS = 256
const MOST_BYTES = 4 * 1024 * 1024

/** Maximum time for which a failing transaction may delay later jobs, in milliseconds. */
const TOO_LONG = 2_000

/**
 * Writes several jobs of one kind, if possible with one statement. Returns their results in the same order.
 * Throws if a job is invalid; the other jobs are then written without that job. May run again, so it must
 * change only the database.
 */
export type WriteAll<Job, Result> = (jobs: readonly Job[], note: Note) => Steps<Result[]>

/** Adds a job with an approximate size in bytes. Resolves with its result once the write is durable. */
export type Join<Job, Result> = (job: Job, bytes: number) => Promise<Result>

/** Queue of hot path writes that share transactions. */
export interface HotWrites {
  /**
   * Registers a kind of jobs. Each transaction writes kinds in the order of registration, so that all
   * processes lock rows in the same order.
   */
  kind: <Job, Result>(writeAll: WriteAll<Job, Result>) => Join<Job, Result>
  /** Resolves when all jobs added so far were written or have failed. */
  ended: () => Promise<void>
}

interface Waiting {
  kind: number
  job: unknown
  bytes: number
  resolve: (result: unknown) => void
  reject: (why: unknown) => void
}

/** Returns the jobs of the next transaction, and the remaining jobs. */
const takeBatch = (queue: readonly Waiting[]): [Waiting[], Waiting[]] => {
  let bytes = 0
  const end = queue.findIndex((waiting, at) => {
    bytes += waiting.bytes
    return at > 0 && (at === MOST_JOBS || bytes > MOST_BYTES)
  })
  return end === -1 ? [[...queue], []] : [queue.slice(0, end), queue.slice(end)]
}

/**
 * Creates a queue of hot path writes. Jobs are collected while the previous transaction is in progress, and
 * take effect in call order. An invalid job fails alone. If a transaction fails for another reason, all its
 * jobs fail. If it took more than two seconds, all waiting jobs fail, too, since the next transaction may
 * take as long. `now` is a monotonic time in milliseconds.
 */
export const createHotWrites = (
  transact: <Result>(body: (note: Note) => Steps<Result>) => Promise<Result>,
  now: () => number = () => performance.now()
): HotWrites => {
  const kinds: WriteAll<unknown, unknown>[] = []
  let queue: Waiting[] = []
  let isBusy = false
  /** Promise of the job that was added last. */
  let last: Promise<unknown> = Promise.resolve()

  function* writeBatch(batch: readonly Waiting[], note: Note): Steps<Map<Waiting, unknown>> {
    const results = new Map<Waiting, unknown>()
    for (const [kind, writeAll] of kinds.entries()) {
      const own = batch.filter(waiting => waiting.kind === kind)
      if (own.length === 0) continue
      const given = yield* writeAll(
        own.map(({ job }) => job),
        note
      )
      for (const [at, waiting] of own.entries()) results.set(waiting, given[at])
    }
    return results
  }

  /**
   * Commits jobs in one transaction. If a job is invalid, splits the batch in halves until the invalid job is
   * alone.
   */
  const commit = async (batch: readonly Waiting[]): Promise<void> => {
    const begun = now()
    try {
      const results = await transact(note => writeBatch(batch, note))
      for (const waiting of batch) waiting.resolve(results.get(waiting))
    } catch (thrown) {
      if (batch.length > 1 && isOfOneJob(thrown)) {
        const half = Math.ceil(batch.length / 2)
        await commit(batch.slice(0, half))
        await commit(batch.slice(half))
        return
      }
      for (const { reject } of batch) reject(thrown)
      if (isOfOneJob(thrown) || now() - begun < TOO_LONG) return
      for (const { reject } of queue.splice(0)) reject(thrown)
    }
  }

  const commitNext = async (): Promise<void> => {
    const [batch, rest] = takeBatch(queue)
    queue = rest
    await commit(batch)
    isBusy = false
    arm()
  }

  const arm = (): void => {
    if (isBusy || queue.length === 0) return
    isBusy = true
    setImmediate(() => void commitNext())
  }

  return {
    kind: <Job, Result>(writeAll: WriteAll<Job, Result>) => {
      // Each job is given to the kind that it joined, and so is its result.
      const kind = kinds.push(writeAll as WriteAll<unknown, unknown>) - 1
      return (job, bytes) => {
        const joined = new Promise<Result>((resolve, reject) => {
          queue.push({ kind, job, bytes, resolve: resolve as (result: unknown) => void, reject })
          arm()
        })
        last = joined.catch(() => {})
        return joined
      }
    },
    ended: async () => {
      await last
    }
  }
}
