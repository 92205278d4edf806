import { emptyFlow, Fault, type Id, type Millis, plainBranding } from '@hookwright/model'
import { and, count, desc, eq, gt, isNull, lt, notExists, or, sql } from 'drizzle-orm'
import {
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
import type { BinStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'

/**
 * SQL condition of flows in the recycle bin, as written in the partial index. Rows of built-in connectors have 0 as
 * their deletion time.
 */
const binnedFlows = sql`${flows.deletedAt} > 0 and ${flows.purgedAt} is null`

const binnedConnectors = and(gt(connectors.deletedAt, 0), isNull(connectors.purgedAt))

export const createBinStore = ({ tables, write, list }: SqliteFile): BinStore => {
  const purgeFlowRow = (rowid: number, at: Millis): void => {
    tables
      .update(flows)
      .set({ purgedAt: at, doc: emptyFlow, description: '', eventVersion: null, eventFlow: null })
      .where(eq(flows.id, rowid))
      .run()
    tables.delete(flowDrafts).where(eq(flowDrafts.flow, rowid)).run()
    tables.delete(apiEndpoints).where(eq(apiEndpoints.flow, rowid)).run()
  }

  const purgeConnectorRow = (rowid: number, at: Millis): void => {
    tables
      .update(connectors)
      .set({ purgedAt: at, description: '', branding: plainBranding, clientsSealed: null })
      .where(eq(connectors.id, rowid))
      .run()
    tables.delete(followedConnectors).where(eq(followedConnectors.connector, rowid)).run()
    const own = tables
      .select({ id: flows.id })
      .from(flows)
      .where(and(eq(flows.connector, rowid), isNull(flows.purgedAt)))
      .all()
    for (const { id } of own) {
      purgeFlowRow(id, at)
      tables
        .update(flows)
        .set({ deletedAt: sql`coalesce(deleted_at, ${at})` })
        .where(eq(flows.id, id))
        .run()
    }
    tables
      .delete(connections)
      .where(
        and(
          eq(connections.connector, rowid),
          eq(connections.purpose, 'test'),
          notExists(
            tables.select({ id: orphans.id }).from(orphans).where(eq(orphans.connection, connections.id))
          ),
          notExists(
            tables
              .select({ id: subscriptions.id })
              .from(subscriptions)
              .where(
                sql`unhex(replace(${subscriptions.terms} ->> '$.connectionId', '-', '')) = ${connections.uid}`
              )
          )
        )
      )
      .run()
  }

  const flowOf = (id: Id): number => {
    const row = tables
      .select({ id: flows.id })
      .from(flows)
      .where(and(eq(flows.uid, id), binnedFlows))
      .get()
    if (row === undefined) throw new Fault('flow.gone')
    return row.id
  }

  const connectorOf = (id: Id): number => {
    const row = tables
      .select({ id: connectors.id })
      .from(connectors)
      .where(and(eq(connectors.uid, id), binnedConnectors))
      .get()
    if (row === undefined) throw new Fault('connector.gone')
    return row.id
  }

  return {
    flows: () =>
      list(reading =>
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
          .all()
          .map(({ connectorId, connectorName, deletedAt, ...flow }) => ({
            ...flow,
            deletedAt: deletedAt ?? 0,
            connector:
              connectorId === null || connectorName === null ? null : { id: connectorId, name: connectorName }
          }))
      ),
    connectors: () =>
      list(reading => {
        const found = reading
          .select()
          .from(connectors)
          .where(binnedConnectors)
          .orderBy(desc(connectors.deletedAt), desc(connectors.id))
          .all()
        return found.map(row => {
          const own = reading
            .select({ count: count() })
            .from(flows)
            .where(and(eq(flows.connector, row.id), isNull(flows.deletedAt)))
            .get()
          const frozen = reading
            .select({ count: count() })
            .from(versions)
            .where(eq(versions.connector, row.id))
            .get()
          return {
            ...{ id: row.uid, name: row.name, branding: row.branding },
            ...{ flows: own?.count ?? 0, versions: frozen?.count ?? 0 },
            ...{ deletedAt: row.deletedAt ?? 0, deletedBy: row.deletedBy }
          }
        })
      }),
    purgeFlow: (id, at) =>
      write(note => {
        purgeFlowRow(flowOf(id), at)
        note('flows', id)
      }),
    purgeConnector: (id, at) =>
      write(note => {
        purgeConnectorRow(connectorOf(id), at)
        note('connectors', id)
      }),
    purgeBefore: (before, at, limit) =>
      write(note => {
        const oldFlows = tables
          .select({ rowid: flows.id, id: flows.uid })
          .from(flows)
          .where(and(binnedFlows, lt(flows.deletedAt, before)))
          .limit(limit)
          .all()
        for (const { rowid, id } of oldFlows) {
          purgeFlowRow(rowid, at)
          note('flows', id)
        }
        const oldConnectors = tables
          .select({ rowid: connectors.id, id: connectors.uid })
          .from(connectors)
          .where(and(binnedConnectors, lt(connectors.deletedAt, before)))
          .limit(limit - oldFlows.length)
          .all()
        for (const { rowid, id } of oldConnectors) {
          purgeConnectorRow(rowid, at)
          note('connectors', id)
        }
        return oldFlows.length + oldConnectors.length
      })
  }
}
