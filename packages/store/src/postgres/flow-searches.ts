import type { Id } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import { type FlowSearches, users } from '../resources/flows/flows-store.ts'
import type { UserFlowSql } from '../resources/flows/user-flow-candidates.ts'
import { createUserFlowCounts, createUserFlowList } from '../resources/flows/user-flow-list.ts'
import { flows } from '../schema/schema.ts'
import { idOfBlob } from '../schema/uid.ts'
import type { Database } from '../statements/database.ts'
import { rawRows } from '../statements/steps.ts'
import type { FlowStore } from '../store.ts'

interface NamingRow {
  uid: Buffer
  name: string | null
  owner_id: string
  connection_id: Id
}

const ofPostgres: UserFlowSql = {
  failures: sql`runs`,
  keys: keys => sql`(select cast(value as bigint) as value
    from json_array_elements_text(cast(${JSON.stringify(keys)} as json)))`
}

/** Creates the search for drafts that use given connections, with PostgreSQL's JSON functions. */
const createNaming =
  ({ list }: Database): FlowStore['naming'] =>
  asked =>
    list(function* (reading) {
      if (asked.length === 0) return []
      const ids = sql.join(
        asked.map(({ connectionId }) => sql`${connectionId}`),
        sql`, `
      )
      const found = yield* rawRows<NamingRow>(
        reading,
        sql`select ${flows.uid}, ${flows.name}, ${flows.ownerId}, named.connection_id from ${flows}
          cross join lateral (
            select distinct card.value #>> '{config,connectionId}' as connection_id
            from json_each(json_of_any_text(${flows.doc}) -> 'cards') card
          ) named
          where ${users} and named.connection_id in (${ids})
          order by ${flows.id}, named.connection_id`
      )
      return asked.flatMap(({ connectionId, ownerId }) =>
        found.flatMap(row =>
          row.connection_id === connectionId && (ownerId === null || row.owner_id === ownerId)
            ? [{ id: idOfBlob(row.uid), name: row.name, ownerId: row.owner_id, connectionId }]
            : []
        )
      )
    })

/** Creates the searches for flows, except the hourly activity. */
export const createFlowSearches = (database: Database): Omit<FlowSearches, 'activity'> => ({
  listUsers: createUserFlowList(database, ofPostgres),
  countUsers: createUserFlowCounts(database, ofPostgres),
  naming: createNaming(database)
})
