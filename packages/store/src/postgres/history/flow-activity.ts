import type { Id, Millis } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import { HOURS, hoursUntil, MOST_COUNTED, MOST_TIMED, percentile } from '../../resources/history/run-times.ts'
import { runs } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import type { Database } from '../../statements/database.ts'
import { rawRows, type Steps } from '../../statements/steps.ts'
import type { FlowActivity, FlowStore } from '../../store.ts'
import { arrayOf, postgresHistory } from './history-sql.ts'

const listed = { table: runs, id: runs.id, uid: runs.uid }

/** Rowid and id of a user's flow. */
interface FlowKey {
  id: number
  uid: Buffer
}

const isOwned = (ownerId: string | null) => (ownerId === null ? sql`true` : sql`f.owner_id = ${ownerId}`)

/** Returns users' flows by their ids, or the busiest ones in order. */
function* flowsOf(
  reading: Tables,
  ownerId: string | null,
  which: { ids: Id[] } | { from: number; limit: number }
): Steps<FlowKey[]> {
  const isUsers = sql`f.connector is null and f.deleted_at is null and ${isOwned(ownerId)}`
  if ('from' in which) {
    return yield* rawRows<FlowKey>(
      reading,
      sql`select f.id, f.uid from (
          select flow from runs where id >= ${which.from} order by id desc limit ${MOST_COUNTED.ranked}
        ) n join flows f on f.id = n.flow
        where ${isUsers} group by f.id, f.uid order by count(*) desc, f.id limit ${which.limit}`
    )
  }
  if (which.ids.length === 0) return []
  const uids = sql.join(
    which.ids.map(id => sql`${blobOfId(id)}`),
    sql`, `
  )
  return yield* rawRows<FlowKey>(
    reading,
    sql`select f.id, f.uid from flows f where f.uid in (${uids}) and ${isUsers}`
  )
}

/** Counts the runs of flows per hour, between rowids. Hours are numbered from 1. */
const countRuns = (flows: number[], rows: number[]) => sql`
  select k.value as flow, h.nth as hour, counted.count from unnest(${arrayOf(flows)}) as k(value)
    cross join unnest(${arrayOf(rows.slice(0, -1))}, ${arrayOf(rows.slice(1))}) with ordinality as h(first, next, nth)
    cross join lateral (
      select count(*) as count from (
        select 1 from runs where (flow, id) >= (k.value, h.first) and (flow, id) < (k.value, h.next)
        order by flow, id limit ${MOST_COUNTED.anHour}
      ) ran) counted
  where counted.count > 0`

/** Counts the newest failed runs of flows per hour. */
const countFailures = (flows: number[], rows: number[]) => sql`
  select r.flow, width_bucket(f.id, ${arrayOf(rows)}) as hour, count(*) as count from (
    select * from (select id from runs where status in ('failed', 'on-hold') and delivery is not null
      order by delivery desc limit ${MOST_COUNTED.failures}) received
    union all select * from (select id from runs where status in ('failed', 'on-hold') and delivery is null
      and id >= ${rows[0] ?? 0} limit ${MOST_COUNTED.failures}) begun
  ) f join runs r on r.id = f.id
  where f.id >= ${rows[0] ?? 0} and r.flow = any(${arrayOf(flows)}) group by 1, 2`

const readTimes = (flows: number[], from: number) => sql`
  select k.value as flow, r.finished_at - r.started_at as took from unnest(${arrayOf(flows)}) as k(value)
    cross join lateral (
      select * from runs where (flow, id) >= (k.value, ${from}) and flow <= k.value
      order by flow desc, id desc limit ${MOST_TIMED.runs}
    ) r
  where r.record_index is null and r.replay_of is null and r.status = 'succeeded' and r.finished_at is not null
  order by 2`

/** Creates the query for hourly run counts. It only uses indexes, so its cost per flow is constant. */
export const createFlowActivity =
  ({ list }: Pick<Database, 'list'>): FlowStore['activity'] =>
  ({ ownerId, flowIds, until, limit }) =>
    list(function* (reading) {
      const edges = hoursUntil(until)
      const rows = yield* postgresHistory.firstSince(reading, listed, runs.startedAt, edges)
      // Runs that began since the edges were read belong to the last hour.
      rows[HOURS] = Number.MAX_SAFE_INTEGER
      const from = rows[0] ?? 0
      const which = flowIds === null ? { from, limit } : { ids: flowIds.slice(0, limit) }
      const found = yield* flowsOf(reading, ownerId, which)
      const keys = found.map(({ id }) => id)
      type HourCount = { flow: number; hour: number; count: number }
      const counts = yield* rawRows<HourCount>(reading, countRuns(keys, rows))
      const failures = yield* rawRows<HourCount>(reading, countFailures(keys, rows))
      const times = yield* rawRows<{ flow: number; took: Millis }>(reading, readTimes(keys, from))
      const activityOf = ({ id, uid }: FlowKey): FlowActivity => {
        const of = (counted: HourCount[], hour: number): number =>
          counted.find(row => row.flow === id && row.hour === hour)?.count ?? 0
        const hours = edges.slice(0, HOURS).map((_, at) => {
          const ran = of(counts, at + 1)
          return { runs: ran, failed: Math.min(ran, of(failures, at + 1)) }
        })
        const took = times.filter(({ flow }) => flow === id).map(time => time.took)
        return {
          flowId: idOfBlob(uid),
          hours,
          isCut: hours.some(hour => hour.runs === MOST_COUNTED.anHour),
          p50: percentile(took, 0.5)
        }
      }
      return { from: edges[0] ?? until, rows: found.map(activityOf) }
    })
