import { getTableColumns, is, SQL, type SQLChunk, sql } from 'drizzle-orm'
import { CasingCache } from 'drizzle-orm/casing'
import { SQLiteAsyncDialect, SQLiteColumn, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import { isRowid } from './schema/derive-table.ts'

const casing = new CasingCache('snake_case')

/** Names the columns of a list without their table, which PostgreSQL refuses in the target of a conflict. */
const unqualified = (chunk: SQLChunk): SQLChunk =>
  Array.isArray(chunk)
    ? chunk.map(each => (is(each, SQLiteColumn) ? sql.identifier(casing.getColumnCasing(each)) : each))
    : chunk

/** Rewrites `on conflict (…)`: its target is the second part that the builder returns. */
const rewordConflict = (clause: SQL): SQL =>
  new SQL(
    clause.queryChunks.map((chunk, at) =>
      at === 1 && is(chunk, SQL) ? new SQL(chunk.queryChunks.map(unqualified)) : chunk
    )
  )

/** Returns the property of the key that the database assigns; undefined for a table without one. */
const assignedKeyOf = (table: SQLiteTable): string | undefined =>
  Object.entries<SQLiteColumn>(getTableColumns(table)).find(([, column]) => isRowid(column))?.[0]

/**
 * Creates a dialect that translates statements of drizzle's SQLite builder for PostgreSQL. It writes numbered
 * parameters, `default` for a key where SQLite takes null, and plain names in conflict targets.
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
