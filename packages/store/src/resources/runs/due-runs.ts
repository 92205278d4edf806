import type { Id } from '@hookwright/model'
import { and, eq, gt, isNull, lte, not, notInArray, type SQL, sql } from 'drizzle-orm'
import { deliveries, runs, subscriptions, waits } from '../../schema/schema.ts'
import { blobOfId } from '../../schema/uid.ts'
import { runsEventsOf } from '../../statements/conditions.ts'
import type { Database } from '../../statements/database.ts'
import { prepareOnce } from '../../statements/prepare-once.ts'
import { all, get, run, type Steps } from '../../statements/steps.ts'
import type { WaitStore } from '../../store.ts'
import { setDueTimes, waitingOf } from './replan-waits.ts'

const runsItsEvents = sql.raw(runsEventsOf('subscriptions'))

/** SQL condition of waits whose subscription may not run deliveries now. */
const runsNothing = sql`not exists (
  select 1 from ${subscriptions} where ${subscriptions.id} = ${waits.subscription} and ${runsItsEvents})`

/**
 * Returns the SQL condition of the wait that a claim is for. `id` is that of the waiting run, or of the
 * delivery whose order it locks.
 */
const isOfClaim = (id: Id): SQL =>
  sql`(${waits.run} = (select id from runs where uid = ${blobOfId(id)}) or (${waits.orderKey} is not null
    and ${waits.run} in (select id from runs where delivery = (select id from deliveries where uid = ${blobOfId(id)}))))`

/**
 * Creates the queries of due runs. They use only the index of times, so that the cost depends on the due
 * runs.
 */
export const createDue = ({ tables, read, write }: Database): Pick<WaitStore, 'due' | 'next' | 'follow'> => {
  const next = prepareOnce(() =>
    tables
      .select({ until: waits.until })
      .from(waits)
      .where(gt(waits.until, sql.placeholder('after')))
      .orderBy(waits.until)
      .limit(1)
      .prepare()
  )

  /** Restores the due times of waiting runs whose subscription runs deliveries again. */
  function* takeUp(which: SQL | undefined): Steps<void> {
    const rows = yield* all(
      tables
        .select({ run: waits.run, detail: sql<string | null>`${runs.detail}` })
        .from(waits)
        .innerJoin(runs, eq(runs.id, waits.run))
        .where(and(isNull(waits.until), which, not(runsNothing)))
    )
    // A status that cannot be read must not keep the others from going on.
    const due = rows.flatMap(row => {
      const until = waitingOf(row.detail)?.until
      return until === undefined ? [] : [{ run: row.run, until }]
    })
    yield* setDueTimes(tables, due, isNull(waits.until))
  }

  return {
    due: ({ to, after = -1, behind, except = [], of, limit }) =>
      read(function* () {
        const rows = yield* all(
          tables
            .select({
              id: runs.uid,
              subscriptionId: subscriptions.uid,
              deliveryId: deliveries.uid,
              until: waits.until,
              orderKey: waits.orderKey,
              starts: waits.starts
            })
            .from(waits)
            .innerJoin(runs, eq(runs.id, waits.run))
            .innerJoin(subscriptions, eq(subscriptions.id, waits.subscription))
            .leftJoin(deliveries, eq(deliveries.id, runs.delivery))
            .where(
              and(
                gt(waits.until, after),
                lte(waits.until, to),
                behind && sql`(${waits.until}, ${runs.uid}) > (${behind.until}, ${blobOfId(behind.id)})`,
                runsItsEvents,
                except.length === 0 ? undefined : notInArray(subscriptions.uid, except),
                of === undefined ? undefined : isOfClaim(of)
              )
            )
            .orderBy(waits.until, runs.uid)
            .limit(limit)
        )
        return rows.map(row => ({ ...row, deliveryId: row.deliveryId ?? row.id, until: row.until ?? to }))
      }),
    next: after =>
      read(function* () {
        return (yield* get(next(), { after }))?.until ?? null
      }),
    follow: subscriptionId =>
      write(function* () {
        if (subscriptionId === null) {
          yield* takeUp(undefined)
          return
        }
        const of = tables
          .select({ id: subscriptions.id })
          .from(subscriptions)
          .where(eq(subscriptions.uid, subscriptionId))
        const isOfIt = sql`${waits.subscription} = (${of})`
        yield* run(tables.update(waits).set({ until: null }).where(and(isOfIt, runsNothing)))
        yield* takeUp(isOfIt)
      })
  }
}
