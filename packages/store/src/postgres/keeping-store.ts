import { sql } from 'drizzle-orm'
import { createSharedKeeping } from '../resources/retention/keeping-rules.ts'
import { estimateStoredSize } from '../resources/retention/measure-kept.ts'
import type { Database } from '../statements/database.ts'
import { act, rawRows } from '../statements/steps.ts'
import type { KeepingStore } from '../store.ts'

/**
 * Creates the retention store for PostgreSQL. The server maintains text indexes and returns free space
 * automatically. No requests stored by older releases need redaction.
 */
export const createKeepingStore = (database: Database): KeepingStore => ({
  ...createSharedKeeping(database, {
    indexedBy: () => sql.empty(),
    noteDeliveries: () => act(() => {}),
    noteCalled: () => act(() => {})
  }),
  unconcealed: async () => [],
  conceal: async () => {},
  wipe: async () => false,
  shrink: async () => 0,
  size: () =>
    database.list(function* (reading) {
      const [size] = yield* rawRows<{ database: number; index: number }>(
        reading,
        sql`select pg_database_size(current_database()) as database, coalesce((
            select sum(pg_relation_size(c.oid)) from pg_class c
            where c.relkind = 'i' and c.relname like '%\\_texts\\_%' and c.relnamespace = current_schema::regnamespace
          ), 0) as index`
      )
      const [database, index] = [size?.database ?? 0, size?.index ?? 0]
      const files = { database: database - index, free: 0, log: 0, index }
      return { ...files, ...(yield* estimateStoredSize(reading)) }
    })
})
