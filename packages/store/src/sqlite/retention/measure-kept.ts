import { statSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import type { Tables } from '../../schema/tables.ts'
import { statusesInProgress } from '../../statements/conditions.ts'
import { isCalled } from '../../statements/scope.ts'
import type { KeepingStore, StillNeeded, StoredSize } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import { textIndexOf } from '../history/text-index.ts'
import type { KnownRowids } from '../rows/known-rowids.ts'

/** Maximum number of deliveries and runs counted for a flow. */
const MOST_COUNTED = 5_000

/**
 * Creates the measurement of a flow's stored data and its begun runs. It uses indexes and counts at
 * most some thousands.
 */
export const createMeasureFlow =
  ({ list, read }: SqliteFile, rowids: KnownRowids): KeepingStore['measure'] =>
  async flowId => {
    const flow = await read(() => rowids.flow(flowId))
    return list(reading => {
      const kept = reading.get<{ looked: number; deliveries: number; bytes: number; accepted: number }>(sql`
        select count(*) as looked, count(body) as deliveries, coalesce(sum(bytes), 0) as bytes,
          coalesce(sum(status = 'accepted'), 0) as accepted
        from (select d.status, octet_length(p.body) as body,
            octet_length(p.body) + octet_length(p.headers) + octet_length(p.query) as bytes
          from deliveries d left join payloads p on p.delivery = d.id
          where d.subscription in (select id from subscriptions where flow = ${flow}) limit ${MOST_COUNTED})`)
      const ran = reading.get<{ looked: number; runs: number; bytes: number } & StillNeeded>(sql`
        select count(*) as looked, count(bytes) as runs, coalesce(sum(bytes), 0) as bytes,
          count(distinct case when status in ${sql.raw(statusesInProgress)} then delivery end) as open,
          count(distinct case when status = 'on-hold' then delivery end) as onHold
        from (select delivery, status, octet_length(steps) + coalesce(octet_length(result), 0) as bytes
          from runs where id in (
            select * from (select id from runs where flow = ${flow} and kind in ('flow', 'test') limit ${MOST_COUNTED})
            union select * from (select runs.id from subscriptions s cross join runs on runs.subscription = s.id
              where s.flow = ${flow} and ${isCalled} limit ${MOST_COUNTED})))`)
      return {
        deliveries: kept?.deliveries ?? 0,
        bytes: kept?.bytes ?? 0,
        runs: ran?.runs ?? 0,
        traceBytes: ran?.bytes ?? 0,
        needed: { accepted: kept?.accepted ?? 0, open: ran?.open ?? 0, onHold: ran?.onHold ?? 0 },
        more: kept?.looked === MOST_COUNTED || (ran?.looked ?? 0) >= MOST_COUNTED
      }
    })
  }

/** Number of rows up to which sizes are summed exactly; a larger table is sampled with as many rows. */
const MOST_ADDED = 1_000

const bytesOf = {
  payloads: sql`octet_length(body) + octet_length(headers) + octet_length(query)`,
  runs: sql`coalesce(octet_length(steps), 0) + coalesce(octet_length(result), 0)`,
  deliveries: sql`0`
}

/** Counts rows and bytes of a table: exactly, or estimated from samples. */
const weigh = (
  reading: Tables,
  table: keyof typeof bytesOf
): { rows: number; bytes: number; isEstimate: boolean } => {
  const id = sql.raw(table === 'payloads' ? 'delivery' : 'id')
  const from = sql.raw(table)
  const ends = reading.get<{ first: number | null; last: number | null }>(
    sql`select (select min(${id}) from ${from}) as first, (select max(${id}) from ${from}) as last`
  )
  const first = ends?.first ?? null
  const last = ends?.last ?? null
  if (first === null || last === null) return { rows: 0, bytes: 0, isEstimate: false }
  const span = last - first + 1
  if (span <= MOST_ADDED) {
    const sum = reading.get<{ rows: number; bytes: number }>(
      sql`select count(*) as rows, coalesce(sum(${bytesOf[table]}), 0) as bytes from ${from}`
    )
    return { rows: sum?.rows ?? 0, bytes: sum?.bytes ?? 0, isEstimate: false }
  }
  const step = Math.floor(span / MOST_ADDED)
  const sample = reading.get<{ rows: number; bytes: number }>(sql`
    with recursive at(id) as (select ${first} union all select id + ${step} from at where id + ${step} <= ${last})
    select count(*) as rows, coalesce(sum(${bytesOf[table]}), 0) as bytes
    from at join ${from} t on t.${id} = at.id`)
  const share = span / Math.ceil(span / step)
  return {
    rows: Math.round((sample?.rows ?? 0) * share),
    bytes: Math.round((sample?.bytes ?? 0) * share),
    isEstimate: true
  }
}

const fileSize = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/**
 * Creates the measurement of the file. It uses samples, since counting a million rows is too slow
 * for a page.
 */
export const createSize =
  ({ db, list }: SqliteFile): KeepingStore['size'] =>
  () =>
    list((reading): StoredSize => {
      const pragma = (name: string): number => Number(db.pragma(name, { simple: true }))
      const pageBytes = pragma('page_size')
      const [payloads, runs, deliveries] = [
        weigh(reading, 'payloads'),
        weigh(reading, 'runs'),
        weigh(reading, 'deliveries')
      ]
      return {
        database: pragma('page_count') * pageBytes,
        free: pragma('freelist_count') * pageBytes,
        log: fileSize(`${db.name}-wal`),
        index: fileSize(textIndexOf(db.name)) + fileSize(`${textIndexOf(db.name)}-wal`),
        payloads: payloads.bytes,
        traces: runs.bytes,
        deliveries: deliveries.rows,
        runs: runs.rows,
        isEstimate: payloads.isEstimate || runs.isEstimate || deliveries.isEstimate
      }
    })
