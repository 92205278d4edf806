import { Fault } from '@hookwright/model'
import Database from 'better-sqlite3'

/**
 * Returns the reason for SQLite's result code, such as “the disk is full”. For an unknown code, returns
 * SQLite's own message.
 */
const whyOf = (thrown: Error & { code: string }): string => {
  const { code } = thrown
  if (code === 'SQLITE_FULL') return 'the disk is full'
  if (code.startsWith('SQLITE_IOERR')) return `the disk reported an error (${code})`
  if (code.startsWith('SQLITE_READONLY')) return 'the database file is read-only'
  if (isDamage(thrown)) return 'the database file is damaged'
  return thrown.message
}

/** Returns true for an error of SQLite. */
export const isSqliteError = (thrown: unknown): thrown is Error & { code: string } =>
  thrown instanceof Database.SqliteError

/** Returns true when SQLite could not read the file as a database. */
export const isDamage = (thrown: Error & { code: string }): boolean =>
  thrown.code.startsWith('SQLITE_CORRUPT') || thrown.code === 'SQLITE_NOTADB'

/** Returns true when SQLite could not sync a file. Earlier writes may be missing on the disk. */
export const isSyncFailure = (thrown: unknown): thrown is Error & { code: string } =>
  isSqliteError(thrown) && /^SQLITE_IOERR_(DIR_)?FSYNC$/.test(thrown.code)

/**
 * Returns the SQLite error in a thrown value, even when drizzle has wrapped it; null for any other
 * value.
 */
export const sqliteErrorIn = (thrown: unknown): (Error & { code: string }) | null => {
  const inner = thrown instanceof Error && isSqliteError(thrown.cause) ? thrown.cause : thrown
  return isSqliteError(inner) ? inner : null
}

/** Converts an error of SQLite into `storage.failed`. Returns any other value unchanged. */
export const toStorageFault = (thrown: unknown): unknown => {
  const inner = sqliteErrorIn(thrown)
  return inner === null ? thrown : new Fault('storage.failed', { why: whyOf(inner) }, thrown)
}
