import { and, asc, count, eq, isNull, max, not, sql } from 'drizzle-orm'
import type { ConnectorStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import { connectors, flows, subscriptions, versions } from '../schema/schema.ts'

/** Without a name and without cards; no list shows such a flow. */
const isBlank = sql`(${flows.name} is null and json_array_length(${flows.doc}, '$.strip') = 0)`

/**
 * Five questions however many connectors there are. A subscription keeps the connector of its event in its frozen terms, and
 * the versions of its actions in `subscription_actions`.
 */
export const createConnectorTallies =
  ({ list }: SqliteFile): ConnectorStore['tallies'] =>
  () =>
    list(reading => {
      const drawn = reading
        .select({ connector: flows.connector, flows: count(), editedAt: max(flows.updatedAt) })
        .from(flows)
        .where(and(isNull(flows.deletedAt), not(isBlank)))
        .groupBy(flows.connector)
        .all()
      const deployed = reading
        .select({ connector: versions.connector, number: versions.number })
        .from(versions)
        .where(eq(versions.status, 'deployed'))
        .all()
      const connectorId = sql<string>`${subscriptions.terms} ->> '$.connectorId'`
      const on = reading
        .select({ connectorId, on: count() })
        .from(subscriptions)
        .where(sql`${subscriptions.wanted} = 1`)
        .groupBy(connectorId)
        .all()
      const acting = reading.all<{ connector: number; on: number }>(sql`
        select v.connector, count(distinct a.subscription) as "on"
        from subscription_actions a
          join versions v on v.id = a.version
          join connectors c on c.id = v.connector
          join subscriptions s on s.id = a.subscription and s.wanted = 1
        where unhex(replace(s.terms ->> '$.connectorId', '-', '')) <> c.uid
        group by v.connector`)
      const drawnOf = new Map(drawn.map(row => [row.connector, row]))
      const deployedOf = new Map(deployed.map(row => [row.connector, row.number]))
      const actingOf = new Map(acting.map(row => [row.connector, row.on]))
      const onOf = new Map(on.map(row => [row.connectorId, row.on]))
      return reading
        .select({ id: connectors.id, uid: connectors.uid, createdAt: connectors.createdAt })
        .from(connectors)
        .where(isNull(connectors.deletedAt))
        .orderBy(asc(connectors.id))
        .all()
        .map(({ id, uid, createdAt }) => ({
          connectorId: uid,
          flows: drawnOf.get(id)?.flows ?? 0,
          on: (onOf.get(uid) ?? 0) + (actingOf.get(id) ?? 0),
          deployed: deployedOf.get(id) ?? null,
          editedAt: drawnOf.get(id)?.editedAt ?? createdAt
        }))
    })
