import type { Id, Millis, Sought } from '@hookwright/model'
import type { SQL } from 'drizzle-orm'
import type { Page } from '../../store.ts'
import type { Tables } from '../schema/tables.ts'
import type { Owned, Span, Wanted } from './look-back.ts'
import type { Reading } from './reader.ts'
import { createSearch, type Searched } from './search.ts'
import { sieveOf } from './sieve.ts'
import type { Texts } from './texts.ts'

/** The rows that one look goes over, and which of them fit as far as they say themselves. */
export interface Look {
  span: Span
  owned: Owned[] | null
  fits: SQL | undefined
  /** True when rows of few owners are scanned to the end, so that no index is faster. */
  isWhole: boolean
}

/** Parts in which long lists differ. */
interface Listing<Filter, Seek extends Sought, Row extends { id: number }, Told extends { id: Id }> {
  /** Null where there is nothing to look at. */
  lookOf: (reading: Tables, filter: Filter) => Look | null
  rowsOf: (reading: Tables, look: Look, wanted: Wanted) => Row[]
  told: (row: Row) => Told
  /** The rows of a look, as a search goes through them. */
  searched: (look: Look, sought: Seek[], texts: Texts) => Searched<Row, Told>
  /** Row with a rowid and a time. */
  placeOf: (reading: Tables, rowid: number) => { id: Id; at: Millis } | undefined
}

/** Lists newest first, a part at a time, and looks through texts where something is sought. */
export const createListing = <
  Seek extends Sought,
  Filter extends { limit: number; sought?: Seek[] | undefined },
  Row extends { id: number },
  Told extends { id: Id }
>(
  { lookOf, rowsOf, told, searched, placeOf }: Listing<Filter, Seek, Row, Told>,
  { list, index, texts }: Reading
): ((filter: Filter) => Promise<Page<Told>>) => {
  const search = createSearch(list, index)
  const nothing: Page<Told> = { rows: [], next: null, lookedBackTo: null }

  /** A part of the list, which may be whole, full, or as far as a look came that ended early at a rowid. */
  const pageOf = (reading: Tables, rows: Told[], limit: number, end: number | null): Page<Told> => {
    const last = rows.at(-1)
    if (rows.length === limit && last !== undefined) return { rows, next: last.id, lookedBackTo: null }
    if (end === null) return { ...nothing, rows }
    const place = placeOf(reading, end)
    return { rows, next: place?.id ?? null, lookedBackTo: place?.at ?? null }
  }

  return async filter => {
    const { sought, limit } = filter
    const look = await list(reading => lookOf(reading, filter))
    if (look === null) return nothing
    const { span, isWhole } = look
    if (sought !== undefined) {
      const sieve = isWhole ? null : sieveOf(sought)
      const { rows, end } = await search(searched(look, sought, texts()), { span, sieve, limit })
      return list(reading => pageOf(reading, rows, limit, end))
    }
    return list(reading => {
      const { before, from } = span
      const rows = rowsOf(reading, look, { before, from, ids: null, most: limit }).map(told)
      return pageOf(reading, rows, limit, span.isLast ? null : from)
    })
  }
}
