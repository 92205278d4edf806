import type { Steps } from '../../statements/steps.ts'
import type { PostgresTables } from '../tables.ts'

export type Query = PostgresTables['query']
export type Send = PostgresTables['send']

/** Row to insert: values by column name. All rows of a statement have the same columns. */
export type RowToInsert = Readonly<Record<string, unknown>>

/** SQL statement with numbered parameters. */
export interface BuiltStatement {
  text: string
  values: unknown[]
}

/** Maximum number of rows per statement. PostgreSQL allows 65,535 parameters. */
const ROWS_AT_ONCE = 2_000

/**
 * Builds an `insert` statement for at least one row. Omits columns that are null in all rows. `end` is
 * appended after the values, such as `on conflict do nothing`.
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

/** Inserts any number of rows in order. `end` is appended to each statement. */
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

/** Returns the `on conflict` clause that overwrites columns of an existing row with the same key. */
export const overwriting = (key: string, columns: readonly string[]): string =>
  `on conflict (${key}) do update set ${columns.map(name => `${name} = excluded.${name}`).join()}`
