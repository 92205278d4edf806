import { HOUR, type Millis } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import { deliveries } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { Database } from '../../statements/database.ts'
import { rawRows, rawRun, type Steps } from '../../statements/steps.ts'
import { postgresHistory } from './history-sql.ts'

/**
 * Maximum number of rowids in a range, so that counting blocks other writes for only some tens of
 * milliseconds.
 */
const LONGEST = 100_000

const listed = { table: deliveries, id: deliveries.id, uid: deliveries.uid }

/** Background job that counts deliveries by hour. */
export interface HourCounter {
  /**
   * Starts counting rows that have settled since the last call. Does nothing while a count is in progress.
   */
  keepCounted: () => void
  /** Counts immediately and resolves when done. Several processes may count at the same time. */
  count: () => Promise<void>
  close: () => Promise<void>
}

/** State of the database at a moment: the newest delivery, and the id of the next transaction. */
interface Moment {
  newest: number
  nextTransaction: string
}

/** Range to count: the next one, or one that could not be counted before. */
interface Range {
  first: number
  next: number
  hour: Millis
}

function* readMoment(reading: Tables): Steps<Moment> {
  const [moment] = yield* rawRows<Moment>(
    reading,
    sql`select (select coalesce(max(id), 0) from deliveries) as newest,
      cast(pg_snapshot_xmax(pg_current_snapshot()) as text) as "nextTransaction"`
  )
  return moment ?? { newest: 0, nextTransaction: '0' }
}

/** Returns true if all transactions that were open at a moment have ended. */
function* hasSettled(reading: Tables, { nextTransaction }: Moment): Steps<boolean> {
  const [found] = yield* rawRows<{ settled: boolean }>(
    reading,
    sql`select pg_snapshot_xmin(pg_current_snapshot()) >= cast(${nextTransaction} as xid8) as settled`
  )
  return found?.settled === true
}

/**
 * Returns the next range: one hour of deliveries, or a part of a long hour; `null` if there are no more
 * deliveries.
 */
function* nextRange(reading: Tables): Steps<Range | null> {
  const [begin] = yield* rawRows<{ id: number; at: Millis }>(
    reading,
    sql`select id, received_at as at from deliveries
      where id >= (select coalesce(max(next), 0) from counted_ranges) order by id limit 1`
  )
  if (begin === undefined) return null
  const hour = Math.floor(begin.at / HOUR) * HOUR
  // Where clocks differ, an hour may seem to have ended before it begins here.
  for (let end = hour + HOUR; ; end += HOUR) {
    const [found = 0] = yield* postgresHistory.firstSince(reading, listed, deliveries.receivedAt, [end])
    if (found > begin.id) return { first: begin.id, next: Math.min(found, begin.id + LONGEST), hour }
  }
}

/**
 * Counts a range unless a delivery in it waits for its first run. After the first run, a delivery keeps its
 * status.
 */
function* countRange(tables: Tables, { first, next }: Range): Steps<void> {
  const isWithin = sql`id >= ${first} and id < ${next}`
  const waiting = yield* rawRows(
    tables,
    sql`select 1 from deliveries where status = 'accepted' and ${isWithin} limit 1`
  )
  if (waiting.length > 0) return
  yield* rawRun(
    tables,
    sql`insert into delivery_counts (first, subscription, status, count)
      select ${first}, subscription, status, count(*) from deliveries where ${isWithin} group by subscription, status`
  )
  yield* rawRun(tables, sql`update counted_ranges set is_counted = 1 where first = ${first}`)
}

/** Stores and counts the next range, if all its rowids are below `settled`. Returns false otherwise. */
function* countNext(tables: Tables, settled: number): Steps<boolean> {
  const range = yield* nextRange(tables)
  if (range === null || range.next > settled) return false
  const { first, next, hour } = range
  yield* rawRun(
    tables,
    sql`insert into counted_ranges (first, next, hour, is_counted) values (${first}, ${next}, ${hour}, 0)`
  )
  yield* countRange(tables, range)
  return true
}

/** Counts ranges in which deliveries no longer wait, and deletes ranges without any remaining deliveries. */
function* followUp(tables: Tables): Steps<void> {
  const open = yield* rawRows<Range>(
    tables,
    sql`select first, next, hour from counted_ranges c where is_counted = 0 and not exists (
      select 1 from deliveries where status = 'accepted' and id >= c.first and id < c.next) order by first limit 1`
  )
  for (const range of open) yield* countRange(tables, range)
  yield* rawRun(
    tables,
    sql`delete from counted_ranges where next <= (select coalesce(min(id), 0) from deliveries)
      and next < (select max(next) from counted_ranges)`
  )
}

/**
 * Creates the background counter of deliveries by hour. Rowids are assigned before the commit, so a range is
 * counted only after all transactions that were open at its end have finished. Counts stay correct: statuses
 * no longer change, and deletions never run at the same time as counting.
 */
export const createHourCounter = ({
  tables,
  list,
  write
}: Pick<Database, 'tables' | 'list' | 'write'>): HourCounter => {
  let seen: Moment | null = null
  let running: Promise<void> | null = null
  let isClosed = false

  const work = async (): Promise<void> => {
    const before = seen
    if (before !== null && !(await list(reading => hasSettled(reading, before)))) return
    seen = await list(readMoment)
    if (before === null) return
    while (!isClosed && (await write(() => countNext(tables, before.newest))));
    if (!isClosed) await write(() => followUp(tables))
  }

  const count = (): Promise<void> => {
    if (isClosed) return Promise.resolve()
    running ??= work().finally(() => {
      running = null
    })
    return running
  }

  return {
    keepCounted: () => {
      // What fails is tried again with a later call; charts count the rows meanwhile.
      count().catch(() => {})
    },
    count,
    close: async () => {
      isClosed = true
      await running?.catch(() => {})
    }
  }
}
