import type { RefusedDetail } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { bytes, json, rowid, uid, uidBlob } from './columns.ts'
import { subscriptions } from './subscriptions.ts'

/** Deliveries. The rows are narrow: they contain only the status and the data for lists. */
export const deliveries = sqliteTable(
  'deliveries',
  {
    id: rowid(),
    uid: uid(),
    subscription: integer()
      .notNull()
      .references(() => subscriptions.id),
    receivedAt: integer().notNull(),
    method: text().notNull(),
    contentType: text().notNull(),
    size: integer().notNull(),
    status: text({ enum: ['accepted', 'done', 'filtered', 'refused', 'duplicate'] }).notNull(),
    /** Reason why the delivery was filtered or refused. */
    why: text(),
    /** Earlier delivery with the same event; null for none. */
    duplicateOf: uidBlob(),
    starts: integer().notNull().default(0),
    /** Order key: deliveries of a subscription with the same key run in sequence. */
    orderKey: text(),
    /** Reason, facts and fix of a refused or filtered delivery. */
    verdict: json<RefusedDetail>(),
    /**
     * True while values in the stored request must still be redacted, until the delivery's runs have ended.
     */
    redactDue: integer({ mode: 'boolean' }).notNull().default(false),
    /** Redacted paths of the stored request; null if nothing was redacted. */
    redacted: json<string[]>()
  },
  t => [
    index('deliveries_subscription').on(t.subscription),
    index('deliveries_accepted').on(t.id).where(sql`status = 'accepted'`),
    index('deliveries_redact_due').on(t.id).where(sql`redact_due = 1`),
    /**
     * Index for counting deliveries without a run. Its condition avoids a list of statuses, which would fill
     * a temporary table at each write.
     */
    index('deliveries_unrun')
      .on(t.id, t.subscription, t.status)
      .where(sql`status <> 'accepted' and status <> 'done'`)
  ]
)

/**
 * Bodies of deliveries. A separate table, so that a change of status never rewrites a body, and a body can be
 * removed by deleting a row. Triggers, written manually in the migrations, add rows to `stale_texts` for
 * removed or changed bodies, changed values of runs, and runs that stop or resume, so that the text index is
 * updated.
 */
export const payloads = sqliteTable('payloads', {
  delivery: integer()
    .primaryKey()
    .references(() => deliveries.id),
  query: text().notNull(),
  headers: json<string[]>().notNull(),
  body: bytes().notNull(),
  /** Exact body, sealed. Present where `body` has a placeholder for a secret of the receiving rules. */
  sealed: bytes()
})

/**
 * Dedup keys of deliveries, kept for a week. They belong to a flow, so that during a replacement the old and
 * the new subscription accept an event only once. The migration manually declares the tables of keys and
 * refusals WITHOUT ROWID. They refer to other tables by rowid without foreign keys, which would be checked at
 * each event.
 */
export const deliveryKeys = sqliteTable(
  'delivery_keys',
  {
    flow: integer().notNull(),
    key: bytes().notNull(),
    delivery: integer().notNull(),
    at: integer().notNull()
  },
  t => [primaryKey({ columns: [t.flow, t.key] }), index('delivery_keys_at').on(t.at)]
)

/** Dedup keys of records, kept for a week. */
export const recordKeys = sqliteTable(
  'record_keys',
  {
    flow: integer().notNull(),
    key: bytes().notNull(),
    delivery: integer().notNull(),
    recordIndex: integer().notNull(),
    at: integer().notNull()
  },
  t => [primaryKey({ columns: [t.flow, t.key] }), index('record_keys_at').on(t.at)]
)

/**
 * Number of a subscription's refused requests by reason. Most refused requests are not stored as deliveries.
 */
export const refusals = sqliteTable(
  'refusals',
  {
    subscription: integer().notNull(),
    reason: text().notNull(),
    count: integer().notNull(),
    firstAt: integer().notNull(),
    lastAt: integer().notNull()
  },
  t => [primaryKey({ columns: [t.subscription, t.reason] })]
)
