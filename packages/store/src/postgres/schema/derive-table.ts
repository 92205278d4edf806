import { getTableColumns, is, type SQL, sql } from 'drizzle-orm'
import {
  bigint,
  customType,
  type ExtraConfigColumn,
  foreignKey,
  index,
  type PgColumn,
  type PgColumnBuilderBase,
  type PgTable,
  type PgTableExtraConfigValue,
  pgTable,
  primaryKey,
  smallint,
  uniqueIndex
} from 'drizzle-orm/pg-core'
import { getTableConfig, SQLiteColumn, type SQLiteTable } from 'drizzle-orm/sqlite-core'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** Text column that is compared and sorted by bytes, as in SQLite, independent of the server's locale. */
const text = customType<{ data: string }>({ dataType: () => 'text collate "C"' })

/** Returns true for a key column that the database generates. */
export const isRowid = (column: SQLiteColumn): boolean => column.name === 'id' && column.primary

/**
 * Returns a column with the same stored values as in SQLite: times as numbers, JSON as text, booleans as 0
 * and 1.
 */
const bareColumn = (column: SQLiteColumn) => {
  const type = column.getSQLType()
  if (isRowid(column)) return bigint({ mode: 'number' }).generatedByDefaultAsIdentity()
  if (column.columnType === 'SQLiteBoolean') return smallint()
  if (type === 'integer') return bigint({ mode: 'number' })
  if (type === 'text') return text()
  if (type === 'blob') return bytea()
  throw new Error(`PostgreSQL has no type for the column ${column.name} of type ${type}.`)
}

const literalOf = (value: unknown): string => (typeof value === 'number' ? String(value) : `'${value}'`)

const columnOf = (column: SQLiteColumn): PgColumnBuilderBase => {
  let made: { notNull(): unknown; primaryKey(): unknown; unique(): unknown; default(value: SQL): unknown } =
    bareColumn(column)
  const apply = (next: unknown): void => {
    made = next as typeof made
  }
  if (column.primary) apply(made.primaryKey())
  if (column.notNull) apply(made.notNull())
  if (column.isUnique) apply(made.unique())
  if (column.default !== undefined && column.default !== null) {
    apply(made.default(sql.raw(literalOf(column.mapToDriverValue(column.default)))))
  }
  return made as unknown as PgColumnBuilderBase
}

type OwnColumns = Record<string, ExtraConfigColumn>

const pgTables = new Map<SQLiteTable, PgTable>()

/**
 * Derives a PostgreSQL table from its SQLite description, with the same columns, keys, unique constraints,
 * indexes and foreign keys. The result is used only to generate migrations; statements use the SQLite
 * description.
 */
export const deriveTable = (table: SQLiteTable): PgTable => {
  const config = getTableConfig(table)
  const columns = getTableColumns(table)
  const keyOf = (column: { name: string }): string => {
    const found = Object.entries(columns).find(([, own]) => own.name === column.name)
    if (found === undefined) throw new Error(`The table ${config.name} has no column ${column.name}.`)
    return found[0]
  }
  const made = pgTable(
    config.name,
    Object.fromEntries(Object.entries(columns).map(([key, column]) => [key, columnOf(column)])),
    own => {
      const ownColumns = own as OwnColumns
      const columnNamed = (column: { name: string }): ExtraConfigColumn => {
        const found = ownColumns[keyOf(column)]
        if (found === undefined)
          throw new Error(`The copy of the table ${config.name} lacks the column ${column.name}.`)
        return found
      }
      const rowidKey = Object.entries(columns).find(([, column]) => isRowid(column))?.[0]
      const rowid = rowidKey === undefined ? undefined : ownColumns[rowidKey]
      return [
        ...config.primaryKeys.map(key => keysOf(key.columns.map(columnNamed))),
        ...config.indexes.map(({ config: { name, unique, columns: of, where } }) => {
          const [first, ...rest] = of.map(each =>
            is(each, SQLiteColumn) ? columnNamed(each) : sql`(${each})`
          )
          if (first === undefined) throw new Error(`The index ${name} has no columns.`)
          // An index of SQLite ends with the key of its row: within equal values, rows are read in their order.
          const hasRowid = of.some(each => is(each, SQLiteColumn) && isRowid(each))
          const rowids = rowid === undefined || hasRowid ? [] : [rowid]
          const begun = unique
            ? uniqueIndex(name).on(first, ...rest)
            : index(name).on(first, ...rest, ...rowids)
          return where === undefined ? begun : begun.where(where)
        }),
        ...config.foreignKeys.map(key => referenceOf(key, columnNamed))
      ]
    }
  )
  pgTables.set(table, made)
  return made
}

const keysOf = ([first, ...rest]: ExtraConfigColumn[]): PgTableExtraConfigValue => {
  if (first === undefined) throw new Error('A primary key must have columns.')
  return primaryKey({ columns: [first, ...rest] as unknown as [PgColumn, ...PgColumn[]] })
}

type ForeignKey = ReturnType<typeof getTableConfig>['foreignKeys'][number]

const referenceOf = (
  key: ForeignKey,
  own: (column: { name: string }) => ExtraConfigColumn
): PgTableExtraConfigValue => {
  const { columns, foreignColumns, foreignTable } = key.reference()
  const target = pgTables.get(foreignTable)
  if (target === undefined) throw new Error('A foreign key refers to a table that was not derived.')
  const targets = Object.values(getTableColumns(target))
  const [from, to] = [
    columns.map(own),
    foreignColumns.map(({ name }) => targets.find(column => column.name === name))
  ] as unknown as [[PgColumn], [PgColumn]]
  const made = foreignKey({ columns: from, foreignColumns: to })
  return key.onDelete === undefined ? made : made.onDelete(key.onDelete)
}
