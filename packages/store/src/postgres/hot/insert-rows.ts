import type { Steps } from '../../statements/steps.ts'
import type { PostgresTables } from '../tables.ts'

export type Query = PostgresTables['query']
export type Send = PostgresTables['send']

/** Row to insert: values by the names of their columns. All rows of a statement have the same columns. */
export type RowToInsert = Readonly<Record<string, unknown>>

/** Statement with numbered parameters. */
export interface BuiltStatement {
  text: string
  values: unknown[]
}

/** Number of rows of one statement: PostgreSQL takes 65,535 parameters. */
const ROWS_AT_ONCE = 2_000

/**
 * Builds the insertion of many rows, at least one. Columns that are null in all of them are left out.
 * `end` follows the values, such as `on conflict do nothing`.
 */
export const insertRows = (table: string, rows: readonly RowToInsert[], end = ''): BuiltStatement => {
  const columns = Object.keys(rows[0] ?? {}).filter(column => rows.some(row => row[column] !== null))
  const values: unknown[] = []
  const tuples: string[] = []
  for (const row of rows) {
    let tuple = ''
    for (const column of columns) {
      values.push(row[column])
      tuple += `${tuple === '' ? '$' : ',$'}${values.length}`
    }
    tuples.push(`(${tuple})`)
  }
  return { text: `insert into ${table} (${columns.join()}) values ${tuples.join()} ${end}`, values }
}

/** Inserts any number of rows, in their order. `end` is as above. */
export function* insertAll(
  query: Query | Send,
  table: string,
  rows: readonly RowToInsert[],
  end?: string
): Steps<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const { text, values } = insertRows(table, rows.slice(from, from + ROWS_AT_ONCE), end)
    yield* query(text, values)
  }
}

/** Returns the end of an insertion of rows that overwrites columns of those with the same key. */
export const overwriting = (key: string, columns: readonly string[]): string =>
  `on conflict (${key}) do update set ${columns.map(name => `${name} = excluded.${name}`).join()}`
