import { hasEnded, type Millis, type RunStatus } from '@hookwright/model'
import { eq, inArray, sql } from 'drizzle-orm'
import { deliveries, payloads, runs } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { type BatchSize, readCursor, writeCursor } from '../../statements/batch.ts'
import type { Database } from '../../statements/database.ts'
import { rawRows, run, type Steps } from '../../statements/steps.ts'
import type { BatchResult, KeepingStore } from '../../store.ts'
import { createAges } from './age-of-rows.ts'
import { type Forgotten, forgetAttempts, forgetRest, forgetSubscriptions } from './forget-subscriptions.ts'
import { type BatchDatabase, lockDeliveries, type RetentionSql } from './open-deliveries.ts'

const parts = ['deliveries', 'runs', 'attempts', 'rest', 'subscriptions'] as const

interface Row<Status = string> {
  id: number
  at: Millis
  status: Status
}

/** Returns the old rows that fit into the batch. `isAtEnd` means that no old row follows. */
function* readOld<Of extends Row>(
  tables: Tables,
  params: {
    table: 'deliveries' | 'runs'
    before: Millis
    rows: Of[]
    fits: (row: Of) => boolean
    batch: BatchSize
  }
): Steps<{ old: Of[]; last: number | null; isAtEnd: boolean }> {
  const { table, before, rows, fits, batch } = params
  const age = createAges(tables, table, before)
  const old: Of[] = []
  let last: number | null = null
  for (const row of rows) {
    const is = yield* age.ageOf(row)
    if (is === 'end') return { old, last, isAtEnd: true }
    last = row.id
    if (is === 'old' && fits(row)) old.push(row)
    if (old.length === batch.changed) return { old, last, isAtEnd: false }
  }
  return { old, last, isAtEnd: rows.length < batch.looked }
}

/** Deletes some runs of a delivery that has more runs than a batch allows. */
function* forgetSomeRuns({ tables, batch }: BatchDatabase, delivery: number): Steps<number> {
  const some = tables
    .select({ id: runs.id })
    .from(runs)
    .where(eq(runs.delivery, delivery))
    .limit(batch.changed)
  return (yield* run(tables.delete(runs).where(inArray(runs.id, some)))).changes
}

/** Deletes old deliveries with their runs. The newest delivery is kept regardless of its age. */
function* forgetDeliveries(database: BatchDatabase, before: Millis, behind: number): Steps<Forgotten> {
  const { tables, batch } = database
  const rows = yield* rawRows<Row>(
    tables,
    sql`select id, received_at as at, status from deliveries
      where id > ${behind} and id < (select max(id) from deliveries) order by id limit ${batch.looked}`
  )
  const fits = ({ status }: Row): boolean => status !== 'accepted'
  const { old, last, isAtEnd } = yield* readOld(tables, { table: 'deliveries', before, rows, fits, batch })
  const ids = old.map(({ id }) => id)
  const open = yield* lockDeliveries(database, ids)
  const closed = ids.filter(id => !open.has(id))
  const counts =
    closed.length === 0
      ? []
      : yield* rawRows<{ delivery: number; count: number }>(
          tables,
          sql`select delivery, count(*) as count from runs where ${inArray(runs.delivery, closed)} group by delivery`
        )
  const runsOf = new Map(counts.map(({ delivery, count }) => [delivery, count]))
  const gone: number[] = []
  let done = 0
  for (const id of closed) {
    const count = (runsOf.get(id) ?? 0) + 1
    if (done + count > batch.changed) break
    gone.push(id)
    done += count
  }
  const [first] = closed
  if (gone.length === 0 && first !== undefined) {
    return { done: yield* forgetSomeRuns(database, first), behind: first - 1 }
  }
  if (gone.length > 0) {
    yield* run(tables.delete(runs).where(inArray(runs.delivery, gone)))
    yield* run(tables.delete(payloads).where(inArray(payloads.delivery, gone)))
    yield* run(tables.delete(deliveries).where(inArray(deliveries.id, gone)))
  }
  if (gone.length < closed.length) return { done, behind: gone.at(-1) ?? behind }
  return { done, behind: isAtEnd ? null : last }
}

/**
 * Deletes old runs that belong to no delivery and no attempt. The newest run is kept regardless of its age.
 */
function* forgetRuns({ tables, batch }: BatchDatabase, before: Millis, behind: number): Steps<Forgotten> {
  const rows = yield* rawRows<Row<RunStatus['is']> & { isAlone: number }>(
    tables,
    sql`select id, started_at as at, status,
        case when delivery is null and (subscription is null or kind = 'poll'
          or exists (select 1 from calls c where c.run = runs.id)) then 1 else 0 end as "isAlone"
      from runs where id > ${behind} and id < (select max(id) from runs) order by id limit ${batch.looked}`
  )
  const { old, last, isAtEnd } = yield* readOld(tables, {
    ...{ table: 'runs', before, rows, batch },
    fits: ({ isAlone, status }) => isAlone === 1 && hasEnded({ is: status })
  })
  const ids = old.map(({ id }) => id)
  if (ids.length > 0) yield* run(tables.delete(runs).where(inArray(runs.id, ids)))
  return { done: ids.length, behind: isAtEnd ? null : last }
}

/**
 * Creates the store method that deletes old deliveries and runs, in the order of writing, until only young
 * rows follow. The newest row of each table is kept regardless of its age, so that SQLite does not reuse its
 * rowid.
 */
export const createForgetRows =
  (database: Database, { indexedBy }: RetentionSql): KeepingStore['forgetRows'] =>
  ({ before, after }) =>
    database.write(function* (): Steps<BatchResult> {
      const { tables } = database
      const { part, behind } = readCursor(parts, after)
      const forget = {
        deliveries: () => forgetDeliveries(database, before, behind),
        runs: () => forgetRuns(database, before, behind),
        attempts: () => forgetAttempts(tables, before),
        rest: () => forgetRest(tables, before),
        subscriptions: () => forgetSubscriptions(database, indexedBy, before)
      }[part]
      const gone = yield* forget()
      return { done: gone.done, next: writeCursor(parts, part, gone.behind) }
    })
