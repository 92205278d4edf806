import { type Flow, type Id, startCardOf } from '@hookwright/model'
import { eq, getTableColumns } from 'drizzle-orm'
import { connectors, flows } from '../schema/schema.ts'
import type { Tables } from '../schema/tables.ts'
import type { FlowRow } from '../store.ts'
import { connectorRowid } from './rowid-of.ts'
import { run, type Steps } from './steps.ts'

/** Selects flows with the id of their connector. */
export const selectFlows = (tables: Tables) =>
  tables
    .select({ ...getTableColumns(flows), connectorId: connectors.uid })
    .from(flows)
    .leftJoin(connectors, eq(flows.connector, connectors.id))

/** Converts a selected row into a flow. */
export const flowOf = (
  row: Omit<typeof flows.$inferSelect, 'eventVersion' | 'eventFlow'> & { connectorId: Id | null }
): FlowRow => ({
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

/** Returns a value if it is an id, otherwise null. Other values may be too long for an index. */
const idOrNull = (value: unknown): string | null =>
  typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value) ? value : null

/** Returns the columns of the event that a document starts with; both are null if there is none. */
export const eventColumnsOf = (doc: Flow) => {
  const config = startCardOf(doc)?.config
  return { eventVersion: idOrNull(config?.versionId), eventFlow: idOrNull(config?.eventFlowId) }
}

/** Inserts a flow, within the caller's transaction. Throws `connector.gone`. */
export function* insertFlow(tables: Tables, { id, connectorId, ...about }: FlowRow): Steps<void> {
  const connector = connectorId === null ? null : yield* connectorRowid(tables, connectorId)
  yield* run(tables.insert(flows).values({ ...about, ...eventColumnsOf(about.doc), uid: id, connector }))
}
