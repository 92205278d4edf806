import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { type AuthFile, authVersionOf, OLDEST_AUTH_VERSION, toAuthFault } from './auth-file.ts'
import { sessionKeyOf } from './session-cookie.ts'

const withFile = <T>(file: string, act: (db: AuthFile) => T): T => {
  const db = new Database(file)
  try {
    return act(db)
  } catch (thrown) {
    throw toAuthFault(thrown, file)
  } finally {
    db.close()
  }
}

/** Returns true for an `auth.db` written by an older Hookwright; false if there is none. */
export const isOldAuthFile = (file: string): boolean =>
  existsSync(file) &&
  withFile(file, db => {
    const version = authVersionOf(db)
    return version > 0 && version < OLDEST_AUTH_VERSION
  })

/**
 * Converts an old `auth.db`: replaces session tokens by their hashes. Old pages are overwritten before the version is
 * raised, so that no token remains even if the process is killed. Throws `auth-file.failed`.
 */
export const convertAuthFile = (file: string): void =>
  withFile(file, db => {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('secure_delete = on')
    db.function('session_key', token => sessionKeyOf(String(token)))
    // A hash is 64 characters long, a token is shorter.
    db.exec('UPDATE session SET token = session_key(token) WHERE length(token) <> 64')
    db.exec('VACUUM')
    db.pragma('wal_checkpoint(truncate)')
    db.pragma(`user_version = ${OLDEST_AUTH_VERSION}`)
  })
