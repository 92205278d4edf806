import { Fault } from '@hookwright/model'
import Database from 'better-sqlite3'

/** What SQLite's result codes mean to a reader; any other code keeps SQLite's own words. */
const whyOf = (thrown: Error & { code: string }): string => {
  const { code } = thrown
  if (code === 'SQLITE_FULL') return 'there is no room left on the disk'
  if (code.startsWith('SQLITE_IOERR')) return `the disk reported an error (${code})`
  if (code.startsWith('SQLITE_READONLY')) return 'the database file is read-only'
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'the database file is damaged'
  return thrown.message
}

/** True for what SQLite itself threw. */
export const isSqliteError = (thrown: unknown): thrown is Error & { code: string } =>
  thrown instanceof Database.SqliteError

/** What SQLite threw as `storage.failed`, also when drizzle has wrapped it; anything else as it is. */
export const toStorageFault = (thrown: unknown): unknown => {
  const inner = thrown instanceof Error && isSqliteError(thrown.cause) ? thrown.cause : thrown
  return isSqliteError(inner) ? new Fault('storage.failed', { why: whyOf(inner) }, thrown) : thrown
}
