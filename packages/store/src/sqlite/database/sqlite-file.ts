import type { Database } from 'better-sqlite3'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { settings } from '../../schema/schema.ts'
import type { ReadTables, Tables } from '../../schema/tables.ts'
import { type Changes, createChanges, type Note } from '../../statements/changes.ts'
import { createBackgroundCheck } from '../file/check-thread.ts'
import { isSyncFailure, toStorageFault } from '../file/storage-fault.ts'
import { createHistory, type History } from '../history/history.ts'
import { createHistoryThread } from '../history/history-thread.ts'
import { createReader } from '../history/reader.ts'
import { createTexts } from '../history/texts.ts'
import { createCheckpoints } from '../log/checkpoints.ts'
import { createGroupCommit, type GroupCommit } from '../log/group-commit.ts'
import { createLogSync, type SyncFailureHandler } from '../log/log-sync.ts'
import { assertOpen, createTransact } from '../log/transaction.ts'

/** Open database file: its only writing connection, and the functions to read and write. */
export interface SqliteFile {
  db: Database
  tables: Tables
  group: GroupCommit
  changes: Changes
  /**
   * Runs a body in a transaction that may include other bodies (`GroupCommit.run`). Faults are rethrown;
   * errors of SQLite become `storage.failed`.
   */
  write: <T>(body: (note: Note) => T) => Promise<T>
  /**
   * Runs a body on the writing connection outside any transaction, exclusively. Throws the same faults as
   * `write`.
   */
  alone: <T>(body: () => T) => Promise<T>
  /** Reads through the connection that also writes. Intended for single rows by id. */
  read: ReadTables
  /** Reads through the connection for lists. */
  list: ReadTables
  /** Slow reads: long lists and searches. */
  history: History
  /** Starts the history thread early. Does nothing without a history thread. */
  expectLists: () => void
  /** Maintains the text index in the background. Does nothing without a history thread. */
  keepIndexed: () => void
  /** Checks a file that was too large to be checked at startup. Rejects with `storage.damaged`. */
  verify: () => Promise<void>
  /**
   * Commits one row to the disk, and reads it through both connections. Throws `storage.failed`,
   * `storage.damaged`.
   */
  probe: () => Promise<void>
  /** Commits pending work, checkpoints the log, and closes both connections. */
  close: () => Promise<void>
}

/**
 * Creates the `SqliteFile` of an open connection. `unlock` releases its folder. The history and the
 * checkpoints run on separate threads if scripts are given.
 */
export const createSqliteFile = (params: {
  db: Database
  path: string
  unlock: () => void
  /** True if the file was checked before it was opened. */
  isChecked?: boolean
  historyThread?: string
  checkpointThread?: string
  checkThread?: string
  /** Called with the error of a change listener. */
  listenerFailed?: (thrown: unknown) => void
  syncFailed?: SyncFailureHandler
}): SqliteFile => {
  const {
    db,
    path,
    unlock,
    isChecked = true,
    historyThread,
    checkpointThread,
    checkThread,
    listenerFailed,
    syncFailed = () => {}
  } = params
  const changes = createChanges(listenerFailed)
  const log = createLogSync(db, syncFailed)
  const checkpoints = createCheckpoints({
    db,
    path,
    log,
    ...(checkpointThread !== undefined && { script: checkpointThread })
  })
  const group = createGroupCommit({
    db,
    transact: createTransact(db, log),
    log,
    changes,
    isKept: checkpoints.look
  })
  const { run: write } = group
  const tables = drizzle(db, { casing: 'snake_case' })
  const reader = createReader(path)
  const alone: SqliteFile['alone'] = async body => {
    await log.idle()
    group.flush()
    try {
      assertOpen(db)
      log.assertSound()
      return log.synced(body)
    } catch (thrown) {
      if (isSyncFailure(thrown)) log.fail(thrown.code)
      throw toStorageFault(thrown)
    }
  }
  const list: ReadTables = async body => {
    try {
      assertOpen(db)
      return body(reader.tables())
    } catch (thrown) {
      throw toStorageFault(thrown)
    }
  }
  const check = createBackgroundCheck({
    path,
    isChecked,
    ...(checkThread !== undefined && { script: checkThread })
  })
  const writeProbe = db.prepare(
    `insert into settings (name, value) values ('probe', '0')
     on conflict (name) do update set value = 1 - value`
  )
  const writes = db.prepare<[], number>('select total_changes()').pluck()
  /**
   * Number of writes when indexing was last requested. Initially unknown, since the index may lack rows from
   * before a restart. Writes of the index itself count, too; they only cost one more check.
   */
  let indexedAt = -1
  const forgetNotes = db.prepare('delete from stale_texts where id <= ?')
  const thread =
    historyThread === undefined
      ? null
      : createHistoryThread({
          script: historyThread,
          database: path,
          forget: note => write(() => void forgetNotes.run(note))
        })
  return {
    db,
    tables,
    group,
    changes,
    write,
    alone,
    read: async body => {
      try {
        assertOpen(db)
        return body(tables)
      } catch (thrown) {
        throw toStorageFault(thrown)
      }
    },
    list,
    history:
      thread?.history ??
      createHistory({ list, db: reader.db, texts: () => createTexts(reader.db()), index: null }),
    expectLists: () => thread?.warmUp(),
    keepIndexed: () => {
      if (thread === null) return
      const now = writes.get() ?? 0
      thread.keepIndexed(now !== indexedAt)
      indexedAt = now
    },
    verify: check.start,
    probe: async () => {
      check.assertSound()
      await write(() => {
        const before = writes.get() ?? 0
        writeProbe.run()
        // The row of the probe is no text to index.
        if (indexedAt === before) indexedAt = writes.get() ?? 0
      })
      await list(reading => reading.select().from(settings).where(eq(settings.name, 'probe')).get())
    },
    close: async () => {
      if (!db.open) return
      await check.close()
      await thread?.close()
      await checkpoints.close()
      await log.idle()
      if (!db.open) return
      group.flush()
      log.close()
      reader.close()
      // Closing brings the log into the file, which after a failed sync is left to the next start.
      if (log.isSound()) db.close()
      unlock()
    }
  }
}
