import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '@hookwright/model'
import Database from 'better-sqlite3'
import { isSqliteError } from './storage-fault.ts'

/** Returns true while a process holds the lock of the folder. */
export const isFolderLocked = (folder: string): boolean => {
  const path = join(folder, 'lock.db')
  if (!existsSync(path)) return false
  const lock = new Database(path, { timeout: 0 })
  try {
    lock.exec('begin exclusive')
    return false
  } catch {
    return true
  } finally {
    lock.close()
  }
}

const whyNot = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

/**
 * Creates the folder, readable only by its owner, and locks it for this process. An exclusive transaction
 * stays open on a small file as the lock. Returns a function that unlocks it. Throws `storage.unwritable`,
 * and `storage.busy` when another process or another store of this process has the lock.
 */
export const lockFolder = (folder: string): (() => void) => {
  let lock: Database.Database | null = null
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    lock = new Database(join(folder, 'lock.db'), { timeout: 0 })
    const held = lock
    // A rollback journal in memory: the lock leaves no second file behind, and nothing is ever written.
    held.pragma('journal_mode = memory')
    held.exec('begin exclusive')
    return () => held.close()
  } catch (thrown) {
    lock?.close()
    if (isSqliteError(thrown) && thrown.code.startsWith('SQLITE_BUSY')) {
      throw new Fault('storage.busy', { folder }, thrown)
    }
    throw new Fault('storage.unwritable', { folder, why: whyNot(thrown) }, thrown)
  }
}
