import { closeSync, fdatasync, openSync } from 'node:fs'
import { Fault } from '@hookwright/model'
import type Database from 'better-sqlite3'

/** A row of `pragma wal_checkpoint`: pages in the log, and how many of them are in the file. */
export interface LogPages {
  busy: number
  log: number
  checkpointed: number
}

/** Callbacks of those who wait until their commit is on the disk. */
interface Callers {
  kept: () => void
  /** A sync failed, so it is unknown whether the commit is on the disk. */
  lost: (why: unknown) => void
}

/** Handler of a failed sync, called with `storage.unsynced`; ends the process, so nothing is acknowledged behind it (decision 099). */
export type SyncFailureHandler = (fault: Fault) => void

/** The write-ahead log of the writing connection, synced by a thread beside the event loop (decision 065). */
export interface LogSync {
  /** Within it a commit is written into the log but not synced: `sync` says when it is on the disk. */
  unsynced: <T>(body: () => T) => T
  /** Syncs what is committed by now, then tells the callers; `over` when the next may be committed. Throws while another is under way. */
  sync: (callers: Callers, over: () => void) => void
  /**
   * Within it a commit syncs itself, and with it all that was written before: their callers are told first. One that has
   * changed nothing has synced nothing either, and tells nobody.
   */
  synced: <T>(body: () => T) => T
  /**
   * Tells those whose own commit may have changed nothing, once all is on the disk that they may rest on: immediately
   * where nobody waits, otherwise with those who do.
   */
  whenDurable: (callers: Callers) => void
  /** Reports a sync that failed elsewhere, with the error's code; the file is the log unless it is named. */
  fail: (why: string, file?: string) => void
  /** Returns the length of the log. */
  pages: () => LogPages
  /** False after a failed sync: what is committed may be missing on the disk. */
  isSound: () => boolean
  /** Throws `storage.unsynced` after a failed sync: what is written behind a gap would be lost with it. */
  assertSound: () => void
  /** Resolves when no sync is under way. */
  idle: () => Promise<void>
  close: () => void
}

/** Syncs the data of an open file on another thread. */
export type SyncData = (fd: number, done: (thrown: Error | null) => void) => void

/**
 * Opens the log of a connection. After a failed sync the system may mark pages as written that are not, and a further
 * sync says nothing about them: `syncFailed` is called before anybody is told anything, and nothing is committed behind it.
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
  let isUnderWay = false
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
      db.pragma('synchronous = normal')
      try {
        return body()
      } finally {
        db.pragma('synchronous = full')
      }
    },
    sync: (those, over) => {
      if (isUnderWay) throw new Error('A sync is under way.')
      callers.push(those)
      isUnderWay = true
      syncData(fd, thrown => {
        isUnderWay = false
        if (thrown === null) tellAll()
        else fail(thrown.message)
        over()
        for (const resolve of whenIdle) resolve()
        whenIdle = []
      })
    },
    synced: body => {
      const before = isUnderWay ? pages().log : null
      const result = body()
      // As long as it was after it began anew, they wait for their own sync.
      if (!isUnderWay || pages().log !== before) tellAll()
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
    idle: () => new Promise(resolve => (isUnderWay ? whenIdle.push(resolve) : resolve())),
    close: () => closeSync(fd)
  }
}
