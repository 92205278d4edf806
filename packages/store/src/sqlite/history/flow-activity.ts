import type { Id, Millis } from '@hookwright/model'
import type { Database } from 'better-sqlite3'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { HOURS, hoursUntil, MOST_COUNTED, MOST_TIMED, percentile } from '../../resources/history/run-times.ts'
import { flows, runs } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { FlowActivity, FlowStore } from '../../store.ts'
import { firstSince } from './history-sql.ts'
import type { Reading } from './reader.ts'

/** Row of a user's flow. */
interface Counted {
  id: number
  uid: Id
}

interface Edge {
  flow: number
  from: number
  until: number
}

/** Creates the queries. Each uses an index or reads at most a limited number of rows. */
const prepare = (db: Database) => ({
  runs: db
    .prepare<[Edge], number>(
      `select count(*) from (select 1 from runs indexed by runs_flow
         where flow = @flow and id >= @from and id < @until limit ${MOST_COUNTED.anHour})`
    )
    .pluck(),
  failed: db.prepare<[{ keys: string; from: number }], { flow: number; id: number }>(
    `select r.flow, r.id from (
       select * from (select id from runs indexed by runs_failed where status in ('failed', 'on-hold')
         and delivery is not null order by delivery desc limit ${MOST_COUNTED.failures})
       union all select * from (select id from runs indexed by runs_failed where status in ('failed', 'on-hold')
         and delivery is null and id >= @from limit ${MOST_COUNTED.failures})) f
     cross join runs r on r.id = f.id
     where f.id >= @from and r.flow in (select value from json_each(@keys))`
  ),
  took: db
    .prepare<[{ flow: number; from: number }], Millis>(
      `select r.finished_at - r.started_at from (select id from runs indexed by runs_flow
         where flow = @flow and id >= @from order by id desc limit ${MOST_TIMED.runs}) n
       cross join runs r on r.id = n.id
       where r.record_index is null and r.replay_of is null
         and r.status = 'succeeded' and r.finished_at is not null order by 1`
    )
    .pluck(),
  busiest: db
    .prepare<[{ from: number; owner: string | null; limit: number }], number>(
      `select n.flow from (select flow from runs where id >= @from order by id desc limit ${MOST_COUNTED.ranked}) n
       join flows f on f.id = n.flow
       where f.connector is null and f.deleted_at is null and (@owner is null or f.owner_id = @owner)
       group by n.flow order by count(*) desc, n.flow limit @limit`
    )
    .pluck()
})

const flowsWith = (
  reading: Tables,
  ownerId: string | null,
  which: { uids: Id[] } | { keys: number[] }
): Counted[] =>
  reading
    .select({ id: flows.id, uid: flows.uid })
    .from(flows)
    .where(
      and(
        'uids' in which ? inArray(flows.uid, which.uids) : inArray(flows.id, which.keys),
        isNull(flows.connector),
        isNull(flows.deletedAt),
        ownerId === null ? undefined : eq(flows.ownerId, ownerId)
      )
    )
    .all()

/** Creates the counts of runs by hour. They use only indexes, so that each flow has the same cost. */
export const createFlowActivity = ({ list, db }: Reading): FlowStore['activity'] => {
  const listed = { table: runs, id: runs.id, uid: runs.uid, key: runs.flow }
  return ({ ownerId, flowIds, until, limit }) =>
    list(reading => {
      const statements = prepare(db())
      const edges = hoursUntil(until)
      const rows = edges.map(edge => firstSince(reading, listed, runs.startedAt, edge))
      const from = rows[0] ?? 0
      const busiest = flowIds === null ? statements.busiest.all({ from, owner: ownerId, limit }) : []
      const found = flowsWith(
        reading,
        ownerId,
        flowIds === null ? { keys: busiest } : { uids: flowIds.slice(0, limit) }
      )
      const failures = new Map<number, number[]>(found.map(({ id }) => [id, []]))
      const keys = JSON.stringify(found.map(({ id }) => id))
      for (const { flow, id } of statements.failed.all({ keys, from })) failures.get(flow)?.push(id)
      const activityOf = ({ id, uid }: Counted): FlowActivity => {
        const failedIn = (first: number, next: number): number =>
          failures.get(id)?.filter(run => run >= first && run < next).length ?? 0
        const hours = edges.slice(0, HOURS).map((_, at) => {
          const first = rows[at] ?? 0
          // Runs that began since the edges were read belong to the last hour.
          const next = at === HOURS - 1 ? Number.MAX_SAFE_INTEGER : (rows[at + 1] ?? 0)
          const counted =
            first < next ? (statements.runs.get({ flow: id, from: first, until: next }) ?? 0) : 0
          return { runs: counted, failed: Math.min(counted, failedIn(first, next)) }
        })
        const took = statements.took.all({ flow: id, from })
        return {
          flowId: uid,
          hours,
          isCut: hours.some(hour => hour.runs === MOST_COUNTED.anHour),
          p50: percentile(took, 0.5)
        }
      }
      const order = new Map(busiest.map((id, at) => [id, at]))
      found.sort((one, other) => (order.get(one.id) ?? 0) - (order.get(other.id) ?? 0))
      return { from: edges[0] ?? until, rows: found.map(activityOf) }
    })
}
