import type { ReadTables, Tables } from '../../schema/tables.ts'
import { MOST_LOOKED, type Span } from './look-back.ts'
import type { Indexed, TextIndex } from './text-index.ts'

/** Rows to scan, newest first: those with these ids, or all within the range. */
interface Looked {
  before: number
  from: number | null
  ids: number[] | null
  most: number
}

/** Searchable rows, and the function that checks one. */
export interface Searched<Row extends { id: number }, Found> {
  of: Indexed
  rows: (reading: Tables, looked: Looked) => Row[]
  /** Checks a row. Returns its match and the bytes read. */
  look: (row: Row) => { bytes: number; found: Found | null }
}

/** Amount that is read before yielding to the event loop. */
const SLICE = { rows: 200, bytes: 512 * 1024 }
const MOST_BYTES = 64 * 1024 * 1024

/** Source of rows to check, a slice at a time. `next` is the beginning of the following slice. */
type Source<Row> = (reading: Tables, before: number) => { rows: Row[]; next: number | null }

/** Scan of a part of the rows, and its end condition. */
interface Way<Row> {
  before: number
  slice: Source<Row>
  /** Maximum number of rows. */
  most: number
  /** Row at which the scan of this source ends; null to continue with the next source. */
  end: number | null
}

const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/**
 * Creates a search through texts, newest first, a slice in each turn of the event loop. Rows that
 * the index has not reached are all scanned, up to a limit; of the others, only those in the index.
 * `end` is the row from which to continue a search that stopped at a limit, else null.
 */
export const createSearch = (list: ReadTables, index: TextIndex | null) => {
  const waysOf = <Row extends { id: number }, Found>(
    searched: Searched<Row, Found>,
    span: Span,
    sieve: string | null
  ): Way<Row>[] => {
    const all = (from: number | null): Source<Row> => {
      return (reading, before) => {
        const rows = searched.rows(reading, { before, from, ids: null, most: SLICE.rows })
        return { rows, next: rows.length < SLICE.rows ? null : (rows.at(-1)?.id ?? null) }
      }
    }
    const whole = {
      before: span.before,
      slice: all(span.from),
      most: Number.POSITIVE_INFINITY,
      end: span.isLast ? null : span.from
    }
    if (sieve === null || index === null) return [whole]
    const reached = index.reached(searched.of)
    if (!span.isLast && span.from !== null && span.from > reached) return [whole]
    const found: Source<Row> = (reading, before) => {
      const from = span.first ?? 0
      const ids = index.find(searched.of, sieve, { before, from, most: SLICE.rows })
      const rows = ids.length === 0 ? [] : searched.rows(reading, { before, from, ids, most: SLICE.rows })
      return { rows, next: ids.length < SLICE.rows ? null : (ids.at(-1) ?? null) }
    }
    return [
      { ...whole, slice: all(Math.max(reached + 1, span.first ?? 0)), end: null },
      { before: Math.min(span.before, reached + 1), slice: found, most: MOST_LOOKED, end: null }
    ]
  }

  return async <Row extends { id: number }, Found>(
    searched: Searched<Row, Found>,
    params: { span: Span; sieve: string | null; limit: number }
  ): Promise<{ rows: Found[]; end: number | null }> => {
    const found: Found[] = []
    let bytes = 0
    /** Scans one slice. Returns the row to continue from, or null at the end. */
    const lookAt = (reading: Tables, slice: Source<Row>, from: number): number | null => {
      const { rows, next } = slice(reading, from)
      const until = bytes + SLICE.bytes
      let before = from
      for (const row of rows) {
        if (bytes >= until || found.length >= params.limit) return before
        before = row.id
        const looked = searched.look(row)
        bytes += looked.bytes
        if (looked.found !== null) found.push(looked.found)
      }
      return next
    }
    for (const way of waysOf(searched, params.span, params.sieve)) {
      let taken = 0
      let before: number | null = way.before
      while (before !== null) {
        const from: number = before
        before = await list(reading => lookAt(reading, way.slice, from))
        taken += SLICE.rows
        if (before === null) break
        if (found.length >= params.limit || bytes >= MOST_BYTES || taken >= way.most) {
          return { rows: found, end: before }
        }
        await turn()
      }
      if (way.end !== null) return { rows: found, end: way.end }
      if (found.length >= params.limit) break
    }
    return { rows: found, end: null }
  }
}
