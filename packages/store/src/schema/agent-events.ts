import type { CallbackFailure, DeliveryMode, JsonObject } from '@hookwright/model'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { bytes, flag, json, rowid, uid } from './columns.ts'
import { flows } from './flows.ts'

/** Watched events of agents: one row and one flow for each combination of event, options and connection. */
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
    /**
     * Public id of the subscription in the MCP protocol, derived from the data that identifies the
     * subscription.
     */
    handle: text().notNull().unique(),
    watch: integer()
      .notNull()
      .references(() => eventWatches.id, { onDelete: 'cascade' }),
    mode: text().$type<DeliveryMode>().notNull(),
    memberId: text().notNull(),
    clientKey: text().notNull(),
    /** Name of the client at the time of subscribing. */
    clientName: text().notNull(),
    name: text().notNull(),
    arguments: json<JsonObject>().notNull(),
    /** Callback URL of a webhook subscription; null for other modes. */
    url: text(),
    secretSealed: bytes(),
    formerSealed: bytes(),
    formerUntil: integer(),
    /**
     * Last event that was delivered or given up, as `delivery`, `record` and `positionAt`. All earlier events
     * are settled, too.
     */
    delivery: integer().notNull(),
    record: integer(),
    positionAt: integer().notNull(),
    createdAt: integer().notNull(),
    expiresAt: integer().notNull(),
    lastEventAt: integer(),
    lastError: text().$type<CallbackFailure>(),
    failedSince: integer(),
    /**
     * True while deliveries are suspended after failing for long. A refresh of the subscription resets it.
     */
    suspended: flag(),
    /** True while the client has yet to be notified of skipped events. */
    gapDue: flag()
  },
  t => [
    index('event_subscriptions_watch').on(t.watch),
    index('event_subscriptions_client').on(t.memberId, t.clientKey),
    index('event_subscriptions_expires').on(t.expiresAt)
  ]
)
