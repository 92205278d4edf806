import { Fault, type Id } from '@hookwright/model'
import { and, eq, isNull } from 'drizzle-orm'
import { connectors, flows, subscriptions } from '../schema/schema.ts'
import type { Tables } from '../schema/tables.ts'
import { get, type Steps } from './steps.ts'

/** Returns a connector's rowid, even of a deleted one. Throws `connector.gone`. */
export function* connectorRowid(tables: Tables, id: Id): Steps<number> {
  const row = yield* get(tables.select({ id: connectors.id }).from(connectors).where(eq(connectors.uid, id)))
  if (row === undefined) throw new Fault('connector.gone')
  return row.id
}

/** Returns the rowid of a flow that is not deleted. Throws `flow.gone`. */
export function* livingFlowRowid(tables: Tables, id: Id): Steps<number> {
  const where = and(eq(flows.uid, id), isNull(flows.deletedAt))
  const row = yield* get(tables.select({ id: flows.id }).from(flows).where(where))
  if (row === undefined) throw new Fault('flow.gone')
  return row.id
}

/** Returns a subscription's rowid in any status. Throws `subscription.gone`. */
export function* subscriptionRowid(tables: Tables, id: Id): Steps<number> {
  const row = yield* get(
    tables.select({ id: subscriptions.id }).from(subscriptions).where(eq(subscriptions.uid, id))
  )
  if (row === undefined) throw new Fault('subscription.gone')
  return row.id
}
