import type { Id } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import { users } from '../resources/flows/flows-store.ts'
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

/** Creates the search for drafts whose cards name connections, by the JSON functions of PostgreSQL. */
export const createNaming =
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
            from json_each(${flows.doc}::json -> 'cards') card
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
