import type { Note } from '../../statements/changes.ts'
import type { Steps } from '../../statements/steps.ts'
import { isOfOneJob } from '../storage-fault.ts'

/** Maximum number of jobs, and of their bytes, in one transaction. */
const MOST_JOBS = 256
const MOST_BYTES = 4 * 1024 * 1024

/** Maximum time for which a failed transaction may keep later jobs waiting, in milliseconds. */
const TOO_LONG = 2_000

/**
 * Writes jobs of one kind together, with one statement for many rows where that is simple. Returns
 * their results in the same order. A job that is itself wrong throws: the others are then written
 * without it. It may run again, so it changes only the database.
 */
export type WriteAll<Job, Result> = (jobs: readonly Job[], note: Note) => Steps<Result[]>

/** Adds a job of about this many bytes. Resolves with its result once it is durable. */
export type Join<Job, Result> = (job: Job, bytes: number) => Promise<Result>

/** Writes of the hot path, which share transactions. */
export interface HotWrites {
  /**
   * Adds a kind of jobs. In a transaction, kinds are written in the order in which they were added,
   * so that the same hot writes of all processes lock rows in the same order.
   */
  kind: <Job, Result>(writeAll: WriteAll<Job, Result>) => Join<Job, Result>
  /** Resolves when all jobs that have joined so far are written or have failed. */
  ended: () => Promise<void>
}

interface Waiting {
  kind: number
  job: unknown
  bytes: number
  resolve: (result: unknown) => void
  reject: (why: unknown) => void
}

/** Returns the jobs of the next transaction, and those that are left. */
const takeBatch = (queue: readonly Waiting[]): [Waiting[], Waiting[]] => {
  let bytes = 0
  const end = queue.findIndex((waiting, at) => {
    bytes += waiting.bytes
    return at > 0 && (at === MOST_JOBS || bytes > MOST_BYTES)
  })
  return end === -1 ? [[...queue], []] : [queue.slice(0, end), queue.slice(end)]
}

/**
 * Creates hot writes, of which a process may have several. Jobs are gathered while their transaction before is under
 * way, of which there is one at a time: they take effect in the order of their calls. A job that is
 * itself wrong fails alone; when the transaction fails otherwise, all of its jobs do, and after two
 * seconds also those that have waited behind it, since the next one may take as long to fail. `now`
 * is a monotonic time in milliseconds.
 */
export const createHotWrites = (
  transact: <Result>(body: (note: Note) => Steps<Result>) => Promise<Result>,
  now: () => number = () => performance.now()
): HotWrites => {
  const kinds: WriteAll<unknown, unknown>[] = []
  let queue: Waiting[] = []
  let isBusy = false
  /** Settled when the job that joined last is. */
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

  /** Commits jobs together; when one of them is wrong, in halves until it is alone. */
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
