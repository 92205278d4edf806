import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '@hookwright/model'
import type { Database } from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'

/** When the newest migration of a folder was made; its journal lists them in order. */
const newestOf = (migrations: string): number => {
  const journal: { entries: { when: number }[] } = JSON.parse(
    readFileSync(join(migrations, 'meta', '_journal.json'), 'utf8')
  )
  return journal.entries.at(-1)?.when ?? 0
}

const appliedIn = (db: Database): number => {
  const table = db.prepare("select 1 from sqlite_schema where name = '__drizzle_migrations'").get()
  if (table === undefined) return 0
  return Number(db.prepare('select max(created_at) from __drizzle_migrations').pluck().get() ?? 0)
}

/**
 * Brings the file to the newest migration; when it is there already, nothing is written and nothing more is loaded.
 * Foreign keys are off meanwhile, since a rebuilt table would otherwise take its children's rows with it, and checked
 * before they are switched on again. Throws `storage.newer` for a file of a newer Hookwright.
 */
export const migrateFile = async (db: Database, migrations: string): Promise<void> => {
  const applied = appliedIn(db)
  const newest = newestOf(migrations)
  if (applied > newest) {
    throw new Fault('storage.newer', { file: db.name })
  }
  if (applied < newest) {
    const { migrate } = await import('drizzle-orm/better-sqlite3/migrator')
    db.pragma('foreign_keys = off')
    migrate(drizzle(db), { migrationsFolder: migrations })
    const broken = db.pragma('foreign_key_check')
    if (Array.isArray(broken) && broken.length > 0) {
      const why = `after the migration, ${broken.length} rows refer to others that are not there`
      throw new Fault('storage.failed', { why })
    }
  }
  db.pragma('foreign_keys = on')
}
