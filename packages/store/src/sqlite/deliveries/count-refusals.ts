import { desc, eq, getTableColumns } from 'drizzle-orm'
import { flows, refusals, subscriptions } from '../../schema/schema.ts'
import type { DeliveryStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import type { KnownRowids } from '../rows/known-rowids.ts'

/** Counts refusals, one row per reason. */
export const createRefusals = (
  { db, write, list }: SqliteFile,
  rowids: KnownRowids
): Pick<DeliveryStore, 'countRefusals' | 'refusalsOf'> => {
  const add = db.prepare(
    `insert into refusals (subscription, reason, count, first_at, last_at) values (?,?,?,?,?)
     on conflict do update set count = count + excluded.count, last_at = max(last_at, excluded.last_at)`
  )
  return {
    countRefusals: counts =>
      write(note => {
        for (const { subscriptionId, reason, count, firstAt, lastAt } of counts) {
          add.run(rowids.subscription(subscriptionId), reason, count, firstAt, lastAt)
          note('subscriptions', subscriptionId)
        }
      }),
    refusalsOf: flowId =>
      list(reading =>
        reading
          .select({ ...getTableColumns(refusals), subscriptionId: subscriptions.uid })
          .from(refusals)
          .innerJoin(subscriptions, eq(refusals.subscription, subscriptions.id))
          .innerJoin(flows, eq(subscriptions.flow, flows.id))
          .where(eq(flows.uid, flowId))
          .orderBy(desc(refusals.lastAt))
          .all()
          .map(({ subscription: _, ...counted }) => counted)
      )
  }
}
