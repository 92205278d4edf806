import { sql } from 'drizzle-orm'
import type { Tables } from '../../schema/tables.ts'
import { statusesInProgress } from '../../statements/conditions.ts'
import type { Database } from '../../statements/database.ts'
import { isCalled } from '../../statements/scope.ts'
import { rawRows, type Steps } from '../../statements/steps.ts'
import type { KeepingStore, StillNeeded, StoredSize } from '../../store.ts'
import { anyFlowRowid } from './clear-flow.ts'

/** Maximum number of deliveries and runs counted for a flow. */
const MOST_COUNTED = 5_000

interface CountedDeliveries {
  looked: number
  deliveries: number
  bytes: number
  accepted: number
}

interface CountedRuns extends Omit<StillNeeded, 'accepted'> {
  looked: number
  runs: number
  bytes: number
}

// Rows of a key are read as a range of it, as in \`statements/rows-of-key.ts\`.
const countDeliveries = (flow: number) => sql`
  select count(*) as looked, count(body) as deliveries, coalesce(sum(bytes), 0) as bytes,
    count(*) filter (where status = 'accepted') as accepted
  from (select d.status, octet_length(p.body) as body,
      octet_length(p.body) + octet_length(p.headers) + octet_length(p.query) as bytes
    from subscriptions s join deliveries d on d.subscription >= s.id and d.subscription <= s.id
      left join payloads p on p.delivery = d.id
    where s.flow = ${flow} limit ${MOST_COUNTED}) counted`

const countRuns = (flow: number) => sql`
  select count(*) as looked, count(bytes) as runs, coalesce(sum(bytes), 0) as bytes,
    count(distinct case when status in ${sql.raw(statusesInProgress)} then delivery end) as open,
    count(distinct case when status = 'on-hold' then delivery end) as "onHold"
  from (select delivery, status, octet_length(steps) + coalesce(octet_length(result), 0) as bytes
    from runs where id in (
      select id from (select id from runs where flow >= ${flow} and flow <= ${flow} and kind in ('flow', 'test')
        order by flow limit ${MOST_COUNTED}) own
      union select id from (select runs.id from subscriptions s cross join runs
        where runs.subscription = s.id and s.flow = ${flow} and ${isCalled} limit ${MOST_COUNTED}) called)) counted`

/**
 * Creates the store method that measures a flow's stored data and its begun runs. It uses indexes and counts
 * at most some thousands of rows.
 */
export const createMeasureFlow =
  (database: Pick<Database, 'list'>): KeepingStore['measure'] =>
  flowId =>
    database.list(function* (reading) {
      const flow = yield* anyFlowRowid({ tables: reading }, flowId)
      const [kept] = yield* rawRows<CountedDeliveries>(reading, countDeliveries(flow))
      const [ran] = yield* rawRows<CountedRuns>(reading, countRuns(flow))
      return {
        deliveries: kept?.deliveries ?? 0,
        bytes: kept?.bytes ?? 0,
        runs: ran?.runs ?? 0,
        traceBytes: ran?.bytes ?? 0,
        needed: { accepted: kept?.accepted ?? 0, open: ran?.open ?? 0, onHold: ran?.onHold ?? 0 },
        more: kept?.looked === MOST_COUNTED || (ran?.looked ?? 0) >= MOST_COUNTED
      }
    })

/**
 * Maximum number of rows whose sizes are all added up. For a larger table, a sample of this many rows is
 * used.
 */
const MOST_ADDED = 1_000

const bytesOf = {
  payloads: sql`octet_length(t.body) + octet_length(t.headers) + octet_length(t.query)`,
  runs: sql`coalesce(octet_length(t.steps), 0) + coalesce(octet_length(t.result), 0)`,
  deliveries: sql`0`
}

interface Weight {
  rows: number
  bytes: number
  isEstimate: boolean
}

/** Counts rows and bytes of a table: exactly, or estimated from samples. */
function* estimateTable(reading: Tables, table: keyof typeof bytesOf): Steps<Weight> {
  const id = sql.raw(table === 'payloads' ? 't.delivery' : 't.id')
  const from = sql.raw(`${table} t`)
  const [ends] = yield* rawRows<{ first: number | null; last: number | null }>(
    reading,
    sql`select (select min(${id}) from ${from}) as first, (select max(${id}) from ${from}) as last`
  )
  const [first, last] = [ends?.first ?? null, ends?.last ?? null]
  if (first === null || last === null) return { rows: 0, bytes: 0, isEstimate: false }
  const span = last - first + 1
  const sum = sql`select count(*) as rows, coalesce(sum(${bytesOf[table]}), 0) as bytes`
  if (span <= MOST_ADDED) {
    const [summed] = yield* rawRows<Weight>(reading, sql`${sum} from ${from}`)
    return { rows: summed?.rows ?? 0, bytes: summed?.bytes ?? 0, isEstimate: false }
  }
  const step = Math.floor(span / MOST_ADDED)
  const [sample] = yield* rawRows<Weight>(
    reading,
    sql`with recursive sampled(id) as (
        select cast(${first} as bigint)
        union all select sampled.id + ${step} from sampled where sampled.id + ${step} <= ${last}
      ) ${sum} from sampled join ${from} on ${id} = sampled.id`
  )
  const share = span / Math.ceil(span / step)
  return {
    rows: Math.round((sample?.rows ?? 0) * share),
    bytes: Math.round((sample?.bytes ?? 0) * share),
    isEstimate: true
  }
}

/**
 * Estimates the size of stored values by samples, since counting a million rows is too slow for a page. Each
 * database adds the sizes of its files.
 */
export function* estimateStoredSize(
  reading: Tables
): Steps<Pick<StoredSize, 'payloads' | 'traces' | 'deliveries' | 'runs' | 'isEstimate'>> {
  const payloads = yield* estimateTable(reading, 'payloads')
  const runs = yield* estimateTable(reading, 'runs')
  const deliveries = yield* estimateTable(reading, 'deliveries')
  return {
    payloads: payloads.bytes,
    traces: runs.bytes,
    deliveries: deliveries.rows,
    runs: runs.rows,
    isEstimate: payloads.isEstimate || runs.isEstimate || deliveries.isEstimate
  }
}
