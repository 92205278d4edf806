import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '@hookwright/model'
import Database from 'better-sqlite3'

/** A connection to `auth.db`, never to the main database. */
export type AuthFile = Database.Database

/** Tables that better-auth expects (its core and its `username` plugin), times as whole milliseconds. */
const schema = `
CREATE TABLE user (
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
CREATE INDEX verification_identifier_idx ON verification (identifier);`

/**
 * SQL of the authorization server's tables for agents. The `recordId` of a grant is the id of its client's
 * record.
 */
const agentTables = `
CREATE TABLE IF NOT EXISTS agent_grant (
  id TEXT PRIMARY KEY NOT NULL,
  personId TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  clientKey TEXT NOT NULL,
  clientId TEXT NOT NULL,
  recordId TEXT NOT NULL,
  clientName TEXT NOT NULL,
  clientHost TEXT,
  scopes TEXT NOT NULL,
  connectorIds TEXT,
  createdAt INTEGER NOT NULL,
  lastUsedAt INTEGER,
  UNIQUE (personId, clientKey)
) STRICT;
CREATE TABLE IF NOT EXISTS oauth_record (
  model TEXT NOT NULL,
  id TEXT NOT NULL,
  payload TEXT NOT NULL,
  grantId TEXT,
  uid TEXT,
  createdAt INTEGER NOT NULL,
  consumedAt INTEGER,
  expiresAt INTEGER,
  PRIMARY KEY (model, id)
) STRICT;
CREATE INDEX IF NOT EXISTS oauth_record_grantId_idx ON oauth_record (grantId);
CREATE INDEX IF NOT EXISTS oauth_record_uid_idx ON oauth_record (uid);
CREATE INDEX IF NOT EXISTS oauth_record_expiresAt_idx ON oauth_record (expiresAt);`

/** Oldest schema version to which a start adds missing tables. Files of older versions must be converted. */
export const OLDEST_AUTH_VERSION = 2

/**
 * Version of the schema, stored as `user_version`. Since 2, session tokens are stored as hashes (`session-key.ts`); since 3,
 * there are tables for agents.
 */
const AUTH_VERSION = 3

/** Returns the schema version of the file; 0 for an empty one. */
export const authVersionOf = (db: AuthFile): number => Number(db.pragma('user_version', { simple: true }))

/**
 * Creates missing tables. A complete file is not written, so that a start needs no disk space. Throws
 * `auth-file.newer` and `storage.old`.
 */
const makeTables = (db: AuthFile, dataFolder: string, file: string): void => {
  const version = authVersionOf(db)
  if (version > AUTH_VERSION) throw new Fault('auth-file.newer', { file })
  if (version === AUTH_VERSION) return
  if (version > 0 && version < OLDEST_AUTH_VERSION)
    throw new Fault('storage.old', { file, folder: dataFolder })
  db.transaction(() => {
    if (version === 0) db.exec(schema)
    db.exec(agentTables)
    db.pragma(`user_version = ${AUTH_VERSION}`)
  }).immediate()
}

/** File name of the authentication database in the data folder. */
export const authFileName = 'auth.db'

const whyOf = (thrown: unknown): string => {
  const code = thrown instanceof Database.SqliteError ? thrown.code : ''
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') return 'the disk is full'
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'it is damaged'
  return thrown instanceof Error ? thrown.message : String(thrown)
}

/** Converts an error of the file to a fault with the file's name. */
export const toAuthFault = (thrown: unknown, file: string): unknown =>
  thrown instanceof Fault ? thrown : new Fault('auth-file.failed', { file, why: whyOf(thrown) }, thrown)

/**
 * Opens `auth.db` in the data folder, readable only by its owner, and creates missing tables.
 *
 * @throws `auth-file.newer` when a later Hookwright wrote it, `storage.old` when it must be converted,
 * `auth-file.failed` when it cannot be used
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
    makeTables(db, dataFolder, file)
    return db
  } catch (thrown) {
    db?.close()
    throw toAuthFault(thrown, file)
  }
}

/** Throws if the file is damaged. The whole file is checked at each start, since it is small. */
const assertSound = (db: AuthFile): void => {
  if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new Error('it is damaged')
}
