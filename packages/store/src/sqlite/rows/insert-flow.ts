import type { FlowRow } from '../../store.ts'
import { flows } from '../schema/schema.ts'
import type { Tables } from '../schema/tables.ts'
import { eventColumnsOf } from './flow-row.ts'
import { connectorRowid } from './rowid-of.ts'

/** Inserts a flow, within the caller's transaction. Throws `connector.gone`. */
export const insertFlow = (tables: Tables, { id, connectorId, ...about }: FlowRow): void => {
  const connector = connectorId === null ? null : connectorRowid(tables, connectorId)
  tables
    .insert(flows)
    .values({ ...about, ...eventColumnsOf(about.doc), uid: id, connector })
    .run()
}
