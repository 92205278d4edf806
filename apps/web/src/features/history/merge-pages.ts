import type { Id, Millis } from '@hookwright/model'

/** A page of a list, newest first. */
export interface PageOf<Row> {
  rows: Row[]
  /** Cursor of the next older part; null at the end. */
  next: Id | null
  /**
   * Start of the time span that was searched, if the search stopped there. Older rows may also match the
   * filter.
   *
   * `null` if the search did not stop early.
   */
  lookedBackTo: Millis | null
}

/** The loaded rows of a list, from the newest without a gap. */
export interface LoadedRows<Row> extends PageOf<Row> {
  /** True if older pages are loaded as well. */
  isDeep: boolean
}

/** A row of a list. */
export interface ListedRow {
  id: Id
}

/** Returns the loaded rows that are older than the newest page; null if rows are missing in between. */
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

/** Maximum number of loaded rows while new rows arrive. */
const MOST_ROWS = 1_000

/**
 * Adds a newly fetched newest page to the loaded rows.
 *
 * The list restarts with that page if rows are missing in between or the list has become very long.
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
 * Counts the rows of the newest page that are not loaded yet.
 *
 * `more` is true if there may be further rows between that page and the loaded rows.
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
