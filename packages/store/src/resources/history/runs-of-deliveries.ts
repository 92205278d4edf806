import type { Id, RunStatus } from '@hookwright/model'
import { and, inArray, isNull, sql } from 'drizzle-orm'
import { deliveries, runs } from '../../schema/schema.ts'
import { runOf, selectRuns } from '../../statements/run-row.ts'
import { all, rawRows } from '../../statements/steps.ts'
import type { RunStore, RunsOfDelivery } from '../../store.ts'
import type { HistoryReading } from './history-sql.ts'

/** Maximum number of runs counted for one delivery. */
const MOST_COUNTED = 1_000

interface Count {
  delivery: number
  isRecord: 0 | 1
  isReplay: 0 | 1
  status: RunStatus['is']
  count: number
}

const partOf = (status: RunStatus['is']): 'succeeded' | 'failed' | 'cancelled' | 'open' => {
  switch (status) {
    case 'succeeded':
      return 'succeeded'
    case 'failed':
    case 'on-hold':
      return 'failed'
    case 'cancelled':
      return 'cancelled'
    case 'queued':
    case 'running':
    case 'waiting':
      return 'open'
  }
}

/** Adds one row of run counts to the results of a delivery. */
const withCount = (before: RunsOfDelivery, { isRecord, isReplay, status, count }: Count): RunsOfDelivery => {
  const known = partOf(status) === 'failed' ? { ...before, hasFailed: true } : before
  if (isReplay === 1) return isRecord === 1 ? known : { ...known, replays: known.replays + count }
  if (isRecord === 0) return known
  const { all, ...parts } = known.records ?? { all: 0, succeeded: 0, failed: 0, cancelled: 0, open: 0 }
  const part = partOf(status)
  return { ...known, records: { all: all + count, ...parts, [part]: parts[part] + count } }
}

/**
 * Creates the store method that reads the results of deliveries: their first runs, and counts of the other
 * runs by status.
 */
export const createRunsOfDeliveries =
  ({ list, dialect }: Pick<HistoryReading, 'list' | 'dialect'>): RunStore['ofDeliveries'] =>
  ids =>
    list(function* (reading) {
      const found = yield* all(
        reading
          .select({ id: deliveries.uid, rowid: deliveries.id })
          .from(deliveries)
          .where(inArray(deliveries.uid, ids))
      )
      const rowids = found.map(({ rowid }) => rowid)
      const known = new Map<number, RunsOfDelivery>()
      const none: RunsOfDelivery = { run: null, records: null, replays: 0, hasFailed: false }
      const firsts = yield* all(
        selectRuns(reading).where(
          and(dialect.isAmong(runs.delivery, rowids), isNull(runs.recordIndex), isNull(runs.replayOf))
        )
      )
      for (const row of firsts)
        if (row.delivery !== null) known.set(row.delivery, { ...none, run: runOf(row) })
      const counts = yield* rawRows<Count>(
        reading,
        sql`
          select delivery, case when record_index is not null then 1 else 0 end as "isRecord",
            case when replay_of is not null then 1 else 0 end as "isReplay", status, count(*) as count
          from ${dialect.runsOf(rowids, MOST_COUNTED)} counted
          group by 1, 2, 3, 4`
      )
      for (const count of counts) {
        known.set(count.delivery, withCount(known.get(count.delivery) ?? none, count))
      }
      return new Map<Id, RunsOfDelivery>(
        found.flatMap(({ id, rowid }) => {
          const runsOf = known.get(rowid)
          return runsOf === undefined ? [] : [[id, runsOf]]
        })
      )
    })
