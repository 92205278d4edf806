import type { Id, Millis } from '@hookwright/model'

/** A page of a list, newest first. */
export interface PageOf<Row> {
  rows: Row[]
  /** Cursor of the next older part; null at the end. */
  next: Id | null
  /**
   * Start of the searched time span, when older rows may match the filter, too.
   * Null when no search stopped early.
   */
  lookedBackTo: Millis | null
}

/** The loaded rows of a list, from the newest without a gap. */
export interface LoadedRows<Row> extends PageOf<Row> {
  /** True when older parts were loaded, too. */
  isDeep: boolean
}

/** A row of a list. */
export interface ListedRow {
  id: Id
}

/** Returns the loaded rows older than the newest page, or null when there is a gap. */
const behind = <Row extends ListedRow>(
  before: LoadedRows<Row>,
  newest: PageOf<Row>,
  at: (row: Row) => Millis
): Row[] | null => {
  const { next, lookedBackTo } = newest
  if (next === null) return []
  if (lookedBackTo !== null) {
    const ids = new Set(newest.rows.map(({ id }) => id))
    return before.rows.filter(row => at(row) < lookedBackTo && !ids.has(row.id))
  }
  const meets = before.rows.findIndex(({ id }) => id === next)
  return meets < 0 ? null : before.rows.slice(meets + 1)
}

/** Maximum number of loaded rows while new ones arrive. */
const MOST_ROWS = 1_000

/**
 * Adds a new read of the newest page before the loaded rows. The list restarts with that page after a gap, or when it
 * has become very long.
 */
export const withNewest = <Row extends ListedRow>(
  before: LoadedRows<Row> | null,
  newest: PageOf<Row>,
  at: (row: Row) => Millis
): { held: LoadedRows<Row>; fresh: Id[] } => {
  if (before === null) return { held: { ...newest, isDeep: false }, fresh: [] }
  const known = new Set(before.rows.map(({ id }) => id))
  const fresh = newest.rows.flatMap(({ id }) => (known.has(id) ? [] : [id]))
  const rest = behind(before, newest, at)
  const isTooLong =
    rest !== null && newest.rows.length + rest.length > Math.max(MOST_ROWS, before.rows.length)
  if (rest === null || isTooLong || !before.isDeep || newest.next === null) {
    return { held: { ...newest, isDeep: false }, fresh }
  }
  const { next, lookedBackTo } = before
  return { held: { rows: [...newest.rows, ...rest], next, lookedBackTo, isDeep: true }, fresh }
}

/** Appends an older part to the loaded rows. */
export const withOlder = <Row extends ListedRow>(
  before: LoadedRows<Row>,
  older: PageOf<Row>
): LoadedRows<Row> => {
  const known = new Set(before.rows.map(({ id }) => id))
  return {
    ...older,
    rows: [...before.rows, ...older.rows.filter(({ id }) => !known.has(id))],
    isDeep: true
  }
}

/**
 * Counts the rows of the newest part that are not loaded yet.
 * `more` is true when there may be others between the two.
 */
export const countNew = <Row extends ListedRow>(
  held: LoadedRows<Row>,
  newest: PageOf<Row>
): { count: number; more: boolean } => {
  const known = new Set(held.rows.map(({ id }) => id))
  const count = newest.rows.filter(({ id }) => !known.has(id)).length
  return { count, more: count > 0 && count === newest.rows.length && newest.next !== null }
}

/** Updates the loaded rows from the newest part, without adding rows. */
export const withoutNew = <Row extends ListedRow>(
  held: LoadedRows<Row>,
  newest: PageOf<Row>
): LoadedRows<Row> => {
  const now = new Map(newest.rows.map(row => [row.id, row]))
  return { ...held, rows: held.rows.map(row => now.get(row.id) ?? row) }
}
