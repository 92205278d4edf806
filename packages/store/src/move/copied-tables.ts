import { is } from 'drizzle-orm'
import { CasingCache } from 'drizzle-orm/casing'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import * as described from '../schema/schema.ts'

/** Table to copy. Both databases have the table with the same columns. */
export interface CopiedTable {
  name: string
  columns: readonly string[]
  /** Columns of the primary key, which define the reading order. Empty for a small table without a key. */
  key: readonly string[]
  /**
   * True if the database generates the values of the column `id`. After the move, generation must continue
   * after the copied rows.
   */
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

/** Sorts tables so that each one comes after the tables that it references. */
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
 * Tables of the store, each after the tables that it references. Excludes the queue of the SQLite text index,
 * since the other database builds its own index.
 */
export const storeTables: readonly CopiedTable[] = inOrder(
  Object.values(described).filter(each => is(each, SQLiteTable) && each !== described.staleTexts)
).map(copied)
