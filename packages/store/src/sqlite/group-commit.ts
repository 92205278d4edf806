import type { Database } from 'better-sqlite3'
import { type Changes, gatherChanges, type Note } from './changes.ts'
import type { LogSync } from './log-sync.ts'
import { isSqliteError, toStorageFault } from './storage-fault.ts'
import { assertOpen, type Transact } from './transaction.ts'

const MOST_JOBS = 256
const MOST_BYTES = 4 * 1024 * 1024

/**
 * Jobs of at least `LARGE` bytes and the most bytes of them in one group. Their values cost what SQLite takes to copy them,
 * some 10 ms for each MB, while small jobs cost what their statements take.
 */
const LARGE = 64 * 1024
const MOST_LARGE_BYTES = 1024 * 1024

/** One caller's part of a group, and what that caller gets for it. */
export interface Job<Result> {
  /** Its statements. May run twice, so it changes nothing but the database. */
  write: () => void
  /**
   * Called right after the commit: notes what has changed, and gives what is to be told once it is on the disk. It must not
   * throw: its group, which is committed, would be told nothing.
   */
  kept: (note: Note) => Result
  /** About how much it writes. */
  bytes: number
}

export interface GroupCommit {
  /**
   * Makes a job and resolves with what it gives once the commit that it shares is durable. A fault thrown in the making,
   * where everything that concerns one job alone is looked at, is this caller's own.
   */
  join: <Result>(make: () => Job<Result>) => Promise<Result>
  /** Commits all that waits, now: what is called later also takes effect later. */
  flush: () => void
}

interface Waiting {
  job: Job<unknown>
  /** What its caller gets, once it is kept. */
  result: unknown
  resolve: (result: unknown) => void
  reject: (why: unknown) => void
}

/** True when it is the job itself that was wrong, so that the others of its group can be kept without it. */
const isOwn = (thrown: unknown): boolean =>
  !isSqliteError(thrown) || thrown.code.startsWith('SQLITE_CONSTRAINT')

/**
 * Gathers the jobs of two turns of the event loop into one transaction, at most 256 of them or 4 MB (1 MB of large ones): what is sent while
 * the first turn is worked on comes with the second, and pages that every commit writes are written half as often
 * (decision 059). A group is synced beside the event loop, and the next one gathers until it is on the disk (decision 065).
 * When the transaction fails, all of its callers get `storage.failed` and nothing was kept; a job that is itself wrong
 * fails alone.
 */
export const createGroupCommit = (given: {
  db: Database
  transact: Transact
  log: Pick<LogSync, 'unsynced' | 'sync' | 'synced' | 'whenDurable'>
  changes: Changes
  /** Told after each group that is on the disk. */
  isKept?: () => void
}): GroupCommit => {
  const { db, transact, log, changes, isKept } = given
  let queue: Waiting[] = []
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
    return group
  }

  const tell = (group: Waiting[]): void => {
    const gathered = gatherChanges(changes.hearsEvents())
    for (const waiting of group) waiting.result = waiting.job.kept(gathered.note)
    changes.tell(gathered.changes())
  }

  const resolveAll = (group: Waiting[]): void => {
    for (const { resolve, result } of group) resolve(result)
  }

  const rejectAll = (group: Waiting[], thrown: unknown): void => {
    const fault = toStorageFault(thrown)
    for (const { reject } of group) reject(fault)
  }

  /** Writes a group, and gives those of it that are committed. */
  const commit = (group: Waiting[], within: Transact): Waiting[] => {
    let written = 0
    try {
      within(() => {
        for (const { job } of group) {
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
      rejectAll(group, thrown)
      return []
    }
    tell(group)
    return group
  }

  const synced: Transact = body => log.synced(() => transact(body))
  const unsynced: Transact = body => log.unsynced(() => transact(body))

  const commitNext = (): void => {
    armed = false
    if (queue.length === 0) return
    const group = commit(takeGroup(), unsynced)
    if (group.length > 0) sync(group)
    else if (queue.length > 0) arm(commitNext)
  }

  const sync = (group: Waiting[]): void => {
    isSyncing = true
    const kept = (): void => {
      resolveAll(group)
      isKept?.()
    }
    log.sync({ kept, lost: thrown => rejectAll(group, thrown) }, () => {
      isSyncing = false
      if (queue.length > 0) arm(commitAfterNextTurn)
    })
  }

  const flush = (): void => {
    while (queue.length > 0) {
      const group = commit(takeGroup(), synced)
      // It may have changed nothing, and yet say what a group on its way has.
      log.whenDurable({ kept: () => resolveAll(group), lost: thrown => rejectAll(group, thrown) })
    }
  }

  const arm = (next: () => void): void => {
    if (armed || isSyncing) return
    armed = true
    setImmediate(next)
  }

  const commitAfterNextTurn = (): void => void setImmediate(commitNext)

  return {
    join: <Result>(make: () => Job<Result>) =>
      new Promise<Result>((resolve, reject) => {
        try {
          assertOpen(db)
          // It is resolved with what its own job gave.
          const give = resolve as (result: unknown) => void
          queue.push({ job: make(), result: undefined, resolve: give, reject })
          arm(commitAfterNextTurn)
        } catch (thrown) {
          reject(toStorageFault(thrown))
        }
      }),
    flush
  }
}
