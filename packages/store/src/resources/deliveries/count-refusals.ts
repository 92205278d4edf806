import { desc, eq, getTableColumns, sql } from 'drizzle-orm'
import { flows, refusals, subscriptions } from '../../schema/schema.ts'
import type { Database } from '../../statements/database.ts'
import { subscriptionRowid } from '../../statements/rowid-of.ts'
import { all, run } from '../../statements/steps.ts'
import type { DeliveryStore } from '../../store.ts'

/** Creates the functions that count refused requests, with one row per reason. */
export const createRefusals = ({
  tables,
  write,
  list
}: Database): Pick<DeliveryStore, 'countRefusals' | 'refusalsOf'> => ({
  countRefusals: counts =>
    write(function* (note) {
      for (const { subscriptionId, ...counted } of counts) {
        const subscription = yield* subscriptionRowid(tables, subscriptionId)
        yield* run(
          tables
            .insert(refusals)
            .values({ subscription, ...counted })
            .onConflictDoUpdate({
              target: [refusals.subscription, refusals.reason],
              set: {
                count: sql`${refusals.count} + excluded.count`,
                lastAt: sql`case when excluded.last_at > ${refusals.lastAt} then excluded.last_at else ${refusals.lastAt} end`
              }
            })
        )
        note('subscriptions', subscriptionId)
      }
    }),
  refusalsOf: flowId =>
    list(function* (reading) {
      const counted = yield* all(
        reading
          .select({ ...getTableColumns(refusals), subscriptionId: subscriptions.uid })
          .from(refusals)
          .innerJoin(subscriptions, eq(refusals.subscription, subscriptions.id))
          .innerJoin(flows, eq(subscriptions.flow, flows.id))
          .where(eq(flows.uid, flowId))
          .orderBy(desc(refusals.lastAt))
      )
      return counted.map(({ subscription: _, ...shown }) => shown)
    })
})
