import { chmodSync } from 'node:fs'
import { Fault } from '@hookwright/model'
import Database from 'better-sqlite3'

/** Busy timeout of a statement, in milliseconds. */
export const BUSY_WAIT = 5_000

const MOST_WAL_BYTES = 64 * 1024 * 1024

/**
 * Page size of a new file, in bytes. A typical delivery with its headers fits into one page, which halves the
 * log (decision 064).
 */
const PAGE_BYTES = 8_192
/**
 * Number of log pages before a checkpoint. A large number lets pages that change often be written to the file
 * once for many commits.
 */
export const CHECKPOINT_PAGES = 2_000

/**
 * Opens the only writing connection to a file that only its owner can read. SQLite creates the files next to
 * it with the same mode. Commits are durable: the log is synced at every commit (`synchronous=FULL`). The
 * setting is verified after a write, since this build of SQLite otherwise falls back to NORMAL with its first
 * write in WAL mode. Only group commits are synced outside the event loop (`log-sync.ts`).
 */
export const openDatabase = (path: string): Database.Database => {
  const db = new Database(path, { timeout: BUSY_WAIT })
  try {
    chmodSync(path, 0o600)
    db.pragma(`page_size = ${PAGE_BYTES}`)
    db.pragma('journal_mode = wal')
    db.pragma('synchronous = full')
    db.pragma('trusted_schema = off')
    db.pragma('temp_store = memory')
    // What is erased or redacted leaves nothing of itself in the pages where it stood.
    db.pragma('secure_delete = fast')
    db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
    db.pragma(`journal_size_limit = ${MOST_WAL_BYTES}`)
    return db
  } catch (thrown) {
    db.close()
    throw thrown
  }
}

/**
 * Oldest SQLite version with `wal_checkpoint(noop)`. An older one would run a checkpoint instead
 * (`log-sync.ts`).
 */
const OLDEST_SQLITE = [3, 51]

/** Refuses a SQLite version that is too old for `log-sync.ts`. Throws `storage.failed`. */
export const assertSqliteVersion = (version: string): void => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [leastMajor = 0, leastMinor = 0] = OLDEST_SQLITE
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return
  const why = `SQLite ${version} is too old; Hookwright needs ${OLDEST_SQLITE.join('.')}, so run npm install`
  throw new Fault('storage.failed', { why })
}

/**
 * Refuses to continue when a commit would not be synced. Reads the setting after a write, since it is valid
 * only then. The write is rolled back, so that a startup does not change the file.
 */
export const assertDurable = (db: Database.Database): void => {
  assertSqliteVersion(String(db.prepare('select sqlite_version()').pluck().get()))
  db.exec('begin immediate')
  db.pragma(`user_version = ${Number(db.pragma('user_version', { simple: true })) + 1}`)
  db.exec('rollback')
  const mode = db.pragma('journal_mode', { simple: true })
  const synchronous = db.pragma('synchronous', { simple: true })
  if (mode !== 'wal' || synchronous !== 2) {
    throw new Fault('storage.failed', {
      why: `a commit would not be synced here (journal mode ${mode}, synchronous ${synchronous})`
    })
  }
}
