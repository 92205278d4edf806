import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Fault } from '@hookwright/model'
import type { Database } from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'

/** Returns the folder of the migrations next to this source file. A bundle passes another folder. */
export const committedMigrations = (): string =>
  fileURLToPath(new URL('../../../drizzle/sqlite', import.meta.url))

/** Returns the times of the first and the newest migration of a folder, from its journal. */
const timesOf = (migrations: string): { first: number; newest: number } => {
  const journal: { entries: { when: number }[] } = JSON.parse(
    readFileSync(join(migrations, 'meta', '_journal.json'), 'utf8')
  )
  return { first: journal.entries[0]?.when ?? 0, newest: journal.entries.at(-1)?.when ?? 0 }
}

const appliedIn = (db: Database): number => {
  const table = db.prepare("select 1 from sqlite_schema where name = '__drizzle_migrations'").get()
  if (table === undefined) return 0
  return Number(db.prepare('select max(created_at) from __drizzle_migrations').pluck().get() ?? 0)
}

/** Returns true for a database with migrations older than the first migration of the folder. */
export const isOldFile = (db: Database, migrations: string): boolean => {
  const applied = appliedIn(db)
  return applied > 0 && applied < timesOf(migrations).first
}

/** Checks that no row refers to a missing row. Throws `storage.failed`. */
export const assertReferences = (db: Database, after: 'migration' | 'conversion' | 'move'): void => {
  const broken = db.pragma('foreign_key_check')
  if (!Array.isArray(broken) || broken.length === 0) return
  throw new Fault('storage.failed', {
    why: `after the ${after}, ${broken.length} rows refer to others that are not there`
  })
}

/**
 * Applies missing migrations to the database; writes nothing if there are none. Foreign keys are off during
 * the migration, since rebuilding a table would otherwise delete the rows of its children. They are checked
 * before they are switched on again. Throws `storage.newer` for a database of a newer Hookwright and
 * `storage.old` for one that has to be converted.
 */
export const migrateFile = async (db: Database, migrations: string): Promise<void> => {
  const applied = appliedIn(db)
  if (isOldFile(db, migrations)) {
    throw new Fault('storage.old', { file: db.name, folder: dirname(db.name) })
  }
  const { newest } = timesOf(migrations)
  if (applied > newest) {
    throw new Fault('storage.newer', { file: db.name })
  }
  if (applied < newest) {
    const { migrate } = await import('drizzle-orm/better-sqlite3/migrator')
    db.pragma('foreign_keys = off')
    migrate(drizzle(db), { migrationsFolder: migrations })
    assertReferences(db, 'migration')
  }
  db.pragma('foreign_keys = on')
}
