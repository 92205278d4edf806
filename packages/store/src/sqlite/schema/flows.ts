import type { Flow, RevisionSnapshot } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { flag, json, rowid, uid } from './columns.ts'
import { connectors } from './connectors.ts'

export const flows = sqliteTable(
  'flows',
  {
    id: rowid(),
    uid: uid(),
    connector: integer().references(() => connectors.id),
    ownerId: text().notNull(),
    name: text(),
    description: text().notNull(),
    active: flag(),
    saveAll: flag(),
    /** The places whose values are not kept; null for none. */
    redaction: json<string[]>(),
    doc: json<Flow>().notNull(),
    /** Version and flow of the event that the draft starts with, as its start card names them; null for none. */
    eventVersion: text(),
    eventFlow: text(),
    draftNo: integer().notNull(),
    createdAt: integer().notNull(),
    updatedAt: integer().notNull(),
    deletedAt: integer()
  },
  t => [
    // Without users' flows, so that no lookup of "connector is null" takes it instead of `flows_listed`.
    index('flows_connector').on(t.connector).where(sql`connector is not null`),
    // Users' flows are listed, sorted, searched and counted without reading their documents. The columns of the condition
    // are part of it, since only then does it cover a query that repeats the condition.
    index('flows_listed')
      .on(t.ownerId, t.name, t.createdAt, t.eventVersion, t.eventFlow, t.connector, t.deletedAt)
      .where(sql`connector is null and deleted_at is null`)
  ]
)

export const revisions = sqliteTable(
  'revisions',
  {
    id: rowid(),
    uid: uid(),
    flow: integer()
      .notNull()
      .references(() => flows.id),
    /** 0 for each snapshot of a draft that was run. */
    number: integer().notNull(),
    createdAt: integer().notNull(),
    snapshot: json<RevisionSnapshot>().notNull()
  },
  t => [
    uniqueIndex('revisions_number').on(t.flow, t.number).where(sql`number > 0`),
    index('revisions_drafts').on(t.flow).where(sql`number = 0`)
  ]
)
