import { createHash } from 'node:crypto'
import { Fault } from '@hookwright/model'
import type { CopiedTable } from './copied-tables.ts'
import { listed, type Row, type Rows, type Value } from './rows.ts'

/**
 * Limits of a page when rows are copied: maximum rows, maximum bytes, and rows of the first page. Pages with
 * large bodies have fewer rows.
 */
const MOST_ROWS = 1_000
const MOST_BYTES = 4_000_000
const FIRST_ROWS = 8

/** Access to one database of a move: its connection, and the names of its tables. */
export interface CopySide {
  rows: Rows
  /** Returns the table's name in SQL statements of this database. */
  nameOf: (table: CopiedTable) => string
}

/** Number of rows in a table, and a hash of all values. */
export interface TableDigest {
  rows: number
  sha256: string
}

const bytesOf = (row: Row): number =>
  row.reduce<number>(
    (sum, value) => sum + (typeof value === 'object' ? (value?.length ?? 1) : `${value}`.length),
    0
  )

const keyOf = (table: CopiedTable, row: Row): Value[] =>
  table.key.map(name => row[table.columns.indexOf(name)] ?? null)

/** Encodes a value so that different rows never have the same bytes. */
const encoded = (value: Value): Buffer[] => {
  if (value === null) return [Buffer.from('n')]
  if (typeof value === 'number') return [Buffer.from(`i${value};`)]
  const bytes = Buffer.from(value)
  return [Buffer.from(`${typeof value === 'string' ? 's' : 'b'}${bytes.length}:`), bytes]
}

const encodedRow = (row: Row): Buffer => Buffer.concat(row.flatMap(encoded))

/** Reads a table page by page in the order of its key, starting after a given key. */
async function* pagesOf(
  { rows, nameOf }: CopySide,
  table: CopiedTable,
  behind: readonly Value[] | null
): AsyncGenerator<Row[]> {
  const select = `select ${listed(table.columns)} from ${nameOf(table)}`
  if (table.key.length === 0) {
    const all = await rows.ask(select)
    yield all.toSorted((one, other) => Buffer.compare(encodedRow(one), encodedRow(other)))
    return
  }
  const key = listed(table.key)
  let size = FIRST_ROWS
  for (let after = behind; ; ) {
    const where = after === null ? '' : `where (${key}) > (${table.key.map(() => '?').join(', ')})`
    const page = await rows.ask(`${select} ${where} order by ${key} limit ${size}`, after ?? [])
    const last = page.at(-1)
    if (last === undefined) return
    yield page
    after = keyOf(table, last)
    const bytes = page.reduce((sum, row) => sum + bytesOf(row), 0)
    const fitting = Math.floor((MOST_BYTES * page.length) / Math.max(1, bytes))
    size = Math.max(1, Math.min(MOST_ROWS, size * 2, fitting))
  }
}

/** Returns the key of the last row; `null` for an empty table. */
const lastKeyOf = async ({ rows, nameOf }: CopySide, table: CopiedTable): Promise<Row | null> => {
  if (table.key.length === 0) return null
  const backwards = table.key.map(name => `${listed([name])} desc`).join(', ')
  const [last] = await rows.ask(
    `select ${listed(table.key)} from ${nameOf(table)} order by ${backwards} limit 1`
  )
  return last ?? null
}

/**
 * Copies the missing rows of a table to the target. Rows are copied in key order, so the missing rows are the
 * last ones.
 */
const copyTable = async (from: CopySide, to: CopySide, table: CopiedTable): Promise<void> => {
  const name = to.nameOf(table)
  const { columns } = table
  const began = table.key.length === 0 ? [{ sql: `delete from ${name}` }] : []
  for await (const page of pagesOf(from, table, await lastKeyOf(to, table))) {
    await to.rows.change(began, { table: name, columns, rows: page.map(row => row.map(to.rows.kept)) })
  }
}

/**
 * Reads a whole table and returns its number of rows and their hash. `kept` converts values to the form of
 * the other database.
 */
const digestTable = async (
  side: CopySide,
  table: CopiedTable,
  kept: Rows['kept'] = value => value
): Promise<TableDigest> => {
  const hash = createHash('sha256')
  let rows = 0
  for await (const page of pagesOf(side, table, null)) {
    rows += page.length
    for (const row of page) hash.update(encodedRow(row.map(kept)))
  }
  return { rows, sha256: hash.digest('hex') }
}

/**
 * Returns a table that already contains user data; null if there is none. Built-in rows have the id 0 and do
 * not count, nor does the table of settings.
 */
export const findUsedTable = async (
  { rows, nameOf }: CopySide,
  tables: readonly CopiedTable[]
): Promise<CopiedTable | null> => {
  for (const table of tables.filter(({ name }) => name !== 'settings')) {
    const own = table.hasRowids ? 'where id <> 0' : ''
    if ((await rows.ask(`select 1 from ${nameOf(table)} ${own} limit 1`)).length > 0) return table
  }
  return null
}

/** Deletes the initial rows of a new database, since the source contains them, too. */
export const clearTables = ({ rows, nameOf }: CopySide, tables: readonly CopiedTable[]): Promise<void> =>
  rows.change(tables.toReversed().map(table => ({ sql: `delete from ${nameOf(table)}` })))

/**
 * Copies tables in order of their references, and continues after an interrupted copy from the same source.
 * Then reads and compares both sides, and calls `verified` for each equal table.
 * @throws `move.differs`, `storage.failed`.
 */
export const copyTables = async (
  { from, to, tables }: { from: CopySide; to: CopySide; tables: readonly CopiedTable[] },
  verified: (table: CopiedTable, digest: TableDigest) => void = () => {}
): Promise<void> => {
  for (const table of tables) await copyTable(from, to, table)
  for (const table of tables) {
    const [source, copy] = [await digestTable(from, table, to.rows.kept), await digestTable(to, table)]
    if (source.rows !== copy.rows || source.sha256 !== copy.sha256) {
      throw new Fault('move.differs', { table: table.name, source: source.rows, copy: copy.rows })
    }
    verified(table, copy)
  }
}
