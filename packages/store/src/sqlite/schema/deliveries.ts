import type { RefusedDetail } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { bytes, json, rowid, uid, uidBlob } from './columns.ts'
import { subscriptions } from './subscriptions.ts'

/** Narrow rows: what changes about a delivery, and what a list shows of it. */
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
    /** The delivery that it repeats. */
    duplicateOf: uidBlob(),
    starts: integer().notNull().default(0),
    /** Deliveries of a subscription with the same one run one after the other. */
    orderKey: text(),
    /** Reason, facts and fix of a delivery that was not simply accepted. */
    verdict: json<RefusedDetail>(),
    /** True while values are still to be taken out of what arrived: until its runs have ended. */
    redactDue: integer({ mode: 'boolean' }).notNull().default(false),
    /** The places where marks stand in what is kept; null where it is as it came. */
    redacted: json<string[]>()
  },
  t => [
    index('deliveries_subscription').on(t.subscription),
    index('deliveries_accepted').on(t.id).where(sql`status = 'accepted'`),
    index('deliveries_redact_due').on(t.id).where(sql`redact_due = 1`),
    /** Index that counts deliveries without a run. Written without a list, for which each write would fill a table. */
    index('deliveries_unrun')
      .on(t.id, t.subscription, t.status)
      .where(sql`status <> 'accepted' and status <> 'done'`)
  ]
)

/**
 * Bodies, apart from their deliveries: a change of status never rewrites a body, and erasing is a delete. Triggers that
 * the migrations say by hand note in `stale_texts` each one that is erased or changed, each run whose values are, and each
 * run that comes to rest or goes on: whatever does it, the index of texts is told.
 */
export const payloads = sqliteTable('payloads', {
  delivery: integer()
    .primaryKey()
    .references(() => deliveries.id),
  query: text().notNull(),
  headers: json<string[]>().notNull(),
  body: bytes().notNull(),
  /** The exact body, sealed, where `body` has a placeholder for a secret of the receiving rules. */
  sealed: bytes()
})

/**
 * Delivery ids that were seen, for a week. Of a flow, so that the two subscriptions that answer while one replaces the
 * other take an event once. These three tables say WITHOUT ROWID by hand in the migration, and refer to
 * others by rowid without a foreign key, which would be looked up at each event.
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

/** Record ids likewise. */
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

/** Counts of a subscription's refused requests by reason; most of them have no row of their own. */
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
