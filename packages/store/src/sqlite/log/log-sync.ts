import { closeSync, fdatasync, openSync } from 'node:fs'
import { Fault } from '@hookwright/model'
import type Database from 'better-sqlite3'

/**
 * Row of `pragma wal_checkpoint`: number of pages in the log, and number of these already written to the
 * file.
 */
export interface LogPages {
  busy: number
  log: number
  checkpointed: number
}

/** Callbacks of callers that wait for their commit to be durable. */
interface Callers {
  kept: () => void
  /** Called after a failed sync, when it is unknown whether the commit is durable. */
  lost: (why: unknown) => void
}

/**
 * Handler of a failed sync, called with `storage.unsynced`. It ends the process, so that nothing is
 * acknowledged afterwards (decision 099).
 */
export type SyncFailureHandler = (fault: Fault) => void

/**
 * Write-ahead log of the writing connection, synced by a thread outside the event loop (decision
 * 065).
 */
export interface LogSync {
  /** Runs a body whose commit is written to the log but not synced. `sync` makes it durable later. */
  unsynced: <T>(body: () => T) => T
  /**
   * Syncs all commits so far, then notifies the callers. Calls `over` when the next group may be committed.
   * Throws while another sync is in progress.
   */
  sync: (callers: Callers, over: () => void) => void
  /**
   * Runs a body and syncs its commit, together with all earlier writes. Callers of the earlier writes are
   * notified first. A body without changes syncs nothing and notifies nobody.
   */
  synced: <T>(body: () => T) => T
  /**
   * Notifies callers once all commits so far are durable, or immediately if they already are. Used for
   * commits that may be empty but depend on earlier ones.
   */
  whenDurable: (callers: Callers) => void
  /**
   * Called when a sync failed elsewhere, with the code of the error. `file` is the file that was not synced;
   * by default, the log.
   */
  fail: (why: string, file?: string) => void
  /** Returns the number of pages in the log. */
  pages: () => LogPages
  /** Returns false after a failed sync, when committed data may be missing on the disk. */
  isSound: () => boolean
  /**
   * Throws `storage.unsynced` after a failed sync. Later writes would be lost together with the missing ones.
   */
  assertSound: () => void
  /** Resolves when no sync is in progress. */
  idle: () => Promise<void>
  close: () => void
}

/** Syncs the data of an open file on another thread. */
export type SyncData = (fd: number, done: (thrown: Error | null) => void) => void

/**
 * Creates the log of a connection. After a failed sync, the system may mark pages as written that are not,
 * and a second sync would not detect it. Therefore `syncFailed` is called before any caller is notified, and
 * nothing more is committed.
 */
export const createLogSync = (
  db: Database.Database,
  syncFailed: SyncFailureHandler,
  syncData: SyncData = fdatasync
): LogSync => {
  const path = `${db.name}-wal`
  const fd = openSync(path, 'r+')
  const length = db.prepare<[], LogPages>('pragma wal_checkpoint(noop)')
  const pages = (): LogPages => length.get() ?? { busy: 0, log: 0, checkpointed: 0 }
  let isInProgress = false
  let failure: Fault | null = null
  let callers: Callers[] = []
  let whenIdle: (() => void)[] = []

  const takeCallers = (): Callers[] => {
    const taken = callers
    callers = []
    return taken
  }

  const tellAll = (): void => {
    for (const { kept } of takeCallers()) kept()
  }

  const fail = (why: string, file = path): void => {
    if (failure !== null) return
    const fault = new Fault('storage.unsynced', { file, why })
    failure = fault
    syncFailed(fault)
    for (const { lost } of takeCallers()) lost(fault)
  }

  return {
    unsynced: body => {
      // Not by `pragma`, whose statement and list of rows take three times as long.
      db.exec('pragma synchronous = normal')
      try {
        return body()
      } finally {
        db.exec('pragma synchronous = full')
      }
    },
    sync: (those, over) => {
      if (isInProgress) throw new Error('A sync of the log is already in progress.')
      callers.push(those)
      isInProgress = true
      syncData(fd, thrown => {
        isInProgress = false
        if (thrown === null) tellAll()
        else fail(thrown.message)
        over()
        for (const resolve of whenIdle) resolve()
        whenIdle = []
      })
    },
    synced: body => {
      const before = isInProgress ? pages().log : null
      const result = body()
      // As long as it was after it began anew, they wait for their own sync.
      if (!isInProgress || pages().log !== before) tellAll()
      return result
    },
    whenDurable: those => {
      if (failure !== null) those.lost(failure)
      else if (callers.length > 0) callers.push(those)
      else those.kept()
    },
    fail,
    pages,
    isSound: () => failure === null,
    assertSound: () => {
      if (failure !== null) throw failure
    },
    idle: () => new Promise(resolve => (isInProgress ? whenIdle.push(resolve) : resolve())),
    close: () => closeSync(fd)
  }
}
