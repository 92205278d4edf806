import type { RefusedDetail } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { bytes, json, rowid, uid, uidBlob } from './columns.ts'
import { subscriptions } from './subscriptions.ts'

/** Deliveries. The rows are narrow: status and data for lists. */
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
    /** Reason why it was filtered or refused. */
    why: text(),
    /** Delivery that it duplicates. */
    duplicateOf: uidBlob(),
    starts: integer().notNull().default(0),
    /** Order key: deliveries of a subscription with the same key run in sequence. */
    orderKey: text(),
    /** Reason, facts and fix of a refused or filtered delivery. */
    verdict: json<RefusedDetail>(),
    /** True while values in the request are still to be redacted: until its runs have ended. */
    redactDue: integer({ mode: 'boolean' }).notNull().default(false),
    /** Redacted paths of the stored request; null for an unredacted one. */
    redacted: json<string[]>()
  },
  t => [
    index('deliveries_subscription').on(t.subscription),
    index('deliveries_accepted').on(t.id).where(sql`status = 'accepted'`),
    index('deliveries_redact_due').on(t.id).where(sql`redact_due = 1`),
    /**
     * Index that counts deliveries without a run. Its condition has no list, which would fill a
     * temporary table at each write.
     */
    index('deliveries_unrun')
      .on(t.id, t.subscription, t.status)
      .where(sql`status <> 'accepted' and status <> 'done'`)
  ]
)

/**
 * Bodies, in a separate table: a change of status never rewrites a body, and removing one is a
 * delete. Triggers, written by hand in the migrations, record removed or changed bodies, changed
 * values of runs, and runs that stop or resume in `stale_texts`, so that the text index is updated.
 */
export const payloads = sqliteTable('payloads', {
  delivery: integer()
    .primaryKey()
    .references(() => deliveries.id),
  query: text().notNull(),
  headers: json<string[]>().notNull(),
  body: bytes().notNull(),
  /** Exact body, sealed, where `body` has a placeholder for a secret of the receiving rules. */
  sealed: bytes()
})

/**
 * Known delivery ids, for a week. They belong to a flow, so that the two subscriptions during a
 * replacement accept an event once. The migration declares these three tables WITHOUT ROWID by
 * hand. They refer to others by rowid without a foreign key, which would be looked up at each
 * event.
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

/** Known record ids, for a week. */
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

/** Counts of a subscription's refused requests by reason. Most have no row of their own. */
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
