import type { Id, Millis, SearchTerm } from '@hookwright/model'
import type { SQL } from 'drizzle-orm'
import type { Tables } from '../../schema/tables.ts'
import type { Steps } from '../../statements/steps.ts'
import type { Page } from '../../store.ts'
import type { HistoryReading } from './history-sql.ts'
import type { OwnerRows, RowSelection, Span } from './scan-conditions.ts'
import { createSearch, type Searched, type Texts } from './search.ts'

/** Range of rows for one scan, with the filters on their columns. */
export interface ScanRange {
  span: Span
  owned: OwnerRows[] | null
  fits: SQL | undefined
  /** True if the list scans all rows of a few owners. An index would then not be faster. */
  isWhole: boolean
}

/** Functions in which the lists of deliveries and of runs differ. */
interface Listing<Filter, Seek extends SearchTerm, Row extends { id: number }, Item extends { id: Id }> {
  /** Returns the range of rows to scan; null when no row can match. */
  scanRangeOf: (reading: Tables, filter: Filter) => Steps<ScanRange | null>
  rowsOf: (reading: Tables, look: ScanRange, wanted: RowSelection) => Steps<Row[]>
  told: (row: Row) => Item
  /** Returns the searchable rows of a range. */
  searched: (look: ScanRange, sought: Seek[], texts: Texts) => Searched<Row, Item>
  /** Returns the id and time of a row. */
  placeOf: (reading: Tables, rowid: number) => Steps<{ id: Id; at: Millis } | undefined>
}

/** Creates a paged list, newest first. It scans texts when the filter has a search term. */
export const createListing = <
  Seek extends SearchTerm,
  Filter extends { limit: number; sought?: Seek[] | undefined },
  Row extends { id: number },
  Item extends { id: Id }
>(
  { scanRangeOf, rowsOf, told, searched, placeOf }: Listing<Filter, Seek, Row, Item>,
  { list, index, texts }: HistoryReading
): ((filter: Filter) => Promise<Page<Item>>) => {
  const search = createSearch(list, index)
  const nothing: Page<Item> = { rows: [], next: null, lookedBackTo: null }

  /**
   * Returns a page: the remaining rows, a full page, or the rows before the position where a scan stopped
   * early.
   */
  function* pageOf(reading: Tables, rows: Item[], limit: number, end: number | null): Steps<Page<Item>> {
    const last = rows.at(-1)
    if (rows.length === limit && last !== undefined) return { rows, next: last.id, lookedBackTo: null }
    if (end === null) return { ...nothing, rows }
    const place = yield* placeOf(reading, end)
    return { rows, next: place?.id ?? null, lookedBackTo: place?.at ?? null }
  }

  return async filter => {
    const { sought, limit } = filter
    const look = await list(reading => scanRangeOf(reading, filter))
    if (look === null) return nothing
    const { span, isWhole } = look
    if (sought !== undefined) {
      const { rows, end } = await search(searched(look, sought, texts()), {
        ...{ span, limit },
        sought: isWhole ? null : sought
      })
      return list(reading => pageOf(reading, rows, limit, end))
    }
    return list(function* (reading) {
      const { before, from } = span
      const rows = yield* rowsOf(reading, look, { before, from, ids: null, most: limit })
      return yield* pageOf(reading, rows.map(told), limit, span.isLast ? null : from)
    })
  }
}
