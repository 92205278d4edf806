import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '@hookwright/model'
import Database from 'better-sqlite3'
import { sessionKeyOf } from './session-key.ts'

/** A connection to `auth.db`; never the main database's. */
export type AuthFile = Database.Database

/**
 * The tables that better-auth expects (its core and its `username` plugin), times as whole milliseconds.
 * One entry is one step; a step that was shipped is never edited, the next one follows it.
 */
const steps = [
  `CREATE TABLE user (
     id TEXT PRIMARY KEY NOT NULL,
     name TEXT NOT NULL,
     email TEXT NOT NULL UNIQUE,
     emailVerified INTEGER NOT NULL DEFAULT 0,
     image TEXT,
     createdAt INTEGER NOT NULL,
     updatedAt INTEGER NOT NULL,
     username TEXT UNIQUE,
     role TEXT NOT NULL CHECK (role IN ('admin', 'maker', 'user', 'viewer'))
   ) STRICT;
   CREATE TABLE session (
     id TEXT PRIMARY KEY NOT NULL,
     expiresAt INTEGER NOT NULL,
     token TEXT NOT NULL UNIQUE,
     createdAt INTEGER NOT NULL,
     updatedAt INTEGER NOT NULL,
     ipAddress TEXT,
     userAgent TEXT,
     userId TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE
   ) STRICT;
   CREATE INDEX session_userId_idx ON session (userId);
   CREATE TABLE account (
     id TEXT PRIMARY KEY NOT NULL,
     accountId TEXT NOT NULL,
     providerId TEXT NOT NULL,
     userId TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
     accessToken TEXT,
     refreshToken TEXT,
     idToken TEXT,
     accessTokenExpiresAt INTEGER,
     refreshTokenExpiresAt INTEGER,
     scope TEXT,
     password TEXT,
     createdAt INTEGER NOT NULL,
     updatedAt INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX account_userId_idx ON account (userId);
   CREATE TABLE verification (
     id TEXT PRIMARY KEY NOT NULL,
     identifier TEXT NOT NULL,
     value TEXT NOT NULL,
     expiresAt INTEGER NOT NULL,
     createdAt INTEGER NOT NULL,
     updatedAt INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX verification_identifier_idx ON verification (identifier);`,
  // Tokens are kept as their hashes (`session-key.ts`); a hash is 64 characters long, a token is shorter.
  `UPDATE session SET token = session_key(token) WHERE length(token) <> 64;`
]

const stepsTaken = (db: AuthFile): number => Number(db.pragma('user_version', { simple: true }))

/**
 * Takes the steps that this file lacks; a file that lacks none is not written, so that a start needs no room on the disk.
 * Old pages are written anew before the version is raised: nothing that a step replaced remains, whenever this is killed.
 */
const bringUpToDate = (db: AuthFile, file: string): void => {
  const taken = stepsTaken(db)
  if (taken > steps.length) throw new Fault('auth-file.newer', { file })
  if (taken === steps.length) return
  db.function('session_key', token => sessionKeyOf(String(token)))
  db.transaction(() => {
    for (const step of steps.slice(taken)) db.exec(step)
    db.pragma(`user_version = ${Math.max(taken, 1)}`)
  }).immediate()
  if (taken > 0) db.exec('VACUUM')
  db.pragma('wal_checkpoint(truncate)')
  db.pragma(`user_version = ${steps.length}`)
}

/** Its name in the data folder. */
export const authFileName = 'auth.db'

const whyOf = (thrown: unknown): string => {
  const code = thrown instanceof Database.SqliteError ? thrown.code : ''
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') return 'there is no room left on the disk'
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'it is damaged'
  return thrown instanceof Error ? thrown.message : String(thrown)
}

/** Turns a failure of the file into a fault that names it. */
export const toAuthFault = (thrown: unknown, file: string): unknown =>
  thrown instanceof Fault ? thrown : new Fault('auth-file.failed', { file, why: whyOf(thrown) }, thrown)

/**
 * Opens `auth.db` in the data folder, readable by its owner alone, and brings its tables up to date.
 * @throws `auth-file.newer` when a later Hookwright wrote it, `auth-file.failed` when it cannot be used
 */
export const openAuthFile = (dataFolder: string): AuthFile => {
  const file = join(dataFolder, authFileName)
  let db: AuthFile | null = null
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    // SQLite gives its -wal and -shm files the mode of the database, so the mode has to be right before it opens.
    closeSync(openSync(file, 'a', 0o600))
    chmodSync(file, 0o600)
    db = new Database(file)
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    db.pragma('busy_timeout = 5000')
    db.pragma('secure_delete = on')
    assertSound(db)
    bringUpToDate(db, file)
    return db
  } catch (thrown) {
    db?.close()
    throw toAuthFault(thrown, file)
  }
}

/** The file is small, so that all of it is checked at each start. */
const assertSound = (db: AuthFile): void => {
  if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new Error('it is damaged')
}
