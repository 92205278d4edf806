import { and, eq, isNull, sql } from 'drizzle-orm'
import { flows, runs, subscriptions } from '../schema/schema.ts'
import type { Tables } from '../schema/tables.ts'
import type { DeliveryFilter, Scope } from '../store.ts'
import { all, type Steps } from './steps.ts'

/** Returns the rowids of the flows in a scope, or null for all flows. */
export function* flowsIn(reading: Tables, { ownerId, flowId }: Scope): Steps<number[] | null> {
  if (ownerId === undefined && flowId === undefined) return null
  return (yield* all(
    reading
      .select({ id: flows.id })
      .from(flows)
      .where(
        and(
          ownerId === undefined ? undefined : and(eq(flows.ownerId, ownerId), isNull(flows.connector)),
          flowId === undefined ? undefined : eq(flows.uid, flowId)
        )
      )
  )).map(({ id }) => id)
}

/** SQL condition of runs started by another run, in the form of the partial index, so that it is used. */
export const isCalled = sql`(${runs.kind} = 'flow' and ${runs.delivery} is null)`

/** SQL condition of runs that polled a service, in the form of the partial index, so that it is used. */
export const isPoll = sql`${runs.kind} = 'poll'`

/** Returns the rowids of the subscriptions in a scope that have runs matching a condition. */
export function* subscriptionsWith(
  such: typeof isCalled,
  reading: Tables,
  { ownerId, flowId }: Scope
): Steps<number[]> {
  return (yield* all(
    reading
      .select({ id: subscriptions.id })
      .from(subscriptions)
      .innerJoin(flows, eq(subscriptions.flow, flows.id))
      .where(
        and(
          ownerId === undefined ? undefined : eq(flows.ownerId, ownerId),
          flowId === undefined ? undefined : eq(flows.uid, flowId),
          sql`exists (select 1 from ${runs} where ${and(eq(runs.subscription, subscriptions.id), such)})`
        )
      )
  )).map(({ id }) => id)
}

/** Returns the rowids of the subscriptions in a scope; null for all subscriptions. */
export function* subscriptionsIn(
  reading: Tables,
  scope: NonNullable<DeliveryFilter['scope']>
): Steps<number[] | null> {
  const { ownerId, flowId, subscriptionId, connectorId, eventFlowId } = scope
  if (Object.values(scope).every(value => value === undefined)) return null
  const term = (name: string) => sql`json_extract(${subscriptions.terms}, ${`$.${name}`})`
  return (yield* all(
    reading
      .select({ id: subscriptions.id })
      .from(subscriptions)
      .innerJoin(flows, eq(subscriptions.flow, flows.id))
      .where(
        and(
          ownerId === undefined ? undefined : eq(flows.ownerId, ownerId),
          flowId === undefined ? undefined : eq(flows.uid, flowId),
          subscriptionId === undefined ? undefined : eq(subscriptions.uid, subscriptionId),
          connectorId === undefined ? undefined : sql`${term('connectorId')} = ${connectorId}`,
          eventFlowId === undefined ? undefined : sql`${term('eventFlowId')} = ${eventFlowId}`
        )
      )
  )).map(({ id }) => id)
}
