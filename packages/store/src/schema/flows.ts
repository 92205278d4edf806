import type { Flow, RevisionSnapshot } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { bytes, flag, json, rowid, uid } from './columns.ts'
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
    /** Redacted paths; null for none. */
    redaction: json<string[]>(),
    doc: json<Flow>().notNull(),
    /**
     * Version of the event that the draft starts with, copied with its flow (`eventFlow`) from the start
     * card; null for none.
     */
    eventVersion: text(),
    eventFlow: text(),
    draftNo: integer().notNull(),
    createdAt: integer().notNull(),
    updatedAt: integer().notNull(),
    deletedAt: integer(),
    /** Member who deleted the flow; null when unknown. */
    deletedBy: text(),
    /**
     * Time when the flow's contents were deleted permanently; null while it can be restored. Rows that its
     * runs refer to are kept.
     */
    purgedAt: integer()
  },
  t => [
    // Without users' flows, so that no lookup of "connector is null" takes it instead of `flows_listed`.
    index('flows_connector').on(t.connector).where(sql`connector is not null`),
    // Users' flows are listed, sorted, searched and counted without reading their documents. The columns of the condition
    // are part of it, since only then does it cover a query that repeats the condition.
    index('flows_listed')
      .on(t.ownerId, t.name, t.createdAt, t.eventVersion, t.eventFlow, t.connector, t.deletedAt)
      .where(sql`connector is null and deleted_at is null`),
    index('flows_binned').on(t.deletedAt).where(sql`deleted_at > 0 and purged_at is null`)
  ]
)

/**
 * Earlier drafts of users' flows. Saves of one member within some minutes share one row with the latest
 * contents.
 */
export const flowDrafts = sqliteTable(
  'flow_drafts',
  {
    id: rowid(),
    flow: integer()
      .notNull()
      .references(() => flows.id, { onDelete: 'cascade' }),
    /** Number of the latest draft that was saved into this row. */
    draftNo: integer().notNull(),
    /** Member who saved the draft; null for a change by the server. */
    by: text(),
    beganAt: integer().notNull(),
    at: integer().notNull(),
    name: text(),
    description: text().notNull(),
    doc: json<Flow>().notNull(),
    /** True if the next save must start a new row. */
    closed: flag()
  },
  t => [uniqueIndex('flow_drafts_number').on(t.flow, t.draftNo)]
)

export const revisions = sqliteTable(
  'revisions',
  {
    id: rowid(),
    uid: uid(),
    flow: integer()
      .notNull()
      .references(() => flows.id),
    /** Revision number; 0 for a snapshot of a draft. */
    number: integer().notNull(),
    createdAt: integer().notNull(),
    snapshot: json<RevisionSnapshot>().notNull()
  },
  t => [
    uniqueIndex('revisions_number').on(t.flow, t.number).where(sql`number > 0`),
    index('revisions_drafts').on(t.flow).where(sql`number = 0`)
  ]
)

/** Endpoints of flows that callers start by HTTP request. */
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
