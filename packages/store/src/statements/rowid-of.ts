import { Fault, type Id } from '@hookwright/model'
import { and, eq, isNull } from 'drizzle-orm'
import { connectors, flows, subscriptions } from '../schema/schema.ts'
import type { Tables } from '../schema/tables.ts'

/** Returns a connector's rowid, even of a deleted one. Throws `connector.gone`. */
export const connectorRowid = (tables: Tables, id: Id): number => {
  const row = tables.select({ id: connectors.id }).from(connectors).where(eq(connectors.uid, id)).get()
  if (row === undefined) throw new Fault('connector.gone')
  return row.id
}

/** Returns the rowid of a flow that is not deleted. Throws `flow.gone`. */
export const livingFlowRowid = (tables: Tables, id: Id): number => {
  const where = and(eq(flows.uid, id), isNull(flows.deletedAt))
  const row = tables.select({ id: flows.id }).from(flows).where(where).get()
  if (row === undefined) throw new Fault('flow.gone')
  return row.id
}

/** Returns a subscription's rowid in any status. Throws `subscription.gone`. */
export const subscriptionRowid = (tables: Tables, id: Id): number => {
  const row = tables
    .select({ id: subscriptions.id })
    .from(subscriptions)
    .where(eq(subscriptions.uid, id))
    .get()
  if (row === undefined) throw new Fault('subscription.gone')
  return row.id
}
