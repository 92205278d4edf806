import { desc, sql } from 'drizzle-orm'
import { deliveries } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { Database } from '../../statements/database.ts'
import { deliveryOf, payloadsOf, selectDeliveries } from '../../statements/delivery-row.ts'
import { all } from '../../statements/steps.ts'
import type { DeliveryStore } from '../../store.ts'
import type { HistorySql } from './history-sql.ts'

/** Maximum number of deliveries scanned per subscription, including those whose body was deleted. */
const MOST_LOOKED_AT = 300

/** Maximum total size of the bodies in one read, in bytes. The newest body is always included. */
const MOST_BYTES = 2 * 1024 * 1024

/**
 * Returns the SQL for subscriptions to an event flow in any version. `ownerId` limits them to one owner's
 * flows; null means all.
 */
const subscriptionsOf = (eventFlowId: string, ownerId: string | null) => sql`
  select s.id from subscriptions s join flows f on f.id = s.flow
  where json_extract(s.terms, '$.eventFlowId') = ${eventFlowId}
    and ${ownerId === null ? sql`true` : sql`f.owner_id = ${ownerId}`}`

type Row = Parameters<typeof deliveryOf>[0]

const newestOf = (
  tables: Tables,
  dialect: HistorySql,
  { eventFlowId, ownerId, limit }: Parameters<DeliveryStore['samples']>[0]
) => {
  const looked = sql`
    select d.id from ${dialect.newestOf(subscriptionsOf(eventFlowId, ownerId), MOST_LOOKED_AT)} d
    where d.status = 'done' and exists (select 1 from payloads where delivery = d.id)
    order by d.id desc limit ${limit}`
  return selectDeliveries(tables).where(sql`${deliveries.id} in (${looked})`).orderBy(desc(deliveries.id))
}

/**
 * Creates the store method that reads stored deliveries of an event flow, newest first, up to a total size of
 * bodies.
 */
export const createSamples =
  ({ list }: Pick<Database, 'list'>, dialect: HistorySql): DeliveryStore['samples'] =>
  filter =>
    list(function* (tables) {
      const chosen: Row[] = []
      let bytes = 0
      for (const row of yield* all(newestOf(tables, dialect, filter))) {
        bytes += row.size
        if (bytes > MOST_BYTES && chosen.length > 0) break
        chosen.push(row)
      }
      const requests = yield* payloadsOf(tables, chosen)
      return chosen.flatMap(row => {
        const request = requests.get(row.id)
        if (request === undefined) return []
        const { query, headers, body } = request
        return [{ delivery: deliveryOf(row), arrival: { method: row.method, query, headers, body } }]
      })
    })
