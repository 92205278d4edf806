import { type SQL, sql } from 'drizzle-orm'
import { type IndexedFind, nextSliceStart, type SearchIndex } from '../../resources/history/search.ts'
import type { Tables } from '../../schema/tables.ts'
import { rawRows, type Steps } from '../../statements/steps.ts'
import { patternsOf, TEXTS } from './text-conditions.ts'
import { type IndexedTable, rangeOfSegment, readChain, type Segment } from './text-segments.ts'

/** Pattern of the three characters that an index search needs. */
const indexable = /[a-z0-9]{3}/

const isLike = (table: IndexedTable, pattern: string): SQL => sql`${sql.raw(TEXTS[table])} like ${pattern}`

type Range = Parameters<IndexedFind>[2]

/**
 * Returns the newest matches of an unordered query. `next` is the rowid from which the next slice is read;
 * `null` at the end.
 */
function* sliceOf(
  reading: Tables,
  found: SQL,
  segment: Segment,
  { before, from, most }: Range
): Steps<{ ids: number[]; next: number | null }> {
  const rows = yield* rawRows<{ id: number }>(
    reading,
    sql`${found} where id < ${before} and id >= ${from} order by id desc limit ${most}`
  )
  const ids = rows.map(({ id }) => id)
  const older = segment.after >= from ? segment.after + 1 : null
  return { ids, next: nextSliceStart(ids, most) ?? older }
}

/** Finds deliveries by the text of their requests. */
function* findDeliveries(
  reading: Tables,
  segment: Segment,
  patterns: string[],
  range: Range
): Steps<{ ids: number[]; next: number | null }> {
  const conditions = patterns.map(pattern => isLike('payloads', pattern))
  const found = sql`with found as materialized (
      select delivery as id from payloads
      where ${sql.raw(rangeOfSegment('payloads', segment))} and ${sql.join(conditions, sql` and `)}
    ) select id from found`
  return yield* sliceOf(reading, found, segment, range)
}

/**
 * Rowids of the oldest and the newest delivery to which a group of runs belongs. Both are `null` if these
 * runs have no deliveries.
 */
interface DeliveriesOfRuns {
  first: number | null
  last: number | null
}

/**
 * Creates a cached query for the deliveries of a segment's runs. A segment gets no new runs, so its result
 * never changes.
 */
const createDeliveriesOf = () => {
  const known = new Map<string, DeliveriesOfRuns>()
  return function* (reading: Tables, segment: Segment): Steps<DeliveriesOfRuns> {
    const before = known.get(segment.name)
    if (before !== undefined) return before
    const [found] = yield* rawRows<DeliveriesOfRuns>(
      reading,
      sql`select min(delivery) as first, max(delivery) as last from runs
        where ${sql.raw(rangeOfSegment('runs', segment))}`
    )
    const read = found ?? { first: null, last: null }
    known.set(segment.name, read)
    return read
  }
}

/**
 * Returns SQL conditions for the payloads between two rowids: one per index, and one for the rows without an
 * index.
 */
const rangesBetween = (chain: Segment[], { first, last }: DeliveriesOfRuns): string[] => {
  if (first === null || last === null) return []
  const indexed = chain.filter(({ after, upTo }) => after < last && upTo >= first)
  const reached = chain.at(-1)?.upTo ?? 0
  const rest = last > reached ? [{ after: Math.max(reached, first - 1), upTo: last }] : []
  return [...indexed, ...rest].map(range => rangeOfSegment('payloads', range))
}

/**
 * Finds runs that contain the pattern in their own text or in their delivery's request. A single pattern
 * suffices, since each row is checked for all search terms afterwards.
 */
function* findRuns(
  reading: Tables,
  params: { segment: Segment; payloads: string[]; pattern: string },
  range: Range
): Steps<{ ids: number[]; next: number | null }> {
  const { segment, payloads, pattern } = params
  const isWithin = sql.raw(rangeOfSegment('runs', segment))
  const requests = payloads.map(
    one => sql`select delivery from payloads where ${sql.raw(one)} and ${isLike('payloads', pattern)}`
  )
  const requested =
    requests.length === 0
      ? sql`select cast(null as bigint) as delivery`
      : sql.join(requests, sql` union all `)
  const found = sql`with own as materialized (
      select id from runs where ${isWithin} and ${isLike('runs', pattern)}
    ), requested as materialized (${requested}), found as (
      select id from own
      union select id from runs
        where ${isWithin} and record_index is null and delivery in (select delivery from requested)
    ) select id from found`
  return yield* sliceOf(reading, found, segment, range)
}

/**
 * Creates the trigram search in requests and runs. Indexes only cover complete ranges of rows, so new rows
 * never update them.
 */
export const createTextIndex = (): SearchIndex => {
  const deliveriesOf = createDeliveriesOf()
  return {
    reached: function* (reading, of) {
      const chain = yield* readChain(reading, of === 'runs' ? 'runs' : 'payloads')
      return chain.at(-1)?.upTo ?? 0
    },
    finderOf: sought => {
      const patterns = patternsOf(sought, part => indexable.test(part))
      const longest = patterns.toSorted((one, other) => other.length - one.length)[0]
      if (longest === undefined) return null
      return function* (reading, of, range) {
        const chain = yield* readChain(reading, of === 'runs' ? 'runs' : 'payloads')
        const segment = chain.findLast(({ after }) => after < range.before - 1)
        if (segment === undefined) return { ids: [], next: null }
        if (of === 'deliveries') return yield* findDeliveries(reading, segment, patterns, range)
        const payloads = rangesBetween(
          yield* readChain(reading, 'payloads'),
          yield* deliveriesOf(reading, segment)
        )
        return yield* findRuns(reading, { segment, payloads, pattern: longest }, range)
      }
    }
  }
}
