import { and, asc, eq, min, type SQL, sql } from 'drizzle-orm'
import { deliveries, runs, subscriptions } from '../../schema/schema.ts'
import { blobOfId } from '../../schema/uid.ts'
import { hasTurnOf, runsEventsOf } from '../../statements/conditions.ts'
import { prepareOnce } from '../../statements/prepare-once.ts'
import { selectWholeRuns, wholeRunOf } from '../../statements/run-row.ts'
import type { RunStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'

const runsItsEvents = sql.raw(runsEventsOf('subscriptions'))
const hasItsTurn = sql.raw(hasTurnOf('deliveries', 'subscriptions'))

/** Creates the reading of queued child runs, in queue order. */
export const createQueued =
  ({ tables, read }: SqliteFile): RunStore['queued'] =>
  ({ deliveryId, limit }) =>
    read(() =>
      selectWholeRuns(tables)
        .where(
          and(
            // Said as the partial index says it, so that it is used.
            sql`${runs.status} in ('queued', 'running')`,
            eq(runs.status, 'queued'),
            deliveryId === undefined ? runsItsEvents : eq(deliveries.uid, deliveryId)
          )
        )
        .orderBy(asc(runs.id))
        .limit(limit)
        .all()
        .map(row => ({ run: wholeRunOf(row), record: row.record ?? {} }))
    )

/**
 * Creates the reading of deliveries with queued children. It uses only the partial index of open
 * runs.
 */
export const createSpreading = ({ tables, read }: SqliteFile): RunStore['spreading'] => {
  const select = (narrowed: SQL | undefined) =>
    tables
      .select({
        deliveryId: deliveries.uid,
        subscriptionId: subscriptions.uid,
        starts: deliveries.starts,
        orderKey: deliveries.orderKey
      })
      .from(runs)
      .innerJoin(deliveries, eq(runs.delivery, deliveries.id))
      .innerJoin(subscriptions, eq(runs.subscription, subscriptions.id))
      .where(
        and(
          sql`${runs.status} in ('queued', 'running')`,
          eq(runs.status, 'queued'),
          runsItsEvents,
          hasItsTurn,
          narrowed
        )
      )
      .groupBy(deliveries.id)
      .orderBy(min(runs.id))
      .prepare()
  const selectAll = prepareOnce(() => select(undefined))
  const selectOf = prepareOnce(() => select(eq(subscriptions.uid, sql.placeholder('uid'))))
  return ({ subscriptionId }) =>
    read(() =>
      subscriptionId === undefined ? selectAll().all() : selectOf().all({ uid: blobOfId(subscriptionId) })
    )
}
