import { closeSync, existsSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '@hookwright/model'
import Database from 'better-sqlite3'
import { BUSY_WAIT } from './open-database.ts'
import { isSqliteError, isSyncFailure } from './storage-fault.ts'

/**
 * Maximum size of a file that is checked before the first request, in bytes. A larger one is
 * checked in the background.
 */
const MOST_AT_START = 16 * 1024 * 1024

const sizeOf = (path: string): number => (existsSync(path) ? statSync(path).size : 0)

/**
 * Refuses a folder whose database is missing or empty although a file named in `beside` proves that there was
 * one. Without this check, Hookwright would start with an empty database. Throws `storage.missing`.
 */
export const assertDatabasePresent = (folder: string, path: string, beside: readonly string[]): void => {
  if (sizeOf(path) > 0) return
  const found = beside.find(name => sizeOf(join(folder, name)) > 0)
  if (found === undefined) return
  throw new Fault('storage.missing', {
    file: path,
    state: existsSync(path) ? 'empty' : 'missing',
    beside: found
  })
}

/**
 * Offset of the application id in the first page, in bytes (https://www.sqlite.org/fileformat2.html, 1.3).
 */
const ID_AT = 68
const LOG_HEADER = 32
const FRAME_HEADER = 24

const readAt = (fd: number, length: number, at: number): Buffer | null => {
  const bytes = Buffer.alloc(length)
  return readSync(fd, bytes, 0, length, at) === length ? bytes : null
}

const withFile = <T>(path: string, read: (fd: number) => T): T => {
  const fd = openSync(path, 'r')
  try {
    return read(fd)
  } finally {
    closeSync(fd)
  }
}

/** Returns the first nonzero application id in the log's frames of page 1; 0 if there is none. */
const idInLog = (path: string): number =>
  withFile(path, fd => {
    const header = readAt(fd, LOG_HEADER, 0)
    if (header === null) return 0
    const frame = FRAME_HEADER + header.readUInt32BE(8)
    const salt = header.subarray(16, 24)
    const { size } = fstatSync(fd)
    for (let at = LOG_HEADER; at + frame <= size; at += frame) {
      const head = readAt(fd, FRAME_HEADER, at)
      // What stands behind frames of another salt was written before the log began anew.
      if (head === null || !head.subarray(8, 16).equals(salt)) return 0
      if (head.readUInt32BE(0) !== 1) continue
      const id = readAt(fd, 4, at + FRAME_HEADER + ID_AT)?.readUInt32BE(0) ?? 0
      if (id !== 0) return id
    }
    return 0
  })

/**
 * Refuses a write-ahead log of another database, which SQLite would otherwise apply. Each database has a
 * unique application id (`nameDatabase`). A log without an id is left to `checkDatabase`. Throws
 * `storage.foreign-log`.
 */
export const assertOwnLog = (path: string): void => {
  const log = `${path}-wal`
  if (sizeOf(log) === 0 || sizeOf(path) === 0) return
  const own = withFile(path, fd => readAt(fd, 4, ID_AT)?.readUInt32BE(0) ?? 0)
  if (own === 0) return
  const other = idInLog(log)
  if (other !== 0 && other !== own) throw new Fault('storage.foreign-log', { file: log })
}

/**
 * Sets the application id of a database that has none. The id distinguishes its log from that of another
 * database.
 */
export const nameDatabase = (db: Database.Database, id: number): void => {
  if (db.pragma('application_id', { simple: true }) !== 0) return
  try {
    db.pragma(`application_id = ${id}`)
  } catch (thrown) {
    // A full disk stops no start; the next one names it.
    if (!isSqliteError(thrown) || isSyncFailure(thrown)) throw thrown
  }
}

const damageIn = (db: Database.Database): string | null => {
  const found = String(db.pragma('quick_check(1)', { simple: true }))
  return found === 'ok' ? null : found
}

/**
 * Checks the structure of a file that is small enough to be checked before the first request.
 *
 * @returns false when the file is larger and was not checked.
 * @throws `storage.damaged`.
 */
export const checkDatabase = (db: Database.Database): boolean => {
  if (sizeOf(db.name) + sizeOf(`${db.name}-wal`) > MOST_AT_START) return false
  const damage = damageIn(db)
  if (damage !== null) throw new Fault('storage.damaged', { file: db.name, why: damage })
  return true
}

/**
 * Checks a whole database on a separate connection. Returns null, or a description of the damage.
 * Takes seconds for gigabytes.
 */
export const findDamage = (path: string): string | null => {
  const db = new Database(path, { timeout: BUSY_WAIT, readonly: true, fileMustExist: true })
  try {
    return damageIn(db)
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown)
  } finally {
    db.close()
  }
}
