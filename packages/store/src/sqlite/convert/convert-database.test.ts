import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { sampleConnector } from '../../suite/samples.ts'
import { openSqliteStore } from '../open-sqlite-store.ts'
import { temporaryFolder } from '../testing.ts'
import { convertDatabase, isOldDatabase } from './convert-database.ts'
import { openOldFile, putRow } from './old-file.ts'
import { look, openConverted } from './testing.ts'

interface Named {
  name: string
}

const byName = (one: Named, other: Named): number => one.name.localeCompare(other.name)

/**
 * Returns the objects of a schema by kind and name. A table is described by its columns in any order, its
 * keys and its kind.
 */
const schemaOf = (db: Database.Database): Map<string, unknown> => {
  const objects = db
    .prepare<[], { type: string; name: string; sql: string | null }>(
      "select type, name, sql from sqlite_schema where name not like 'sqlite_stat%'"
    )
    .all()
  const rows = (pragma: string) => db.pragma(pragma) as (Named & { cid?: number })[]
  const tableOf = (name: string) => ({
    columns: rows(`table_xinfo(${name})`)
      .map(({ cid, ...column }) => column)
      .sort(byName),
    references: (db.pragma(`foreign_key_list(${name})`) as { from: string; id: number }[])
      .map(({ id, ...reference }) => reference)
      .sort((one, other) => one.from.localeCompare(other.from)),
    kind: db
      .prepare<[string], object>('select type, wr, strict from pragma_table_list where name = ?')
      .get(name)
  })
  return new Map(
    objects.map(({ type, name, sql }) => [
      `${type} ${name}`,
      type === 'table' ? tableOf(name) : (sql?.replace(/\s+/g, ' ') ?? null)
    ])
  )
}

const newSchema = async (): Promise<Map<string, unknown>> => {
  const folder = temporaryFolder()
  await (await openSqliteStore({ folder })).close()
  return schemaOf(look(folder))
}

test.each(['0000_first', '0010_redactions', '0022_flows_covered', '0023_runs_on_hold'])(
  'a database of %s has the schema of a new one after the conversion, object by object',
  async last => {
    const folder = temporaryFolder()
    openOldFile(folder, last).close()
    // The start after the conversion brings it from the first migration to the newest one.
    await (await openConverted(folder)).close()
    const expected = await newSchema()
    const converted = schemaOf(look(folder))
    expect([...converted.keys()].sort()).toEqual([...expected.keys()].sort())
    for (const [name, object] of expected) expect([name, converted.get(name)]).toEqual([name, object])
    const kinds = [...expected.keys()].map(name => name.split(' ')[0])
    expect(kinds.filter(kind => kind === 'trigger')).toHaveLength(6)
    expect(kinds.filter(kind => kind === 'table').length).toBeGreaterThan(25)
  }
)

test.each(['0000_first', '0023_runs_on_hold'])(
  'a database of %s is converted once, and not changed afterwards',
  async last => {
    const folder = temporaryFolder()
    const path = join(folder, 'hookwright.db')
    openOldFile(folder, last).close()
    expect(isOldDatabase(path)).toBe(true)
    await (await openConverted(folder)).close()
    expect(isOldDatabase(path)).toBe(false)
    const before = readFileSync(path)
    await (await openSqliteStore({ folder })).close()
    expect(readFileSync(path).equals(before)).toBe(true)
  }
)

test('a new database does not count as an old one', async () => {
  const folder = temporaryFolder()
  const store = await openSqliteStore({ folder })
  await store.connectors.add(sampleConnector())
  await store.close()
  expect(isOldDatabase(join(folder, 'hookwright.db'))).toBe(false)
})

test('a start on an old database is refused with the command, and changes nothing', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'hookwright.db')
  openOldFile(folder, '0022_flows_covered').close()
  const before = readFileSync(path)
  await expect(openSqliteStore({ folder })).rejects.toMatchObject({
    code: 'storage.old',
    message: `The database ${path} was written by Hookwright 0.7 or an older version. Run "hookwright convert ${folder}", which makes a backup first, then start again.`
  })
  expect(readFileSync(path).equals(before)).toBe(true)
})

test('a conversion that fails changes nothing', async () => {
  const folder = temporaryFolder()
  const db = openOldFile(folder, '0000_first')
  onTestFinished(() => void db.close())
  db.pragma('foreign_keys = off')
  putRow(db, 'payloads', { delivery: 7, query: '', headers: '[]', body: Buffer.from('{}') })
  db.pragma('wal_checkpoint(truncate)')
  const before = schemaOf(db)
  await expect(convertDatabase(join(folder, 'hookwright.db'))).rejects.toMatchObject({
    code: 'storage.failed',
    message: expect.stringContaining('1 rows refer to others')
  })
  expect(schemaOf(db)).toEqual(before)
  expect(isOldDatabase(join(folder, 'hookwright.db'))).toBe(true)
})

test('a file that is not a database is refused with a readable fault', () => {
  const path = join(temporaryFolder(), 'hookwright.db')
  writeFileSync(path, 'This is no database.'.repeat(100))
  expect(() => isOldDatabase(path)).toThrow(expect.objectContaining({ code: 'storage.failed' }))
})
