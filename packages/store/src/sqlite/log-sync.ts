import { closeSync, fdatasync, openSync } from 'node:fs'
import Database from 'better-sqlite3'
import { BUSY_MS } from './open-database.ts'

/** The write-ahead log of the writing connection, synced by a thread beside the event loop (decision 065). */
export interface LogSync {
  /** Within it a commit is written into the log but not synced: `sync` says when it is on the disk. */
  unsynced: <T>(body: () => T) => T
  /**
   * Syncs what is committed by now. `kept` is called once it is on the disk, which a failing disk puts off until it works
   * again; `over` when the next may be committed. One at a time.
   */
  sync: (kept: () => void, over: () => void) => void
  /**
   * Throws what SQLite throws while something that is committed may be missing on the disk: what is written behind a gap
   * would be lost with it.
   */
  assertWhole: () => void
  /** Resolves when no sync is under way. */
  idle: () => Promise<void>
  close: () => void
}

/** How long a disk that failed is left alone when nobody wants to write to it. */
const AGAIN_MS = 1_000

/** Syncs a file by its descriptor, as `fs.fdatasync`. */
export type SyncFile = (fd: number, done: (thrown: Error | null) => void) => void

export const createLogSync = (db: Database.Database, syncFile: SyncFile = fdatasync): LogSync => {
  const fd = openSync(`${db.name}-wal`, 'r+')
  let isUnderWay = false
  const whenIdle: (() => void)[] = []
  /** What a sync that failed has left open; empty while the log is whole. */
  let torn: (() => void)[] = []
  let again: NodeJS.Timeout | null = null

  /**
   * After a failed sync the system may take pages for written that are not, so that the next sync says nothing about
   * them. Their content is still at hand: it goes into the file itself, and the log begins anew.
   */
  const mend = (): void => {
    // What reads the log would be waited for with the event loop standing still.
    db.pragma('busy_timeout = 0')
    let isBusy = true
    try {
      isBusy = db.pragma('wal_checkpoint(restart)', { simple: true }) !== 0
    } finally {
      db.pragma(`busy_timeout = ${BUSY_MS}`)
    }
    if (isBusy) throw new Database.SqliteError('The log could not be synced.', 'SQLITE_IOERR_FSYNC')
    const kept = torn
    torn = []
    for (const say of kept) say()
  }

  const tryAgain = (): void => {
    again = null
    try {
      if (torn.length > 0 && db.open) mend()
    } catch {
      again = setTimeout(tryAgain, AGAIN_MS).unref()
    }
  }

  return {
    unsynced: body => {
      db.pragma('synchronous = normal')
      try {
        return body()
      } finally {
        db.pragma('synchronous = full')
      }
    },
    sync: (kept, over) => {
      isUnderWay = true
      syncFile(fd, thrown => {
        isUnderWay = false
        if (thrown === null) kept()
        else {
          torn.push(kept)
          tryAgain()
        }
        over()
        for (const resolve of whenIdle.splice(0)) resolve()
      })
    },
    assertWhole: () => {
      if (torn.length > 0) mend()
    },
    idle: () => new Promise(resolve => (isUnderWay ? whenIdle.push(resolve) : resolve())),
    close: () => {
      if (again !== null) clearTimeout(again)
      closeSync(fd)
    }
  }
}
