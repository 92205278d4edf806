import type { Id } from '@hookwright/model'
import { eq, getTableColumns } from 'drizzle-orm'
import type { FlowRow } from '../store.ts'
import { connectors, flows } from './schema.ts'
import type { Tables } from './tables.ts'

/** Flows with the id of their connector. */
export const selectFlows = (tables: Tables) =>
  tables
    .select({ ...getTableColumns(flows), connectorId: connectors.uid })
    .from(flows)
    .leftJoin(connectors, eq(flows.connector, connectors.id))

/** A flow as it was selected. */
export const flowOf = (row: typeof flows.$inferSelect & { connectorId: Id | null }): FlowRow => ({
  id: row.uid,
  connectorId: row.connectorId,
  ownerId: row.ownerId,
  name: row.name,
  description: row.description,
  active: row.active,
  saveAll: row.saveAll,
  doc: row.doc,
  draftNo: row.draftNo,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt
})
