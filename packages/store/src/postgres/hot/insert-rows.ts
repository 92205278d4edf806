/** Row to insert: values by the names of their columns. All rows of a statement have the same columns. */
export type RowToInsert = Readonly<Record<string, unknown>>

/** Statement with numbered parameters. */
export interface BuiltStatement {
  text: string
  values: unknown[]
}

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
