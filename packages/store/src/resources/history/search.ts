import type { SearchTerm } from '@hookwright/model'
import type { Tables } from '../../schema/tables.ts'
import type { Database } from '../../statements/database.ts'
import type { Steps } from '../../statements/steps.ts'
import { MOST_SCANNED, type RowSelection, type Span } from './scan-conditions.ts'

/** Kinds of searchable rows. */
export type Indexed = 'deliveries' | 'runs'

/** Stored request of a delivery. */
export interface Arrived {
  query: string
  /** Header lines as JSON. */
  headers: string
  body: Buffer
}

/** Texts of the first requested rows, in their order: at least one, and as many as the size limit allows. */
export interface TextsRead<Text> {
  texts: Text[]
  /** Number of bytes read. */
  bytes: number
}

/** Request for the texts of rows, newest first, up to a size in bytes. */
export interface TextsRequest {
  ids: number[]
  most: number
  sought: SearchTerm[]
}

/** Searchable texts of a database. */
export interface Texts {
  /** Amount that is read before yielding to the event loop. */
  slice: { rows: number; bytes: number }
  /**
   * Reads requests by rowid. An item is null when its body is not stored, is not redacted yet, or certainly
   * does not contain the search terms.
   */
  arrived: (reading: Tables, asked: TextsRequest) => Steps<TextsRead<Arrived | null>>
  /**
   * Reads texts of runs by rowid, in lower case: values, fault and, for a whole delivery, the request. A text
   * is empty when it certainly does not contain the search terms.
   */
  ofRuns: (reading: Tables, asked: TextsRequest) => Steps<TextsRead<string>>
}

/**
 * Finds rows of a range in the text index, newest first: all matches and a few false positives. `next` is the
 * position to continue from; null at the end.
 */
export type IndexedFind = (
  reading: Tables,
  of: Indexed,
  range: { before: number; from: number; most: number }
) => Steps<{ ids: number[]; next: number | null }>

/** Text index of a database. */
export interface SearchIndex {
  /** Returns the newest row up to which all texts are indexed without a gap. */
  reached: (reading: Tables, of: Indexed) => Steps<number>
  /**
   * Returns the index search for these terms; null for terms that the index cannot find, such as very short
   * ones.
   */
  finderOf: (sought: SearchTerm[]) => IndexedFind | null
}

/** Rows that a search checks, and the function that checks them. */
export interface Searched<Row extends { id: number }, Found> {
  of: Indexed
  slice: Texts['slice']
  rows: (reading: Tables, wanted: RowSelection) => Steps<Row[]>
  /**
   * Checks the first rows, up to a size. Returns the bytes read and, for each checked row, the match or null.
   */
  look: (reading: Tables, rows: Row[], most: number) => Steps<{ bytes: number; found: (Found | null)[] }>
}

const MOST_BYTES = 64 * 1024 * 1024

/**
 * Source of rows to check, a slice at a time. `next` is the start of the following slice; null at the end.
 */
type Source<Row> = (reading: Tables, before: number) => Steps<{ rows: Row[]; next: number | null }>

/** Returns the id to continue from after a full slice; null after one that was not full. */
export const nextSliceStart = (ids: number[], most: number): number | null =>
  ids.length < most ? null : (ids.at(-1) ?? null)

/** One pass of a search: where it starts, how it reads rows, and when it ends. */
interface Way<Row> {
  before: number
  slice: Source<Row>
  /** Maximum number of rows. */
  most: number
  /** Row from which a later search continues when this pass ends; null to go on with the next pass now. */
  end: number | null
}

const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/**
 * Creates a search through texts, newest first, one slice per turn of the event loop. Rows that the index has
 * not reached yet are all scanned; older rows only if they are in the index, up to a limit. `end` is the row
 * to continue from after a search that stopped at a limit; null otherwise.
 */
export const createSearch = (list: Database['list'], index: SearchIndex | null) => {
  function* waysOf<Row extends { id: number }, Found>(
    reading: Tables,
    searched: Searched<Row, Found>,
    span: Span,
    sought: SearchTerm[] | null
  ): Steps<Way<Row>[]> {
    const most = searched.slice.rows
    const scan = (from: number | null): Source<Row> =>
      function* (within, before) {
        const rows = yield* searched.rows(within, { before, from, ids: null, most })
        const ids = rows.map(({ id }) => id)
        return { rows, next: nextSliceStart(ids, most) }
      }
    const whole = {
      before: span.before,
      slice: scan(span.from),
      most: Number.POSITIVE_INFINITY,
      end: span.isLast ? null : span.from
    }
    const find = sought === null ? null : (index?.finderOf(sought) ?? null)
    if (index === null || find === null) return [whole]
    const reached = yield* index.reached(reading, searched.of)
    if (!span.isLast && span.from !== null && span.from > reached) return [whole]
    const findIndexed: Source<Row> = function* (within, before) {
      const from = span.first ?? 0
      const { ids, next } = yield* find(within, searched.of, { before, from, most })
      const rows = ids.length === 0 ? [] : yield* searched.rows(within, { before, from, ids, most })
      return { rows, next }
    }
    return [
      { ...whole, slice: scan(Math.max(reached + 1, span.first ?? 0)), end: null },
      { before: Math.min(span.before, reached + 1), slice: findIndexed, most: MOST_SCANNED, end: null }
    ]
  }

  return async <Row extends { id: number }, Found>(
    searched: Searched<Row, Found>,
    params: { span: Span; sought: SearchTerm[] | null; limit: number }
  ): Promise<{ rows: Found[]; end: number | null }> => {
    const { span, sought, limit } = params
    const found: Found[] = []
    let bytes = 0
    let taken = 0
    /** Scans one slice. Returns the row to continue from; null at the end. */
    function* lookAt(reading: Tables, slice: Source<Row>, from: number): Steps<number | null> {
      const { rows, next } = yield* slice(reading, from)
      taken += rows.length
      const until = bytes + searched.slice.bytes
      let at = 0
      while (at < rows.length) {
        if (bytes >= until || found.length >= limit) return rows[at - 1]?.id ?? from
        const looked = yield* searched.look(reading, rows.slice(at), until - bytes)
        bytes += looked.bytes
        for (const match of looked.found) {
          if (found.length >= limit) return rows[at - 1]?.id ?? from
          at += 1
          if (match !== null) found.push(match)
        }
      }
      return next
    }
    for (const way of await list(reading => waysOf(reading, searched, span, sought))) {
      taken = 0
      let before: number | null = way.before
      while (before !== null) {
        const from: number = before
        before = await list(reading => lookAt(reading, way.slice, from))
        if (before === null) break
        if (found.length >= limit || bytes >= MOST_BYTES || taken >= way.most) {
          return { rows: found, end: before }
        }
        await turn()
      }
      if (way.end !== null) return { rows: found, end: way.end }
      if (found.length >= limit) break
    }
    return { rows: found, end: null }
  }
}
