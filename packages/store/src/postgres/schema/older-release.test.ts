import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { committedMigrations, migrateDatabase } from '../migrate.ts'
import { makeDatabase } from '../testing/test-database.ts'

/** Table as an earlier release defined it, read from a migration snapshot. */
interface KnownTable {
  name: string
  columns: Record<string, { name: string; type: string; identity?: unknown }>
}

const readJson = <Content>(path: string): Content =>
  JSON.parse(readFileSync(join(committedMigrations(), 'meta', path), 'utf8'))

/** Returns the tables as they were before the newest migration. */
const tablesBefore = (): KnownTable[] => {
  const { entries } = readJson<{ entries: { idx: number }[] }>('_journal.json')
  const before = String((entries.at(-2) ?? { idx: 0 }).idx).padStart(4, '0')
  return Object.values(readJson<{ tables: Record<string, KnownTable> }>(`${before}_snapshot.json`).tables)
}

/** Returns a sample value of a column type as an SQL literal, such as “1” for an integer. */
const sampleOf = (type: string): string => {
  if (type.startsWith('bytea')) return `'\\x01'::bytea`
  return type.startsWith('text') ? `'{}'` : '1'
}

describe('the release before the newest migration', () => {
  let client: pg.Client
  beforeAll(async () => {
    client = new pg.Client(await makeDatabase())
    await client.connect()
    await migrateDatabase(client, committedMigrations())
    // Rows are written one table at a time, without those that they refer to.
    await client.query('set session_replication_role = replica')
  })
  afterAll(() => client?.end())

  const tables = tablesBefore()

  test('knew the tables of the store', () => {
    expect(tables.length).toBeGreaterThan(30)
  })

  test.each(tables.map(table => [table.name, table] as const))(
    'reads, writes and deletes rows of %s with the columns that it knows',
    async (name, { columns }) => {
      const known = Object.values(columns)
      const given = known.filter(({ identity }) => identity === undefined)
      const names = (of: typeof known): string => of.map(column => `"${column.name}"`).join(', ')
      const values = given.map(({ type }) => sampleOf(type)).join(', ')
      // The migrations have written some.
      await client.query(`delete from "${name}"`)
      const inserted = await client.query(`insert into "${name}" (${names(given)}) values (${values})`)
      const set = given.map(column => `"${column.name}" = "${column.name}"`).join(', ')
      const updated = await client.query(`update "${name}" set ${set}`)
      const read = await client.query(`select ${names(known)} from "${name}"`)
      const deleted = await client.query(`delete from "${name}"`)
      expect([inserted, updated, read, deleted].map(({ rowCount }) => rowCount)).toEqual([1, 1, 1, 1])
    }
  )
})
