import { emptyFlow, Fault, type Id, type Millis, plainBranding } from '@hookwright/model'
import { and, count, desc, eq, gt, inArray, isNull, lt, notExists, or, sql } from 'drizzle-orm'
import {
  agentTools,
  apiEndpoints,
  connections,
  connectors,
  flowDrafts,
  flows,
  followedConnectors,
  orphans,
  subscriptions,
  versions
} from '../../schema/schema.ts'
import type { Database } from '../../statements/database.ts'
import { all, get, run, type Steps } from '../../statements/steps.ts'
import type { BinStore } from '../../store.ts'

/**
 * SQL condition of flows in the recycle bin. It repeats the condition of the partial index, so that the index
 * is used. Flows of built-in connectors have 0 as their deletion time.
 */
const binnedFlows = sql`${flows.deletedAt} > 0 and ${flows.purgedAt} is null`

const binnedConnectors = and(gt(connectors.deletedAt, 0), isNull(connectors.purgedAt))

export const createBinStore = ({ tables, write, list }: Database): BinStore => {
  function* purgeFlowRow(rowid: number, at: Millis): Steps<void> {
    yield* run(
      tables
        .update(flows)
        .set({ purgedAt: at, doc: emptyFlow, description: '', eventVersion: null, eventFlow: null })
        .where(eq(flows.id, rowid))
    )
    yield* run(tables.delete(flowDrafts).where(eq(flowDrafts.flow, rowid)))
    yield* run(tables.delete(apiEndpoints).where(eq(apiEndpoints.flow, rowid)))
    yield* run(tables.delete(agentTools).where(eq(agentTools.flow, rowid)))
  }

  function* purgeConnectorRow(rowid: number, at: Millis): Steps<void> {
    yield* run(
      tables
        .update(connectors)
        .set({ purgedAt: at, description: '', branding: plainBranding, clientsSealed: null })
        .where(eq(connectors.id, rowid))
    )
    yield* run(tables.delete(followedConnectors).where(eq(followedConnectors.connector, rowid)))
    const own = yield* all(
      tables
        .select({ id: flows.id })
        .from(flows)
        .where(and(eq(flows.connector, rowid), isNull(flows.purgedAt)))
    )
    for (const { id } of own) {
      yield* purgeFlowRow(id, at)
      yield* run(
        tables
          .update(flows)
          .set({ deletedAt: sql`coalesce(deleted_at, ${at})` })
          .where(eq(flows.id, id))
      )
    }
    yield* purgeTestConnections(rowid)
  }

  /** Deletes the test connections of a connector that are no longer needed at a service. */
  function* purgeTestConnections(connector: number): Steps<void> {
    const unowned = yield* all(
      tables
        .select({ id: connections.id, uid: connections.uid })
        .from(connections)
        .where(
          and(
            eq(connections.connector, connector),
            eq(connections.purpose, 'test'),
            notExists(
              tables.select({ id: orphans.id }).from(orphans).where(eq(orphans.connection, connections.id))
            )
          )
        )
    )
    if (unowned.length === 0) return
    const connectionId = sql<Id>`${subscriptions.terms} ->> '$.connectionId'`
    const named = yield* all(
      tables
        .selectDistinct({ connectionId })
        .from(subscriptions)
        .where(
          inArray(
            connectionId,
            unowned.map(({ uid }) => uid)
          )
        )
    )
    const needed = new Set(named.map(row => row.connectionId))
    const free = unowned.flatMap(({ id, uid }) => (needed.has(uid) ? [] : [id]))
    yield* run(tables.delete(connections).where(inArray(connections.id, free)))
  }

  function* binnedFlow(id: Id): Steps<number> {
    const row = yield* get(
      tables
        .select({ id: flows.id })
        .from(flows)
        .where(and(eq(flows.uid, id), binnedFlows))
    )
    if (row === undefined) throw new Fault('flow.gone')
    return row.id
  }

  function* binnedConnector(id: Id): Steps<number> {
    const row = yield* get(
      tables
        .select({ id: connectors.id })
        .from(connectors)
        .where(and(eq(connectors.uid, id), binnedConnectors))
    )
    if (row === undefined) throw new Fault('connector.gone')
    return row.id
  }

  return {
    flows: () =>
      list(function* (reading) {
        return (yield* all(
          reading
            .select({
              ...{ id: flows.uid, name: flows.name, ownerId: flows.ownerId },
              ...{ connectorId: connectors.uid, connectorName: connectors.name },
              ...{ deletedAt: flows.deletedAt, deletedBy: flows.deletedBy }
            })
            .from(flows)
            .leftJoin(connectors, eq(flows.connector, connectors.id))
            .where(
              and(
                binnedFlows,
                or(isNull(flows.connector), isNull(connectors.deletedAt)),
                sql`json_array_length(${flows.doc}, '$.strip') > 0`
              )
            )
            .orderBy(desc(flows.deletedAt), desc(flows.id))
        )).map(({ connectorId, connectorName, deletedAt, ...flow }) => ({
          ...flow,
          deletedAt: deletedAt ?? 0,
          connector:
            connectorId === null || connectorName === null ? null : { id: connectorId, name: connectorName }
        }))
      }),
    connectors: () =>
      list(function* (reading) {
        const found = yield* all(
          reading
            .select()
            .from(connectors)
            .where(binnedConnectors)
            .orderBy(desc(connectors.deletedAt), desc(connectors.id))
        )
        const ids = found.map(({ id }) => id)
        const own = yield* all(
          reading
            .select({ connector: flows.connector, count: count() })
            .from(flows)
            .where(and(inArray(flows.connector, ids), isNull(flows.deletedAt)))
            .groupBy(flows.connector)
        )
        const frozen = yield* all(
          reading
            .select({ connector: versions.connector, count: count() })
            .from(versions)
            .where(inArray(versions.connector, ids))
            .groupBy(versions.connector)
        )
        const flowsOf = new Map(own.map(row => [row.connector, row.count]))
        const versionsOf = new Map(frozen.map(row => [row.connector, row.count]))
        return found.map(row => ({
          ...{ id: row.uid, name: row.name, branding: row.branding },
          ...{ flows: flowsOf.get(row.id) ?? 0, versions: versionsOf.get(row.id) ?? 0 },
          ...{ deletedAt: row.deletedAt ?? 0, deletedBy: row.deletedBy }
        }))
      }),
    purgeFlow: (id, at) =>
      write(function* (note) {
        yield* purgeFlowRow(yield* binnedFlow(id), at)
        note('flows', id)
      }),
    purgeConnector: (id, at) =>
      write(function* (note) {
        yield* purgeConnectorRow(yield* binnedConnector(id), at)
        note('connectors', id)
      }),
    purgeBefore: (before, at, limit) =>
      write(function* (note) {
        const oldFlows = yield* all(
          tables
            .select({ rowid: flows.id, id: flows.uid })
            .from(flows)
            .where(and(binnedFlows, lt(flows.deletedAt, before)))
            .limit(limit)
        )
        for (const { rowid, id } of oldFlows) {
          yield* purgeFlowRow(rowid, at)
          note('flows', id)
        }
        const oldConnectors = yield* all(
          tables
            .select({ rowid: connectors.id, id: connectors.uid })
            .from(connectors)
            .where(and(binnedConnectors, lt(connectors.deletedAt, before)))
            .limit(limit - oldFlows.length)
        )
        for (const { rowid, id } of oldConnectors) {
          yield* purgeConnectorRow(rowid, at)
          note('connectors', id)
        }
        return oldFlows.length + oldConnectors.length
      })
  }
}
