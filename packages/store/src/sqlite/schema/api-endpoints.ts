import { integer, sqliteTable } from 'drizzle-orm/sqlite-core'
import { bytes, rowid, uid } from './columns.ts'
import { flows } from './flows.ts'

/** Addresses of flows that callers start. */
export const apiEndpoints = sqliteTable('api_endpoints', {
  id: rowid(),
  uid: uid(),
  flow: integer()
    .notNull()
    .unique()
    .references(() => flows.id, { onDelete: 'cascade' }),
  tokenHash: bytes().notNull().unique(),
  tokenSealed: bytes().notNull(),
  secretSealed: bytes().notNull(),
  createdAt: integer().notNull(),
  addressRenewedAt: integer(),
  secretRenewedAt: integer()
})
