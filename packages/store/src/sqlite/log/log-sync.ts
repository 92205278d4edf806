import {
  closeSync,
  fdatasync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync
} from 'node:fs'
import Database from 'better-sqlite3'
import { logKept } from './log-frames.ts'

/** A row of `pragma wal_checkpoint`: pages in the log, and how many of them are in the file. */
export interface LogPages {
  busy: number
  log: number
  checkpointed: number
}

/** Those who wait until what they have committed is on the disk. */
interface Callers {
  kept: () => void
  /** The log was closed before that was sure. */
  lost: (why: unknown) => void
}

/** The write-ahead log of the writing connection, synced by a thread beside the event loop (decision 065). */
export interface LogSync {
  /** Within it a commit is written into the log but not synced: `sync` says when it is on the disk. */
  unsynced: <T>(body: () => T) => T
  /**
   * Syncs what is committed by now. Callers are told once it is on the disk, which a failing disk puts off until it works
   * again; `over` when the next may be committed. Throws while another is under way.
   */
  sync: (callers: Callers, over: () => void) => void
  /**
   * Within it a commit syncs itself, and with it all that was written before: their callers are told first. One that has
   * changed nothing has synced nothing either, and tells nobody.
   */
  synced: <T>(body: () => T) => T
  /**
   * Tells those whose own commit may have changed nothing, once all is on the disk that they may rest on: at once where
   * nobody waits, else with those who do.
   */
  whenDurable: (callers: Callers) => void
  /** Said when a sync failed elsewhere, as in a commit: what is being synced beside may have gone wrong with it. */
  hasFailed: () => void
  /** Returns the length of the log. */
  pages: () => LogPages
  /** False while something that is committed may be missing on the disk. */
  isWhole: () => boolean
  /**
   * Makes it whole, or throws what SQLite throws when a disk fails: what is written behind a gap would be lost with it.
   */
  assertWhole: () => void
  /** Resolves when no sync is under way. */
  idle: () => Promise<void>
  close: () => void
}

/** Disk operations of the log. */
export interface Disk {
  sync: (fd: number, done: (thrown: Error | null) => void) => void
  /** Writes a file's own bytes over it, and syncs them. */
  renew: (fd: number) => void
}

const PIECE = 1024 * 1024

export const realDisk: Disk = {
  sync: fdatasync,
  renew: fd => {
    const { size } = fstatSync(fd)
    const bytes = Buffer.allocUnsafe(PIECE)
    for (let at = 0; at < size; ) {
      const length = readSync(fd, bytes, 0, PIECE, at)
      if (length === 0) break
      at += writeSync(fd, bytes, 0, length, at)
    }
    fdatasyncSync(fd)
  }
}

/** Pause after a disk failure while nobody writes, in milliseconds. */
const AGAIN = 1_000

export const createLogSync = (db: Database.Database, disk: Disk = realDisk): LogSync => {
  const fd = openSync(`${db.name}-wal`, 'r+')
  const length = db.prepare<[], LogPages>('pragma wal_checkpoint(noop)')
  const pages = (): LogPages => length.get() ?? { busy: 0, log: 0, checkpointed: 0 }
  let isUnderWay = false
  let isTorn = false
  let callers: Callers[] = []
  let whenIdle: (() => void)[] = []
  let again: NodeJS.Timeout | null = null

  const tellAll = (): void => {
    const told = callers
    callers = []
    for (const { kept } of told) kept()
  }

  /**
   * After a failed sync the system may take pages for written that are not, so that the next sync says nothing about
   * them. Their content is still at hand, and is written once more; nobody but this connection writes there. Where the
   * system has put back older content instead, which the checksums tell, that commit is lost, and the log is cut off
   * behind what is left: reading on fails then, and so does bringing in what stands there, which SQLite would do unseen
   * when it is closed. The next start finds all that was told as kept.
   */
  const mend = (): void => {
    try {
      disk.renew(fd)
      const { busy, log } = pages()
      if (busy !== 0) throw new Error('The length of the log cannot be read.')
      const { frames, bytes } = logKept(fd, log)
      if (frames < log) {
        ftruncateSync(fd, bytes)
        throw new Error('The log lacks what was committed.')
      }
    } catch (thrown) {
      throw new Database.SqliteError(String(thrown), 'SQLITE_IOERR_FSYNC')
    }
    isTorn = false
    tellAll()
  }

  const tryAgain = (): void => {
    if (again !== null) clearTimeout(again)
    again = null
    if (!isTorn) return
    try {
      mend()
    } catch {
      again = setTimeout(tryAgain, AGAIN).unref()
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
    sync: (those, over) => {
      if (isUnderWay) throw new Error('A sync is under way.')
      callers.push(those)
      isUnderWay = true
      disk.sync(fd, thrown => {
        isUnderWay = false
        if (thrown !== null) isTorn = true
        if (isTorn) tryAgain()
        else tellAll()
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
      if (callers.length > 0) callers.push(those)
      else those.kept()
    },
    hasFailed: () => {
      if (isUnderWay) isTorn = true
    },
    pages,
    isWhole: () => !isTorn,
    assertWhole: () => {
      if (isTorn) mend()
    },
    idle: () => new Promise(resolve => (isUnderWay ? whenIdle.push(resolve) : resolve())),
    close: () => {
      tryAgain()
      if (again !== null) clearTimeout(again)
      for (const { lost } of callers)
        lost(new Database.SqliteError('The log could not be synced.', 'SQLITE_IOERR_FSYNC'))
      callers = []
      closeSync(fd)
    }
  }
}
