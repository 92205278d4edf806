import { and, eq } from 'drizzle-orm'
import type { AlertWriter } from '../../resources/alerts/write-alerts.ts'
import { deleteFilteredKeys } from '../../resources/deliveries/dedup-keys.ts'
import { eraseUnrun } from '../../resources/deliveries/erase-delivery.ts'
import { deliveries, subscriptions } from '../../schema/schema.ts'
import { statusColumnsOf } from '../../statements/delivery-row.ts'
import { get } from '../../statements/steps.ts'
import type { DeliveryStore, RunStore } from '../../store.ts'
import type { PostgresDatabase } from '../postgres-database.ts'
import { bytesOf, createAcceptAll } from './accept-deliveries.ts'
import { bytesOfRun, createFinishAllFirst, firstRunOf } from './finish-first-runs.ts'
import type { RowidCaches } from './rowid-caches.ts'

/** Creates the writes of the hot path, which share transactions. */
export const createHotStore = (
  { tables, jobs, transactions, hot, accepting, write }: PostgresDatabase,
  known: RowidCaches,
  alerts: AlertWriter
): Pick<DeliveryStore, 'accept' | 'settle'> & Pick<RunStore, 'finishFirst'> => {
  const finishAllFirst = createFinishAllFirst(tables, transactions, { known, jobs })
  const accept = accepting.kind(createAcceptAll(transactions, { known, jobs }))
  const finishFirst = hot.kind(finishAllFirst)
  return {
    accept: (delivery, once) => accept({ delivery, once }, bytesOf(delivery)),
    finishFirst: (row, { alert, ...then }) => {
      const end = firstRunOf(row, then)
      if (alert === undefined) return finishFirst(end, bytesOfRun(end))
      // An alert is folded into the last one, which takes the lock of all writes that check first.
      return write(function* (note) {
        yield* finishAllFirst([end], note)
        yield* alerts.raise(alert, note)
      })
    },
    settle: (id, status) =>
      write(function* (note) {
        const settled = yield* get(
          tables
            .update(deliveries)
            .set(statusColumnsOf(status))
            .where(and(eq(deliveries.uid, id), eq(deliveries.status, 'accepted')))
            .returning({ id: deliveries.id, subscription: deliveries.subscription })
        )
        if (settled === undefined) return
        yield* eraseUnrun(tables, settled.id)
        if (status.is === 'filtered') yield* deleteFilteredKeys(tables, settled.subscription)
        const owner = yield* get(
          tables
            .select({ id: subscriptions.uid })
            .from(subscriptions)
            .where(eq(subscriptions.id, settled.subscription))
        )
        if (owner !== undefined) note('deliveries', id, owner.id)
      })
  }
}
