import type { Id, RunStatus } from '@hookwright/model'
import { and, inArray, isNull, sql } from 'drizzle-orm'
import { deliveries, runs } from '../../schema/schema.ts'
import { runOf, selectRuns } from '../../statements/run-row.ts'
import type { RunStore, RunsOfDelivery } from '../../store.ts'
import { among } from './look-back.ts'
import type { Reading } from './reader.ts'

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

/** Adds run counts to deliveries. */
const withCount = (before: RunsOfDelivery, { isRecord, isReplay, status, count }: Count): RunsOfDelivery => {
  const known = partOf(status) === 'failed' ? { ...before, hasFailed: true } : before
  if (isReplay === 1) return isRecord === 1 ? known : { ...known, replays: known.replays + count }
  if (isRecord === 0) return known
  const { all, ...parts } = known.records ?? { all: 0, succeeded: 0, failed: 0, cancelled: 0, open: 0 }
  const part = partOf(status)
  return { ...known, records: { all: all + count, ...parts, [part]: parts[part] + count } }
}

/**
 * Creates the reading of deliveries' results: their first runs, and the numbers of the others by
 * status.
 */
export const createRunsOfDeliveries =
  ({ list }: Pick<Reading, 'list'>): RunStore['ofDeliveries'] =>
  ids =>
    list(reading => {
      const found = reading
        .select({ id: deliveries.uid, rowid: deliveries.id })
        .from(deliveries)
        .where(inArray(deliveries.uid, ids))
        .all()
      const rowids = found.map(({ rowid }) => rowid)
      const known = new Map<number, RunsOfDelivery>()
      const none: RunsOfDelivery = { run: null, records: null, replays: 0, hasFailed: false }
      const firsts = selectRuns(reading)
        .where(
          and(sql`${runs.delivery} in ${among(rowids)}`, isNull(runs.recordIndex), isNull(runs.replayOf))
        )
        .all()
      for (const row of firsts)
        if (row.delivery !== null) known.set(row.delivery, { ...none, run: runOf(row) })
      const counts = reading.all<Count>(sql`
        select keys.value as delivery, record_index is not null as "isRecord", replay_of is not null as "isReplay",
          status, count(*) as count
        from json_each(${JSON.stringify(rowids)}) keys, ${runs}
        where ${runs.id} in (
          select counted.id from ${runs} counted where counted.delivery = keys.value limit ${MOST_COUNTED})
        group by 1, 2, 3, 4`)
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
