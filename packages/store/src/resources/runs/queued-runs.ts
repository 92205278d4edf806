import { and, asc, eq, min, type SQL, sql } from 'drizzle-orm'
import { deliveries, runs, subscriptions } from '../../schema/schema.ts'
import { blobOfId } from '../../schema/uid.ts'
import { isNotOrderLockedIn, runsEventsOf } from '../../statements/conditions.ts'
import type { Database } from '../../statements/database.ts'
import { prepareOnce } from '../../statements/prepare-once.ts'
import { selectWholeRuns, wholeRunOf } from '../../statements/run-row.ts'
import { all } from '../../statements/steps.ts'
import type { RunStore } from '../../store.ts'

const runsItsEvents = sql.raw(runsEventsOf('subscriptions'))
const hasItsTurn = sql.raw(isNotOrderLockedIn('deliveries', 'subscriptions'))

/** SQL condition of queued runs. Repeats the condition of the partial index, so that the index is used. */
const isQueued = sql`(${runs.status} in ('queued', 'running') and ${runs.status} = 'queued')`

/** Creates the query of queued child runs, in queue order. */
export const createQueued =
  ({ tables, read }: Database): RunStore['queued'] =>
  ({ deliveryId, limit }) =>
    read(function* () {
      const rows = yield* all(
        selectWholeRuns(tables)
          .where(and(isQueued, deliveryId === undefined ? runsItsEvents : eq(deliveries.uid, deliveryId)))
          .orderBy(asc(runs.id))
          .limit(limit)
      )
      return rows.map(row => ({ run: wholeRunOf(row), record: row.record ?? {} }))
    })

/**
 * Creates the query for deliveries with queued child runs. It uses only the partial index of open
 * runs.
 */
export const createSpreading = ({ tables, read }: Database): RunStore['spreading'] => {
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
      .where(and(isQueued, runsItsEvents, hasItsTurn, narrowed))
      .groupBy(deliveries.id, subscriptions.id)
      .orderBy(min(runs.id))
      .prepare()
  const selectAll = prepareOnce(() => select(undefined))
  const selectOf = prepareOnce(() => select(eq(subscriptions.uid, sql.placeholder('uid'))))
  return ({ subscriptionId }) =>
    read(function* () {
      if (subscriptionId === undefined) return yield* all(selectAll())
      return yield* all(selectOf(), { uid: blobOfId(subscriptionId) })
    })
}
