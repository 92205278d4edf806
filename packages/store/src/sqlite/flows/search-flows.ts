import type { Id } from '@hookwright/model'
import { and, asc, sql } from 'drizzle-orm'
import { type FlowSearches, users } from '../../resources/flows/flows-store.ts'
import { flows } from '../../schema/schema.ts'
import type { FlowStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'

/**
 * SQL for the connection of a card in a draft. Every card with a connection, also inside a block, stores it
 * at this path.
 */
const namedConnection = sql<Id>`card.value ->> '$.config.connectionId'`

const createNaming =
  ({ list }: SqliteFile): FlowStore['naming'] =>
  asked =>
    list(reading => {
      const ids = JSON.stringify(asked.map(({ connectionId }) => connectionId))
      const found = reading
        .selectDistinct({
          ...{ rowid: flows.id, id: flows.uid, name: flows.name, ownerId: flows.ownerId },
          connectionId: namedConnection
        })
        .from(flows)
        .innerJoin(sql`json_each(${flows.doc}, '$.cards') card`, sql`true`)
        .where(and(users, sql`${namedConnection} in (select value from json_each(${ids}))`))
        .orderBy(asc(flows.id))
        .all()
      return asked.flatMap(({ connectionId, ownerId }) =>
        found.flatMap(({ rowid: _, ...flow }) =>
          flow.connectionId === connectionId && (ownerId === null || flow.ownerId === ownerId) ? [flow] : []
        )
      )
    })

/** Creates the searches of flows: by their history, and by the items that their cards use. */
export const createFlowSearches = (file: SqliteFile): FlowSearches => ({
  listUsers: filter => file.history.listUserFlows(filter),
  countUsers: filter => file.history.countUserFlows(filter),
  activity: filter => file.history.flowActivity(filter),
  naming: createNaming(file)
})
