import { is } from 'drizzle-orm'
import { CasingCache } from 'drizzle-orm/casing'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import * as described from '../schema/schema.ts'

/** Table as it is copied. Both databases have it, with the same columns. */
export interface CopiedTable {
  name: string
  columns: readonly string[]
  /** Columns of the primary key, by which rows are read in order; none for a small table without a key. */
  key: readonly string[]
  /** True when the database assigns the column `id`, and has to continue after the copied rows. */
  hasRowids: boolean
}

const casing = new CasingCache('snake_case')

const copied = (table: SQLiteTable): CopiedTable => {
  const { name, columns, primaryKeys } = getTableConfig(table)
  const nameOf = (column: (typeof columns)[number]): string => casing.getColumnCasing(column)
  const key = [...columns.filter(({ primary }) => primary), ...primaryKeys.flatMap(own => own.columns)]
  return {
    name,
    columns: columns.map(nameOf),
    key: key.map(nameOf),
    hasRowids: columns.some(column => column.primary && column.name === 'id')
  }
}

/** Returns a table after those that it refers to. */
const inOrder = (all: readonly SQLiteTable[]): SQLiteTable[] => {
  const placed = new Set<SQLiteTable>()
  const place = (table: SQLiteTable): void => {
    if (placed.has(table)) return
    for (const { reference } of getTableConfig(table).foreignKeys) {
      const { foreignTable } = reference()
      if (foreignTable !== table) place(foreignTable)
    }
    placed.add(table)
  }
  for (const table of all) place(table)
  return [...placed]
}

/**
 * Tables of the store, each after those that it refers to. What the text index of a SQLite file has to read
 * again is not among them: the other database builds its own.
 */
export const storeTables: readonly CopiedTable[] = inOrder(
  Object.values(described).filter(each => is(each, SQLiteTable) && each !== described.staleTexts)
).map(copied)
