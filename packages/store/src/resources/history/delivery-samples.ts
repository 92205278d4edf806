import { desc, eq, sql } from 'drizzle-orm'
import { deliveries, payloads } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { Database } from '../../statements/database.ts'
import { deliveryOf, selectDeliveries } from '../../statements/delivery-row.ts'
import { all, get } from '../../statements/steps.ts'
import type { DeliveryStore } from '../../store.ts'

/** Maximum number of deliveries scanned per subscription, since those without a body remain. */
const MOST_LOOKED_AT = 300

/** Maximum size of bodies read at once, in bytes. The newest is always included. */
const MOST_BYTES = 2 * 1024 * 1024

/**
 * Returns the subscriptions to an event flow in any version, of one owner's flows or of all for
 * null, each with the oldest delivery that is scanned.
 */
const subscriptionsOf = (eventFlowId: string, ownerId: string | null) => sql`
  select s.id, coalesce((select b.id from deliveries b where b.subscription = s.id
      order by b.id desc limit 1 offset ${MOST_LOOKED_AT - 1}), 0) as oldest
  from subscriptions s join flows f on f.id = s.flow
  where json_extract(s.terms, '$.eventFlowId') = ${eventFlowId}
    and ${ownerId === null ? sql`true` : sql`f.owner_id = ${ownerId}`}`

const newestOf = (
  tables: Tables,
  { eventFlowId, ownerId, limit }: Parameters<DeliveryStore['samples']>[0]
) => {
  const looked = sql`
    select d.id from (${subscriptionsOf(eventFlowId, ownerId)}) s
      join deliveries d on d.subscription = s.id and d.id >= s.oldest
    where d.status = 'done' and exists (select 1 from payloads where delivery = d.id)
    order by d.id desc limit ${limit}`
  return selectDeliveries(tables).where(sql`${deliveries.id} in (${looked})`).orderBy(desc(deliveries.id))
}

/**
 * Creates the reading of stored deliveries of an event flow, newest first, up to a total size of
 * bodies.
 */
export const createSamples =
  ({ list }: Pick<Database, 'list'>): DeliveryStore['samples'] =>
  filter =>
    list(function* (tables) {
      const samples = []
      let bytes = 0
      for (const row of yield* all(newestOf(tables, filter))) {
        bytes += row.size
        if (bytes > MOST_BYTES && samples.length > 0) break
        const payload = yield* get(tables.select().from(payloads).where(eq(payloads.delivery, row.id)))
        if (payload === undefined) continue
        const { query, headers, body } = payload
        samples.push({ delivery: deliveryOf(row), arrival: { method: row.method, query, headers, body } })
      }
      return samples
    })
