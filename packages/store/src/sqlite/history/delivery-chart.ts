import { type Millis, timeBuckets } from '@hookwright/model'
import type { Database } from 'better-sqlite3'
import { MOST_WAITING, percentilesOf, timedOf } from '../../resources/history/run-times.ts'
import { deliveries } from '../../schema/schema.ts'
import { subscriptionsIn } from '../../statements/scope.ts'
import { execute } from '../../statements/steps.ts'
import type { ChartFilter, DeliveryChart, DeliveryCounts, DeliveryStore } from '../../store.ts'
import { firstSince } from './history-sql.ts'
import type { Reading } from './reader.ts'

/** Number of time spans counted before yielding to the event loop. */
const AT_ONCE = 8

type Counted = keyof Omit<DeliveryCounts, 'succeeded'> | 'all'

/** Rows to count: those of some subscriptions, from a first row to before a last one. */
interface Counting {
  /** Rowids of the subscriptions, as a JSON array. */
  keys: string
  from: number
  until: number
}

/** Creates the count queries. Each uses an index only. */
const createCounts = (db: Database) => {
  const count = (sql: string) => db.prepare<[Counting], number>(sql).pluck()
  const unrun = (status: string) =>
    count(
      `select count(*) from deliveries indexed by deliveries_unrun
       where status <> 'accepted' and status <> 'done' and status = '${status}'
         and subscription in (select value from json_each(@keys)) and id >= @from and id < @until`
    )
  return {
    all: count(
      `select count(*) from json_each(@keys) k, deliveries d indexed by deliveries_subscription
       where d.subscription = k.value and d.id >= @from and d.id < @until`
    ),
    failed: count(
      `select count(distinct delivery) from runs indexed by runs_failed
       where status in ('failed', 'on-hold') and subscription in (select value from json_each(@keys))
         and delivery >= @from and delivery < @until`
    ),
    open: count(
      `select count(*) from deliveries d
       where d.subscription in (select value from json_each(@keys)) and d.id in (
         select id from deliveries indexed by deliveries_accepted
           where status = 'accepted' and id >= @from and id < @until
         union select delivery from runs indexed by runs_open
           where status in ('queued', 'running') and delivery >= @from and delivery < @until)
       and not exists (select 1 from runs r where r.delivery = d.id and r.status in ('failed', 'on-hold'))`
    ),
    filtered: unrun('filtered'),
    refused: unrun('refused'),
    duplicate: unrun('duplicate')
  } satisfies Record<Counted, unknown>
}

/**
 * Creates the query of deliveries whose unfinished runs are all waiting. No run of them has failed. Returns
 * each delivery once.
 */
const createWaiting = (db: Database) =>
  db
    .prepare<[Counting], number>(
      `select distinct r.delivery from (select run from waits order by run desc limit ${MOST_WAITING}) w
         join runs r on r.id = w.run join deliveries d on d.id = r.delivery
       where r.status = 'waiting' and r.subscription in (select value from json_each(@keys))
         and r.delivery >= @from and r.delivery < @until and d.status = 'done'
         and not exists (select 1 from runs o where o.delivery = r.delivery
           and o.status in ('queued', 'running', 'failed', 'on-hold'))`
    )
    .pluck()

/** Creates the query of durations of the newest first runs, a few per subscription. */
const createTook = (db: Database) => {
  const times = db
    .prepare<[Counting & { each: number }], Millis>(
      `select r.finished_at - r.started_at from json_each(@keys) k, deliveries d join runs r on r.delivery = d.id
       where d.id in (select id from deliveries where subscription = k.value and id >= @from and id < @until
           order by id desc limit @each)
         and r.record_index is null and r.replay_of is null and r.status = 'succeeded' and r.finished_at is not null
       order by 1`
    )
    .pluck()
  return (keys: number[], from: number, until: number): DeliveryChart['took'] => {
    const { newest, each } = timedOf(keys)
    return percentilesOf(times.all({ keys: JSON.stringify(newest), from, until, each }))
  }
}

const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/** Creates the chart of deliveries over time. It uses only indexes, and reads no rows of deliveries. */
export const createDeliveryChart = ({ list, db }: Reading): DeliveryStore['chart'] => {
  const listed = {
    table: deliveries,
    id: deliveries.id,
    uid: deliveries.uid,
    key: deliveries.subscription
  }

  /**
   * Returns the subscriptions and the time spans of the chart. Each span has the rows at which it begins and
   * ends.
   */
  const spansOf = ({ scope = {}, from, to, most }: ChartFilter) =>
    list(reading => {
      const all = () => db().prepare<[], number>('select id from subscriptions order by id').pluck().all()
      const keys = execute(subscriptionsIn(reading, scope)) ?? all()
      const first = db()
        .prepare<[string], Millis>(
          `select min(received_at) from (select (select received_at from deliveries where subscription = k.value
             order by id limit 1) as received_at from json_each(?) k)`
        )
        .pluck()
      const began = from ?? Math.min(to, first.get(JSON.stringify(keys)) ?? to)
      const { edges } = timeBuckets(began, to, most)
      const rows = edges.map(edge => firstSince(reading, listed, deliveries.receivedAt, edge))
      return { keys: keys.sort((one, other) => one - other), edges, rows }
    })

  return async filter => {
    const { keys, edges, rows } = await spansOf(filter)
    const named = JSON.stringify(keys)
    const counts: DeliveryCounts[] = []
    const counters = createCounts(db())
    const waiting = await list(() =>
      createWaiting(db()).all({ keys: named, from: rows[0] ?? 0, until: rows.at(-1) ?? 0 })
    )
    for (let at = 0; at + 1 < rows.length; at += 1) {
      if (at % AT_ONCE === 0) await turn()
      await list(() => {
        const counting = { keys: named, from: rows[at] ?? 0, until: rows[at + 1] ?? 0 }
        const waits = waiting.filter(id => id >= counting.from && id < counting.until).length
        const of = (what: Counted): number => counters[what].get(counting) ?? 0
        const [failed, open, filtered, refused, duplicate] = [
          of('failed'),
          of('open') + waits,
          of('filtered'),
          of('refused'),
          of('duplicate')
        ]
        const succeeded = Math.max(0, of('all') - failed - open - filtered - refused - duplicate)
        counts.push({ failed, open, succeeded, filtered, refused, duplicate })
      })
    }
    const took = await list(() => createTook(db())(keys, rows[0] ?? 0, rows.at(-1) ?? 0))
    return { edges, counts, took }
  }
}
