import Database from 'better-sqlite3'
import pg from 'pg'
import { expect, it } from 'vitest'
import { committedMigrations, migrateFile } from '../../sqlite/file/migrate-file.ts'
import { openPostgresStore } from '../open-postgres-store.ts'
import { makeDatabase } from '../testing/test-database.ts'

/** Table definition, in a form that is the same for both databases. */
interface Described {
  columns: string[]
  notNull: string[]
  primaryKey: string[]
  /** Columns of each unique index or constraint. An index on only some of the rows is marked. */
  uniques: string[]
  /** Foreign keys with their action on delete. */
  references: string[]
}

/**
 * Tables that exist in only one database: SQLite's text index queue, PostgreSQL's tables for processes and
 * counts, and the internal tables of both.
 */
const ownTables = [
  'stale_texts',
  'change_log',
  'processes',
  'process_messages',
  'acts',
  'counted_ranges',
  'delivery_counts',
  '__drizzle_migrations',
  'sqlite_sequence'
]

const describeSqlite = async (): Promise<Map<string, Described>> => {
  const db = new Database(':memory:')
  await migrateFile(db, committedMigrations())
  const names = db.prepare<[], string>("select name from sqlite_schema where type = 'table'").pluck().all()
  const ask = <Row>(pragma: string, of: string): Row[] => db.pragma(`${pragma}(${of})`) as Row[]
  const tables = names.map((name): [string, Described] => {
    const columns = ask<{ name: string; notnull: number; pk: number }>('table_info', name)
    const keys = columns.filter(({ pk }) => pk > 0).toSorted((one, other) => one.pk - other.pk)
    const indexes = ask<{ name: string; unique: number; origin: string; partial: number }>('index_list', name)
    const references = ask<{ from: string; to: string; table: string; on_delete: string }>(
      'foreign_key_list',
      name
    )
    return [
      name,
      {
        columns: columns.map(column => column.name).toSorted(),
        notNull: columns
          .filter(({ notnull, pk }) => notnull === 1 || pk > 0)
          .map(column => column.name)
          .toSorted(),
        primaryKey: keys.map(column => column.name),
        uniques: indexes
          .filter(({ unique, origin }) => unique === 1 && origin !== 'pk')
          .map(index => {
            const of = ask<{ name: string }>('index_info', index.name).map(column => column.name)
            return `${of.join(', ')}${index.partial === 1 ? ' of some' : ''}`
          })
          .toSorted(),
        references: references
          .map(({ from, to, table, on_delete }) => `${from} → ${table}.${to} ${on_delete.toLowerCase()}`)
          .toSorted()
      }
    ]
  })
  db.close()
  return new Map(tables.filter(([name]) => !ownTables.includes(name)))
}

const TABLES = `
  select c.relname as name,
    array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped
      order by attname collate "C") as columns,
    array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and attnotnull
      order by attname collate "C") as "notNull",
    array(select a.attname::text from pg_index i, unnest(i.indkey) with ordinality k(num, at), pg_attribute a
      where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.num
      order by k.at) as "primaryKey",
    array(select (select string_agg(a.attname, ', ' order by k.at)
        from unnest(i.indkey) with ordinality k(num, at), pg_attribute a
        where a.attrelid = c.oid and a.attnum = k.num) || case when i.indpred is null then '' else ' of some' end
      from pg_index i where i.indrelid = c.oid and i.indisunique and not i.indisprimary) as uniques,
    array(select (select attname from pg_attribute where attrelid = c.oid and attnum = f.conkey[1]) || ' → '
        || (select relname from pg_class where oid = f.confrelid) || '.'
        || (select attname from pg_attribute where attrelid = f.confrelid and attnum = f.confkey[1]) || ' '
        || case f.confdeltype when 'c' then 'cascade' when 'n' then 'set null' else 'no action' end
      from pg_constraint f where f.conrelid = c.oid and f.contype = 'f') as references
  from pg_class c where c.relkind = 'r' and c.relnamespace = current_schema::regnamespace`

const describePostgres = async (): Promise<Map<string, Described>> => {
  const url = await makeDatabase()
  await (await openPostgresStore({ url })).close()
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query<Described & { name: string }>(TABLES)
  await client.end()
  return new Map(
    rows
      .filter(({ name }) => !ownTables.includes(name))
      .map(({ name, uniques, references, ...about }) => [
        name,
        { ...about, uniques: uniques.toSorted(), references: references.toSorted() }
      ])
  )
}

const inOrder = (tables: Map<string, Described>) => Object.fromEntries([...tables].toSorted())

it('both databases have the same tables, columns, keys and references after their migrations', async () => {
  const [sqlite, postgres] = [await describeSqlite(), await describePostgres()]
  expect(inOrder(postgres)).toEqual(inOrder(sqlite))
  expect(sqlite.size).toBeGreaterThan(30)
})
