import type { Id, Millis } from '@hookwright/model'

/** A page of a list, newest first. */
export interface PageOf<Row> {
  rows: Row[]
  /** Id from which the next older page is read; null if there are no older rows. */
  next: Id | null
  /**
   * Start of the time span that was searched, if the search stopped there. Older rows may also match the
   * filter.
   *
   * `null` if the search did not stop early.
   */
  lookedBackTo: Millis | null
}

/** Loaded rows of a list. They begin with the newest row, and no row between them is missing. */
export interface LoadedRows<Row> extends PageOf<Row> {
  /** True if older pages are loaded as well. */
  isDeep: boolean
}

/** Minimum of a row that a live list can show: its id. */
export interface ListedRow {
  id: Id
}

/**
 * Returns the loaded rows that are older than the newest page. Null if there may be rows between them and
 * that page.
 */
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
 * Adds the newest page, just fetched, to the loaded rows.
 *
 * If rows are missing between the two, or the list has become very long, only the new page is kept.
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

/** Appends a page of older rows to the loaded rows. */
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

/** Replaces loaded rows by their newer state on the newest page. Adds no rows. */
export const withoutNew = <Row extends ListedRow>(
  held: LoadedRows<Row>,
  newest: PageOf<Row>
): LoadedRows<Row> => {
  const now = new Map(newest.rows.map(row => [row.id, row]))
  return { ...held, rows: held.rows.map(row => now.get(row.id) ?? row) }
}
