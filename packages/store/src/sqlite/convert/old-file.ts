import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { oldMigrations } from './old-migrations.ts'

/**
 * Creates a database of an older version for a test. It applies the old migrations up to the one named
 * `last`.
 */
export const openOldFile = (folder: string, last: string): Database.Database => {
  const db = new Database(join(folder, 'hookwright.db'))
  db.pragma('journal_mode = wal')
  db.exec('CREATE TABLE __drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)')
  const known = oldMigrations.slice(0, oldMigrations.findIndex(({ name }) => name === last) + 1)
  for (const { name, when } of known) {
    const sql = fileURLToPath(new URL(`../../../drizzle/old/${name}.sql`, import.meta.url))
    db.exec(readFileSync(sql, 'utf8'))
    db.prepare("insert into __drizzle_migrations (hash, created_at) values ('', ?)").run(when)
  }
  return db
}

/** Inserts a row as an older version did. */
export const putRow = (db: Database.Database, table: string, row: object): void => {
  const columns = Object.keys(row)
  db.prepare(`insert into ${table} (${columns}) values (${columns.map(() => '?')})`).run(Object.values(row))
}
