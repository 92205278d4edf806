/** Column value. Times and booleans are numbers, JSON is text, ids are bytes. */
export type Value = string | number | Buffer | null

export type Row = readonly Value[]

/** Access to a database's rows with SQL that both SQLite and PostgreSQL support. */
export interface Rows {
  /** Reads rows. Placeholders are question marks. */
  ask: (sql: string, values?: readonly Value[]) => Promise<Row[]>
  /** Runs statements in one transaction. */
  change: (
    statements: readonly { sql: string; values?: readonly Value[] }[],
    inserted?: Insertion
  ) => Promise<void>
  /** Converts a value to the form in which this database stores it. */
  kept: (value: Value) => Value
}

/** Rows that a change inserts after its statements. */
export interface Insertion {
  table: string
  columns: readonly string[]
  rows: readonly Row[]
}

/** Quotes a name for SQL. */
export const quoted = (name: string): string => `"${name}"`

/** Returns quoted names, separated by commas, for SQL. */
export const listed = (names: readonly string[]): string => names.map(quoted).join(', ')
