import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Database } from 'better-sqlite3'
import { assertOwnLog } from '../file/check-file.ts'
import { assertReferences, committedMigrations, isOldFile } from '../file/migrate-file.ts'
import { assertDurable, openDatabase } from '../file/open-database.ts'
import { isSyncFailure, toStorageFault } from '../file/storage-fault.ts'
import { oldMigrations } from './old-migrations.ts'

/** Returns the folder of the old migrations next to this source file. A bundle passes another folder. */
const besideSource = (): string => fileURLToPath(new URL('../../../drizzle/old', import.meta.url))

/**
 * Folders with the migrations of a conversion, as SQL files. By default, they are next to the source files.
 */
export interface MigrationFolders {
  migrations?: string
  oldMigrations?: string
}

/**
 * Returns true for a database from before the migrations were squashed. Throws `storage.failed` for a file
 * that SQLite cannot read, and `storage.foreign-log`.
 */
export const isOldDatabase = (path: string, { migrations }: MigrationFolders = {}): boolean => {
  assertOwnLog(path)
  try {
    const db = openDatabase(path)
    try {
      return isOldFile(db, migrations ?? committedMigrations())
    } finally {
      db.close()
    }
  } catch (thrown) {
    throw toStorageFault(thrown)
  }
}

/** Applies the old migrations that the database lacks, then marks the squashed migration as applied. */
const applyOld = (db: Database, folder: string, squashed: { hash: string; when: number }): void => {
  const applied = Number(db.prepare('select max(created_at) from __drizzle_migrations').pluck().get())
  for (const { name, when } of oldMigrations) {
    if (when > applied) db.exec(readFileSync(join(folder, `${name}.sql`), 'utf8'))
  }
  db.exec('delete from __drizzle_migrations')
  db.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)').run(
    squashed.hash,
    squashed.when
  )
  assertReferences(db, 'conversion')
}

/**
 * Converts an old database (`isOldDatabase`). No other process may use it during the conversion, which is one
 * transaction: a killed process leaves the old database or the new one. Throws `storage.failed`.
 */
export const convertDatabase = async (path: string, folders: MigrationFolders = {}): Promise<void> => {
  const { migrations = committedMigrations(), oldMigrations: old = besideSource() } = folders
  const { readMigrationFiles } = await import('drizzle-orm/migrator')
  const [squashed] = readMigrationFiles({ migrationsFolder: migrations })
  if (squashed === undefined) throw new Error(`There is no migration in ${migrations}.`)
  const { hash, folderMillis: when } = squashed
  const db = openDatabase(path)
  try {
    assertDurable(db)
    // A rebuilt table would take the rows of its children with it.
    db.pragma('foreign_keys = off')
    db.transaction(() => applyOld(db, old, { hash, when })).immediate()
  } catch (thrown) {
    // After a failed sync, closing would bring in a log that may be torn.
    if (!isSyncFailure(thrown)) db.close()
    throw toStorageFault(thrown)
  }
  db.close()
}
