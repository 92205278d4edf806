import type { Id } from '@hookwright/model'
import { and, asc, count, eq, isNull, max, not, sql } from 'drizzle-orm'
import { connectors, flows, subscriptionActions, subscriptions, versions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { isBlank } from '../../statements/blank-flows.ts'
import type { Database } from '../../statements/database.ts'
import { all, type Steps } from '../../statements/steps.ts'
import type { ConnectorStore } from '../../store.ts'

/**
 * Counts the running subscriptions by connector. A subscription counts for the connector of its event (index
 * `subscriptions_terms`) and for those of its actions, but only once per connector.
 */
function* countOn(reading: Tables): Steps<Map<Id, number>> {
  const connectorId = sql<Id>`${subscriptions.terms} ->> '$.connectorId'`
  const listening = new Map(
    (yield* all(
      reading
        .select({ id: subscriptions.id, connectorId })
        .from(subscriptions)
        .where(sql`${subscriptions.wanted} = 1`)
    )).map(row => [row.id, row.connectorId])
  )
  const acting = (yield* all(
    reading
      .selectDistinct({ id: subscriptionActions.subscription, connectorId: connectors.uid })
      .from(connectors)
      .crossJoin(versions)
      .crossJoin(subscriptionActions)
      .where(and(eq(versions.connector, connectors.id), eq(subscriptionActions.version, versions.id)))
  )).filter(row => listening.has(row.id) && listening.get(row.id) !== row.connectorId)
  const counts = new Map<Id, number>()
  for (const id of [...listening.values(), ...acting.map(row => row.connectorId)])
    counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}

/**
 * Creates the store method that counts items per connector. It runs four queries for any number of
 * connectors.
 */
export const createConnectorTallies =
  ({ list }: Database): ConnectorStore['tallies'] =>
  () =>
    list(function* (reading) {
      const drawn = yield* all(
        reading
          .select({ connector: flows.connector, flows: count(), editedAt: max(flows.updatedAt) })
          .from(flows)
          .where(and(isNull(flows.deletedAt), not(isBlank)))
          .groupBy(flows.connector)
      )
      const deployed = yield* all(
        reading
          .select({ connector: versions.connector, number: versions.number })
          .from(versions)
          .where(eq(versions.status, 'deployed'))
      )
      const draftCountOf = new Map(drawn.map(row => [row.connector, row]))
      const deployedOf = new Map(deployed.map(row => [row.connector, row.number]))
      const onOf = yield* countOn(reading)
      return (yield* all(
        reading
          .select({ id: connectors.id, uid: connectors.uid, createdAt: connectors.createdAt })
          .from(connectors)
          .where(isNull(connectors.deletedAt))
          .orderBy(asc(connectors.id))
      )).map(({ id, uid, createdAt }) => ({
        connectorId: uid,
        flows: draftCountOf.get(id)?.flows ?? 0,
        on: onOf.get(uid) ?? 0,
        deployed: deployedOf.get(id) ?? null,
        editedAt: draftCountOf.get(id)?.editedAt ?? createdAt
      }))
    })
