/** Value of a column: times and truth are numbers, JSON is text, ids are bytes. */
export type Value = string | number | Buffer | null

export type Row = readonly Value[]

/** Rows of a database, read and written by plain statements that both databases understand. */
export interface Rows {
  /** Reads rows. Placeholders are question marks. */
  ask: (sql: string, values?: readonly Value[]) => Promise<Row[]>
  /** Runs statements in one transaction. */
  change: (
    statements: readonly { sql: string; values?: readonly Value[] }[],
    inserted?: Insertion
  ) => Promise<void>
  /** Returns a value as this database keeps it. */
  kept: (value: Value) => Value
}

/** Rows to add, after the statements of a change. */
export interface Insertion {
  table: string
  columns: readonly string[]
  rows: readonly Row[]
}

/** Wraps a name for a statement. */
export const quoted = (name: string): string => `"${name}"`

/** Returns names with commas between them, as statements list them. */
export const listed = (names: readonly string[]): string => names.map(quoted).join(', ')
