import type { CallbackFailure, DeliveryMode, JsonObject } from '@hookwright/model'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { bytes, flag, json, rowid, uid } from './columns.ts'
import { flows } from './flows.ts'

/** Events that agents listen to: one row, and one flow, for each event with its options and connection. */
export const eventWatches = sqliteTable('event_watches', {
  id: rowid(),
  uid: uid(),
  /** Hash of connector, event, options and connection. */
  key: text().notNull().unique(),
  flow: integer()
    .notNull()
    .references(() => flows.id, { onDelete: 'cascade' }),
  createdAt: integer().notNull()
})

/** Subscriptions of agents to events. */
export const eventSubscriptions = sqliteTable(
  'event_subscriptions',
  {
    id: rowid(),
    uid: uid(),
    /** Id in the protocol, derived from what identifies it. */
    handle: text().notNull().unique(),
    watch: integer()
      .notNull()
      .references(() => eventWatches.id, { onDelete: 'cascade' }),
    mode: text().$type<DeliveryMode>().notNull(),
    memberId: text().notNull(),
    clientKey: text().notNull(),
    /** Name of the client when it subscribed. */
    clientName: text().notNull(),
    name: text().notNull(),
    arguments: json<JsonObject>().notNull(),
    /** Callback of a webhook. */
    url: text(),
    secretSealed: bytes(),
    formerSealed: bytes(),
    formerUntil: integer(),
    /** Position up to which everything was delivered or given up. */
    delivery: integer().notNull(),
    record: integer(),
    positionAt: integer().notNull(),
    createdAt: integer().notNull(),
    expiresAt: integer().notNull(),
    lastEventAt: integer(),
    lastError: text().$type<CallbackFailure>(),
    failedSince: integer(),
    /** True once deliveries are suspended after long failure, until it is refreshed. */
    suspended: flag(),
    /** True while the client is still to be told that events were skipped. */
    gapDue: flag()
  },
  t => [
    index('event_subscriptions_watch').on(t.watch),
    index('event_subscriptions_client').on(t.memberId, t.clientKey),
    index('event_subscriptions_expires').on(t.expiresAt)
  ]
)
