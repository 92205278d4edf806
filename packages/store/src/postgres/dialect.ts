import { getTableColumns, is, SQL, type SQLChunk, sql } from 'drizzle-orm'
import { CasingCache } from 'drizzle-orm/casing'
import { SQLiteAsyncDialect, SQLiteColumn, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import { isRowid } from './schema/derive-table.ts'

const casing = new CasingCache('snake_case')

/** Removes the table from column names, since PostgreSQL refuses table names in conflict targets. */
const unqualified = (chunk: SQLChunk): SQLChunk =>
  Array.isArray(chunk)
    ? chunk.map(each => (is(each, SQLiteColumn) ? sql.identifier(casing.getColumnCasing(each)) : each))
    : chunk

/** Rewrites the target of `on conflict (…)`, which is the second chunk of the clause. */
const rewordConflict = (clause: SQL): SQL =>
  new SQL(
    clause.queryChunks.map((chunk, at) =>
      at === 1 && is(chunk, SQL) ? new SQL(chunk.queryChunks.map(unqualified)) : chunk
    )
  )

/** Returns the property of the key column that the database generates; `undefined` if there is none. */
const assignedKeyOf = (table: SQLiteTable): string | undefined =>
  Object.entries<SQLiteColumn>(getTableColumns(table)).find(([, column]) => isRowid(column))?.[0]

/**
 * Creates a dialect that makes drizzle's SQLite builder produce SQL for PostgreSQL. It uses numbered
 * parameters, `default` instead of null for generated keys, and unqualified names in conflict targets.
 */
export const createDialect = (): SQLiteAsyncDialect => {
  const dialect = new SQLiteAsyncDialect({ casing: 'snake_case' })
  const buildInsert = dialect.buildInsertQuery.bind(dialect)
  dialect.escapeParam = number => `$${number + 1}`
  dialect.buildInsertQuery = ({ onConflict, ...config }) => {
    const { table, values } = config
    const key = assignedKeyOf(table)
    return buildInsert({
      ...config,
      ...(onConflict !== undefined && { onConflict: onConflict.map(rewordConflict) }),
      ...(key !== undefined &&
        Array.isArray(values) && { values: values.map(row => ({ [key]: sql`default`, ...row })) })
    })
  }
  return dialect
}
