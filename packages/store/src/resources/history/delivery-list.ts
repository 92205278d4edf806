import {
  type Delivery,
  findsAt,
  isInProgress,
  type RunStatus,
  readBody,
  runStatuses,
  type SearchTerm
} from '@hookwright/model'
import { and, eq, gte, inArray, lt, not, sql } from 'drizzle-orm'
import { deliveries, payloads, runs } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { deliveryOf, selectDeliveries } from '../../statements/delivery-row.ts'
import { subscriptionsIn } from '../../statements/scope.ts'
import { all, get, type Steps } from '../../statements/steps.ts'
import type { DeliveryFilter, DeliveryStore } from '../../store.ts'
import type { HistoryReading, HistorySql } from './history-sql.ts'
import { createListing, type ScanRange } from './listing.ts'
import { type RowSelection, selectionCondition, spanOf } from './scan-conditions.ts'
import type { Arrived, Searched, Texts } from './search.ts'
import { folded, textOfArrived } from './searched-texts.ts'

const failed = ['failed', 'on-hold'] as const
const open = runStatuses.filter(is => isInProgress({ is }))

/**
 * Returns the SQL condition that a delivery has a run in one of these statuses, or any run if none are given.
 */
const hasRun = (statuses?: readonly RunStatus['is'][]) =>
  sql`exists (select 1 from ${runs} where ${and(
    eq(runs.delivery, deliveries.id),
    statuses === undefined ? undefined : inArray(runs.status, [...statuses])
  )})`

const resulted = (result: NonNullable<DeliveryFilter['result']>) => {
  switch (result) {
    case 'failed':
      return hasRun(failed)
    case 'open':
      return hasRun(open)
    case 'succeeded':
      return and(hasRun(), not(hasRun(failed)), not(hasRun(open)))
  }
}

const isKeptWhole = sql`(${deliveries.redacted} is null
  and exists (select 1 from ${payloads} where ${eq(payloads.delivery, deliveries.id)}))`

const listed = {
  table: deliveries,
  id: deliveries.id,
  uid: deliveries.uid,
  at: deliveries.receivedAt
}

/** Returns the range of rows to scan; null when no row can match. */
function* scanRangeOf(reading: Tables, dialect: HistorySql, filter: DeliveryFilter): Steps<ScanRange | null> {
  const { scope = {}, status, result, from, to, sought, canRunAgain, before, limit } = filter
  const keys = yield* subscriptionsIn(reading, scope)
  const owned = keys && [{ column: deliveries.subscription, keys }]
  const isFiltered = [status, result, from, to, sought, canRunAgain].some(part => part !== undefined)
  const period = { since: from, until: to }
  const span = yield* spanOf(reading, dialect, listed, { owned, before, limit, isFiltered, ...period })
  if (span === null) return null
  const fits = and(
    status === undefined ? undefined : eq(deliveries.status, status),
    result === undefined ? undefined : resulted(result),
    from === undefined ? undefined : gte(deliveries.receivedAt, from),
    to === undefined ? undefined : lt(deliveries.receivedAt, to),
    canRunAgain === undefined ? undefined : and(eq(deliveries.status, 'done'), isKeptWhole, not(hasRun(open)))
  )
  return { span, owned, fits, isWhole: owned !== null && span.isLast }
}

type Row = Parameters<typeof deliveryOf>[0]

function* rowsOf(
  reading: Tables,
  dialect: HistorySql,
  { owned, fits }: ScanRange,
  wanted: RowSelection
): Steps<Row[]> {
  const { where, newestFirst } = selectionCondition(dialect, listed, owned, wanted)
  const rows = selectDeliveries(reading).where(and(where, fits))
  return yield* all(rows.orderBy(newestFirst).limit(wanted.most))
}

type Test = (contentType: string, arrived: Arrived, text: () => string) => boolean

/**
 * Creates a test of stored requests for a search term. Words match in any case. Values are searched only in
 * JSON and in forms.
 */
const testOf = (sought: SearchTerm): Test => {
  if ('path' in sought) {
    const finds = findsAt(sought)
    return (contentType, { body }) => finds(readBody(contentType, body).value)
  }
  const words = folded(sought.text)
  return (_, __, text) => text().includes(words)
}

/** Returns the searchable deliveries of a range. */
const searched = (
  dialect: HistorySql,
  look: ScanRange,
  sought: SearchTerm[],
  { slice, arrived }: Texts
): Searched<Row, Delivery> => {
  const tests = sought.map(testOf)
  const holds = (contentType: string, request: Arrived): boolean => {
    let folded: string | null = null
    const text = (): string => {
      folded ??= textOfArrived(request)
      return folded
    }
    return tests.every(test => test(contentType, request, text))
  }
  return {
    of: 'deliveries',
    slice,
    rows: (reading, wanted) => rowsOf(reading, dialect, look, wanted),
    look: function* (reading, rows, most) {
      const ids = rows.map(({ id }) => id)
      const { texts, bytes } = yield* arrived(reading, { ids, most, sought })
      const found = rows.slice(0, texts.length).map((row, at) => {
        const request = texts[at] ?? null
        return request !== null && holds(row.contentType, request) ? deliveryOf(row) : null
      })
      return { bytes, found }
    }
  }
}

/**
 * Creates the list of deliveries. It is read by subscription, so that a quiet flow's deliveries are found
 * quickly among those of busy flows.
 */
export const createDeliveryList = (history: HistoryReading): DeliveryStore['list'] => {
  const { dialect } = history
  return createListing<SearchTerm, DeliveryFilter, Row, Delivery>(
    {
      scanRangeOf: (reading, filter) => scanRangeOf(reading, dialect, filter),
      rowsOf: (reading, look, wanted) => rowsOf(reading, dialect, look, wanted),
      told: deliveryOf,
      searched: (look, sought, texts) => searched(dialect, look, sought, texts),
      placeOf: (reading, rowid) =>
        get(
          reading
            .select({ id: deliveries.uid, at: deliveries.receivedAt })
            .from(deliveries)
            .where(eq(deliveries.id, rowid))
        )
    },
    history
  )
}
