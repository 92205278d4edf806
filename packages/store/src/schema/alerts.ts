import type { AlertAbout, AlertKind, AlertSending } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { bytes, json, rowid, uid, uidBlob } from './columns.ts'

/** Alerts. Alerts of one kind about the same item within some time share a row. */
export const alerts = sqliteTable(
  'alerts',
  {
    id: rowid(),
    uid: uid(),
    kind: text().$type<AlertKind>().notNull(),
    /** Grouping key of kind and item. Further alerts with this key increase the count. */
    fold: text().notNull(),
    /** Owner of the alert's item; null if everyone may see the alert. */
    ownerId: text(),
    about: json<AlertAbout>().notNull(),
    at: integer().notNull(),
    lastAt: integer().notNull(),
    count: integer().notNull().default(1),
    seenAt: integer(),
    /** Time when the alert was sent to flows and endpoints; null until then. */
    handedAt: integer()
  },
  t => [
    index('alerts_fold').on(t.fold, t.at),
    index('alerts_unseen').on(t.id).where(sql`seen_at is null`),
    index('alerts_waiting').on(t.id).where(sql`handed_at is null`)
  ]
)

/** Facts that have already been reported. Each is reported once. */
export const alertFacts = sqliteTable(
  'alert_facts',
  { fact: text().primaryKey(), at: integer().notNull() },
  t => [index('alert_facts_at').on(t.at)]
)

/** Endpoints to which alerts are posted. */
export const alertEndpoints = sqliteTable('alert_endpoints', {
  id: rowid(),
  uid: uid(),
  url: text().notNull(),
  /** Kinds of alerts; null for all. */
  kinds: json<AlertKind[]>(),
  status: text({ enum: ['on', 'off', 'stopped'] }).notNull(),
  /** Reason why the endpoint was stopped; null otherwise. */
  why: text(),
  createdAt: integer().notNull(),
  failingSince: integer(),
  secretSealed: bytes().notNull(),
  formerSealed: bytes(),
  formerUntil: integer()
})

/** Messages to alert endpoints. */
export const alertMessages = sqliteTable(
  'alert_messages',
  {
    id: rowid(),
    uid: uid(),
    endpoint: integer()
      .notNull()
      .references(() => alertEndpoints.id),
    alert: uidBlob(),
    type: text().notNull(),
    body: text().notNull(),
    status: text({ enum: ['waiting', 'sent', 'given-up'] }).notNull(),
    nextAt: integer(),
    createdAt: integer().notNull(),
    sendings: json<AlertSending[]>().notNull()
  },
  t => [
    index('alert_messages_endpoint').on(t.endpoint),
    index('alert_messages_next').on(t.nextAt).where(sql`status = 'waiting'`)
  ]
)
