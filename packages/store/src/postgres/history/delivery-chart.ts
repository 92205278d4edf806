import { type Millis, timeBuckets } from '@hookwright/model'
import { type SQL, sql } from 'drizzle-orm'
import { MOST_WAITING, percentilesOf, timedOf } from '../../resources/history/run-times.ts'
import { deliveries } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { Database } from '../../statements/database.ts'
import { subscriptionsIn } from '../../statements/scope.ts'
import { rawRows, type Steps } from '../../statements/steps.ts'
import type { DeliveryChart, DeliveryCounts, DeliveryStore } from '../../store.ts'
import {
  alignEdges,
  type CountedRange,
  type DividedSpans,
  divideSpans,
  rangesOf,
  readRanges
} from './counted-ranges.ts'
import { arrayOf, postgresHistory, rangeOf } from './history-sql.ts'

const listed = { table: deliveries, id: deliveries.id, uid: deliveries.uid }

/** Number of rows in one time span of the chart. Spans are numbered from 1. */
interface Count {
  span: number
  count: number
}

/** Number of deliveries with one status in a time span. */
interface StatusCount extends Count {
  status: string
}

/** SQL lists of run statuses: failed, in progress, and both. */
const [failed, open, undone] = [
  "('failed', 'on-hold')",
  "('queued', 'running')",
  "('failed', 'on-hold', 'queued', 'running')"
].map(list => sql.raw(list))

/**
 * Creates the SQL conditions for counting in spans of rowids. `keys` limits them to subscriptions; `null` for
 * all.
 */
const createSpans = (rows: number[], keys: number[] | null) => {
  const [first, end] = [rows[0] ?? 0, rows.at(-1) ?? 0]
  return {
    spanOf: (id: string): SQL => sql`width_bucket(${sql.raw(id)}, ${arrayOf(rows)})`,
    isWithin: (id: string): SQL => sql`${sql.raw(id)} >= ${first} and ${sql.raw(id)} < ${end}`,
    isOwned: (column: string): SQL =>
      keys === null ? sql`true` : sql`${sql.raw(column)} = any(${arrayOf(keys)})`
  }
}

type Spans = ReturnType<typeof createSpans>

/**
 * Sums the stored counts of ranges by status. All deliveries in these ranges have a run or will never get
 * one.
 */
const addCounted = ({ spanOf, isOwned }: Spans, counted: CountedRange[]): SQL => sql`
  select ${spanOf('first')} as span, status, cast(sum(count) as bigint) as count from delivery_counts
  where first = any(${arrayOf(counted.map(({ first }) => first))}) and ${isOwned('subscription')} group by 1, 2`

const countAll = ({ spanOf, isOwned }: Spans, rest: DividedSpans['rest']): SQL => sql`
  select ${spanOf('d.id')} as span, count(*) as count from ${rangesOf(rest)}
    join deliveries d on d.id >= g.first and d.id < g.next
  where ${isOwned('d.subscription')} group by 1`

/** Counts deliveries without a run. The condition matches the partial index. */
const countUnrun = ({ spanOf, isOwned }: Spans, rest: DividedSpans['rest']): SQL => sql`
  select ${spanOf('d.id')} as span, status, count(*) as count from ${rangesOf(rest)}
    join deliveries d on d.id >= g.first and d.id < g.next
  where status <> 'accepted' and status <> 'done' and ${isOwned('d.subscription')} group by 1, 2`

const countFailed = ({ spanOf, isWithin, isOwned }: Spans): SQL => sql`
  select ${spanOf('delivery')} as span, count(distinct delivery) as count from runs
  where status in ${failed} and ${isOwned('subscription')} and ${isWithin('delivery')} group by 1`

/**
 * Counts unfinished deliveries that have no failed run. They wait for their first run, or have a queued,
 * running or waiting one.
 */
const countOpen = ({ spanOf, isWithin, isOwned }: Spans): SQL => sql`
  select ${spanOf('o.id')} as span, count(*) as count from (
    select d.id from (
      select id from deliveries where status = 'accepted' and ${isWithin('id')}
      union select delivery from runs where status in ${open} and ${isWithin('delivery')}
    ) begun join deliveries d on d.id = begun.id
    where ${isOwned('d.subscription')}
      and not exists (select 1 from runs f where f.delivery = d.id and f.status in ${failed})
    union select d.id from (select run from waits order by run desc limit ${MOST_WAITING}) w
      join runs r on r.id = w.run join deliveries d on d.id = r.delivery
    where r.status = 'waiting' and ${isOwned('r.subscription')} and ${isWithin('r.delivery')}
      and d.status = 'done'
      and not exists (select 1 from runs f where f.delivery = d.id and f.status in ${undone})
  ) o group by 1`

/**
 * Returns SQL for the sorted durations of first runs that succeeded. It reads the newest `each` deliveries of
 * each subscription.
 */
const readTimes = (subscriptions: number[], each: number, rows: number[]): SQL => {
  const { isWithin: isTimed, newestFirst } = rangeOf({
    ...{ table: deliveries, column: deliveries.subscription, id: deliveries.id, key: sql`k.value` },
    ...{ before: rows.at(-1) ?? 0, from: rows[0] ?? 0 }
  })
  return sql`
  select r.finished_at - r.started_at as took from unnest(${arrayOf(subscriptions)}) as k(value)
    cross join lateral (
      select id from deliveries where ${isTimed} order by ${newestFirst} limit ${each}
    ) d join runs r on r.delivery = d.id
  where r.record_index is null and r.replay_of is null and r.status = 'succeeded' and r.finished_at is not null
  order by 1`
}

/** Returns the arrival time of the first delivery. `keys` limits this to subscriptions; `null` for all. */
function* firstTime(reading: Tables, keys: number[] | null): Steps<Millis | null> {
  const [found] = yield* rawRows<{ first: Millis | null }>(
    reading,
    keys === null
      ? sql`select received_at as first from deliveries order by id limit 1`
      : sql`select min(f.received_at) as first from unnest(${arrayOf(keys)}) as k(value) cross join lateral (
          select received_at from deliveries
          where (subscription, id) >= (k.value, 0) and subscription <= k.value order by subscription, id limit 1) f`
  )
  return found?.first ?? null
}

function* newestSubscriptions(reading: Tables): Steps<number[]> {
  const rows = yield* rawRows<{ id: number }>(reading, sql`select id from subscriptions order by id`)
  return rows.map(({ id }) => id)
}

/** Creates the chart of deliveries over time. Spans are ranges of rowids, so that indexes alone answer most counts. */
export const createDeliveryChart =
  ({ list }: Pick<Database, 'list'>): DeliveryStore['chart'] =>
  ({ scope = {}, from, to, most }) =>
    list(function* (reading): Steps<DeliveryChart> {
      const keys = yield* subscriptionsIn(reading, scope)
      const began = from ?? Math.min(to, (yield* firstTime(reading, keys)) ?? to)
      const { edges } = timeBuckets(began, to, most)
      const found = yield* postgresHistory.firstSince(reading, listed, deliveries.receivedAt, edges)
      const ranges = yield* readRanges(reading, found[0] ?? 0, found.at(-1) ?? 0)
      const rows = alignEdges(found, edges, ranges)
      const spans = createSpans(rows, keys)
      const { counted: known, rest } = divideSpans(rows, ranges)
      const counted = yield* rawRows<StatusCount>(reading, addCounted(spans, known))
      const all = [...counted, ...(yield* rawRows<Count>(reading, countAll(spans, rest)))]
      const unrun = [...counted, ...(yield* rawRows<StatusCount>(reading, countUnrun(spans, rest)))]
      const failing = yield* rawRows<Count>(reading, countFailed(spans))
      const opened = yield* rawRows<Count>(reading, countOpen(spans))
      const timed = timedOf(
        keys?.toSorted((one, other) => one - other) ?? (yield* newestSubscriptions(reading))
      )
      const times = yield* rawRows<{ took: Millis }>(reading, readTimes(timed.newest, timed.each, rows))
      const counts = edges.slice(1).map((_, at): DeliveryCounts => {
        const of = (all: Count[]): number =>
          all.reduce((sum, { span, count }) => (span === at + 1 ? sum + count : sum), 0)
        const unrunAs = (status: string): number => of(unrun.filter(row => row.status === status))
        const others = {
          failed: of(failing),
          open: of(opened),
          filtered: unrunAs('filtered'),
          refused: unrunAs('refused'),
          duplicate: unrunAs('duplicate')
        }
        const sum = Object.values(others).reduce((added, count) => added + count, 0)
        return { ...others, succeeded: Math.max(0, of(all) - sum) }
      })
      return { edges, counts, took: percentilesOf(times.map(({ took }) => took)) }
    })
