import type { Database } from 'better-sqlite3'
import { type Changes, gatherChanges, type Note } from '../../statements/changes.ts'
import { isSqliteError, toStorageFault } from '../file/storage-fault.ts'
import type { LogSync } from './log-sync.ts'
import { createSavepoint } from './savepoint.ts'
import { assertOpen, type Transact } from './transaction.ts'

const MOST_JOBS = 256
const MOST_BYTES = 4 * 1024 * 1024

/**
 * Minimum size of a large job, in bytes. `MOST_LARGE_BYTES` limits the total size of large jobs in one group.
 * Copying large values costs SQLite some 10 ms per MB, while small jobs cost as much as their statements.
 */
const LARGE = 64 * 1024
const MOST_LARGE_BYTES = 1024 * 1024

/**
 * Time for the transaction bodies of one commit, in milliseconds. Remaining bodies wait for the next commit.
 */
const BODIES_MS = 10

/** Work that one caller adds to a group commit. */
export interface Job<Result> {
  /** Executes the statements. May run twice, so it changes only the database. */
  write: () => void
  /**
   * Called right after the commit. Records the changes and returns the result that the caller gets once the
   * commit is durable. It must not throw, since the committed group would then not be notified.
   */
  kept: (note: Note) => Result
  /** Approximate number of bytes written. */
  bytes: number
}

export type GroupCommit = ReturnType<typeof createGroupCommit>

interface Waiting {
  /** Position in the order of calls. */
  number: number
  isBody: boolean
  job: Job<unknown>
  /** Result for the caller, passed on once it is durable. */
  result: unknown
  resolve: (result: unknown) => void
  reject: (why: unknown) => void
}

/**
 * Returns true when the job itself is invalid, so that the other jobs of its group can be committed without
 * it.
 */
const isOwn = (thrown: unknown): boolean =>
  !isSqliteError(thrown) || thrown.code.startsWith('SQLITE_CONSTRAINT')

/**
 * Creates the group commit. It collects the jobs of two turns of the event loop into one transaction: at most
 * 256 jobs or 4 MB (1 MB of large jobs). Input that arrives during the first turn joins in the second, and
 * pages that every commit writes are written half as often (decision 059). A group is synced outside the
 * event loop while the next group is collected (decision 065). When the transaction fails, all of its callers
 * get `storage.failed` and nothing is stored; an invalid job fails alone. Waiting transaction bodies share
 * the commit, for at most 10 ms in total. Such a commit is synced before it returns (decision 084).
 */
export const createGroupCommit = (params: {
  db: Database
  transact: Transact
  log: Pick<LogSync, 'unsynced' | 'sync' | 'synced' | 'whenDurable'>
  changes: Changes
  /** Called after each group that is durable. */
  isKept?: () => void
  /** Returns monotonic time in milliseconds. */
  now?: () => number
}) => {
  const { db, transact, log, changes, isKept, now = () => performance.now() } = params
  const savepoint = createSavepoint(db)
  let queue: Waiting[] = []
  let bodies: Waiting[] = []
  let calls = 0
  let armed = false
  let isSyncing = false

  const takeGroup = (): Waiting[] => {
    let count = 0
    let bytes = 0
    let largeBytes = 0
    for (const { job } of queue) {
      bytes += job.bytes
      if (job.bytes >= LARGE) largeBytes += job.bytes
      const isFull = count === MOST_JOBS || bytes > MOST_BYTES || largeBytes > MOST_LARGE_BYTES
      if (isFull && count > 0) break
      count += 1
    }
    const group = queue
    queue = group.splice(count)
    return [...group, ...takeBodies()]
  }

  /** Removes the waiting bodies that were called before the first waiting job, and returns them. */
  const takeBodies = (): Waiting[] => {
    const next = queue[0]?.number ?? Number.POSITIVE_INFINITY
    const later = bodies.findIndex(({ number }) => number > next)
    const taken = bodies
    bodies = later === -1 ? [] : taken.splice(later)
    return taken
  }

  const hasWaiting = (): boolean => queue.length > 0 || bodies.length > 0

  const notify = (group: Waiting[]): void => {
    const gathered = gatherChanges(changes.hearsEvents())
    for (const waiting of group) waiting.result = waiting.job.kept(gathered.note)
    changes.notify(gathered.changes())
  }

  const resolveAll = (group: Waiting[]): void => {
    for (const { resolve, result } of group) resolve(result)
  }

  const rejectAll = (group: Waiting[], thrown: unknown): void => {
    const fault = toStorageFault(thrown)
    for (const { reject } of group) reject(fault)
  }

  /**
   * Writes a group and returns its committed jobs. Bodies that exceed the time limit wait for the next
   * commit.
   */
  const commit = (group: Waiting[], within: Transact): Waiting[] => {
    let written = 0
    try {
      within(() => {
        let until = Number.POSITIVE_INFINITY
        for (const { job, isBody } of group) {
          if (isBody && now() >= until) break
          if (isBody && until === Number.POSITIVE_INFINITY) until = now() + BODIES_MS
          job.write()
          written += 1
        }
      })
    } catch (thrown) {
      const wrong = group[written]
      if (wrong !== undefined && isOwn(thrown)) {
        wrong.reject(toStorageFault(thrown))
        const others = group.filter(waiting => waiting !== wrong)
        return others.length > 0 ? commit(others, within) : []
      }
      const parts = partsOf(group)
      if (parts.length > 1) return parts.flatMap(part => commit(part, within))
      rejectAll(group, thrown)
      return []
    }
    bodies.unshift(...group.splice(written))
    notify(group)
    return group
  }

  /**
   * Splits a group into one part with all jobs and one part per body, so that a failing body fails no other
   * caller.
   */
  const partsOf = (group: Waiting[]): Waiting[][] => {
    const jobs = group.filter(({ isBody }) => !isBody)
    const alone = group.filter(({ isBody }) => isBody).map(body => [body])
    return jobs.length > 0 ? [jobs, ...alone] : alone
  }

  const synced: Transact = body => log.synced(() => transact(body))
  const unsynced: Transact = body => log.unsynced(() => transact(body))

  const commitNext = (): void => {
    armed = false
    if (!hasWaiting()) return
    const taken = takeGroup()
    if (taken.some(({ isBody }) => isBody)) {
      commitSynced(taken)
      if (hasWaiting()) arm(commitAfterNextTurn)
      return
    }
    const group = commit(taken, unsynced)
    if (group.length > 0) sync(group)
    else if (hasWaiting()) arm(commitNext)
  }

  /**
   * Commits a group and syncs it at once. Callers of bodies get their results as soon as others can read the
   * writes.
   */
  const commitSynced = (taken: Waiting[]): void => {
    const group = commit(taken, synced)
    const kept = (): void => {
      resolveAll(group)
      isKept?.()
    }
    // It may have changed nothing, and yet say what a group on its way has.
    log.whenDurable({ kept, lost: thrown => rejectAll(group, thrown) })
  }

  const sync = (group: Waiting[]): void => {
    isSyncing = true
    const kept = (): void => {
      resolveAll(group)
      isKept?.()
    }
    log.sync({ kept, lost: thrown => rejectAll(group, thrown) }, () => {
      isSyncing = false
      if (hasWaiting()) arm(commitAfterNextTurn)
    })
  }

  const flush = (): void => {
    while (hasWaiting()) commitSynced(takeGroup())
  }

  const arm = (next: () => void): void => {
    if (armed || isSyncing) return
    armed = true
    setImmediate(next)
  }

  const commitAfterNextTurn = (): void => void setImmediate(commitNext)

  /** Adds a job to the waiting jobs or, with `isBody`, to the waiting bodies. `make` creates the job. */
  const enqueue = <Result>(isBody: boolean, make: () => Job<Result>): Promise<Result> =>
    new Promise<Result>((resolve, reject) => {
      try {
        assertOpen(db)
        // It is resolved with what its own job gave.
        const give = resolve as (result: unknown) => void
        const job = make()
        calls += 1
        const waiting: Waiting = { number: calls, isBody, job, result: undefined, resolve: give, reject }
        if (isBody) bodies.push(waiting)
        else queue.push(waiting)
        arm(commitAfterNextTurn)
      } catch (thrown) {
        reject(toStorageFault(thrown))
      }
    })

  return {
    /**
     * Creates a job and resolves with its result once the shared commit is durable. Checks of a single job
     * belong in `make`: if it throws, only this caller is rejected.
     */
    join: <Result>(make: () => Job<Result>): Promise<Result> => enqueue(false, make),
    /**
     * Runs a transaction body in a savepoint of the next shared commit. Resolves with its result once the
     * commit is durable. Bodies run in the order of their calls, after the jobs that joined before them; jobs
     * that join later may overtake them. When a body throws, only its own changes are rolled back and only
     * its caller is rejected. After a failed commit the body may run again.
     */
    run: async <Result>(body: (note: Note) => Result): Promise<Result> => {
      const outcome = await enqueue(true, () => savepoint(body))
      if ('thrown' in outcome) throw toStorageFault(outcome.thrown)
      return outcome.result
    },
    /** Commits all waiting work now. Later calls are not included. */
    flush
  }
}
