import type {
  AttemptKind,
  AttemptOutcome,
  CleanupResolution,
  FaultData,
  FlowHold,
  Gap,
  Healing,
  MatchedKeys,
  Removal,
  Schedule,
  SubscriptionEndReason,
  SubscriptionTerms
} from '@hookwright/model'
import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { bytes, flag, json, rowid, uid, uidBlob } from './columns.ts'
import { connections, connectors, versions } from './connectors.ts'
import { flows } from './flows.ts'

export const subscriptions = sqliteTable(
  'subscriptions',
  {
    id: rowid(),
    uid: uid(),
    flow: integer()
      .notNull()
      .references(() => flows.id),
    status: text({ enum: ['registering', 'on', 'paused', 'deregistering', 'ended'] }).notNull(),
    /** Way in which the subscription ended, such as `uncertain`; null until it has ended. */
    how: text().$type<SubscriptionEndReason>(),
    wanted: flag(),
    replacedBy: uidBlob(),
    terms: json<SubscriptionTerms>().notNull(),
    startedAt: integer().notNull(),
    deadline: integer().notNull(),
    since: integer().notNull(),
    fault: json<FaultData>(),
    tokenTail: text().notNull(),
    tokenHash: bytes().notNull().unique(),
    tokenSealed: bytes().notNull(),
    registrationData: bytes(),
    expiresAt: integer(),
    /** Signing secret generated for the subscription, sealed. For services that accept a secret. */
    signingSecretSealed: bytes(),
    /** Sealed values captured by handshakes, as JSON from name to text. */
    capturedSealed: bytes(),
    /** Key that last verified a request, for each signature scheme. */
    matched: json<MatchedKeys>(),
    /** Time of the next renewal (`renewAt`), and number of failed attempts (`renewTries`). */
    renewAt: integer(),
    renewTries: integer().notNull().default(0),
    /** Periods in which events may have been missed. */
    gaps: json<Gap[]>(),
    /** End of the period in which the subscription still responds alongside its successor; null for none. */
    answersUntil: integer(),
    /** Time of the service's request that verified the subscription; null for none. */
    probedAt: integer(),
    /** Time of the next comparison with the service's list; null for none. */
    compareAt: integer(),
    /** Repair after an uncertain end; null for none. */
    healing: json<Healing>(),
    /** Hold while the flow may not use one of its connections; null for none. */
    hold: json<FlowHold>()
  },
  t => [
    uniqueIndex('subscriptions_wanted').on(t.flow).where(sql`wanted = 1`),
    index('subscriptions_flow').on(t.flow),
    index('subscriptions_status').on(t.status),
    // What wanted ones agreed on, so that "which flows run this version" reads no terms.
    index('subscriptions_terms')
      .on(sql`terms ->> '$.connectorId'`, sql`terms ->> '$.versionId'`, sql`terms ->> '$.publicUrl'`, t.flow)
      .where(sql`wanted = 1`),
    index('subscriptions_renew').on(t.renewAt).where(sql`wanted = 1 and expires_at is not null`),
    // With the connection, so that those of busy connections are skipped without their terms.
    index('subscriptions_compare')
      .on(t.compareAt, sql`terms ->> '$.connectorId'`, sql`terms ->> '$.connectionId'`)
      .where(sql`compare_at is not null`),
    index('subscriptions_beside').on(t.flow).where(sql`wanted = 0 and status <> 'ended'`),
    index('subscriptions_uncertain').on(t.flow).where(sql`how = 'uncertain'`),
    index('subscriptions_held').on(t.flow).where(sql`hold is not null`)
  ]
)

/**
 * Versions and connections of the actions in a subscription's revision, each combination once. Rows exist
 * while the subscription is registering, on or paused.
 */
export const subscriptionActions = sqliteTable(
  'subscription_actions',
  {
    subscription: integer()
      .notNull()
      .references(() => subscriptions.id, { onDelete: 'cascade' }),
    version: integer()
      .notNull()
      .references(() => versions.id),
    /** Connection of the action; null for a connector that needs none. */
    connection: uidBlob()
  },
  t => [
    index('subscription_actions_subscription').on(t.subscription),
    index('subscription_actions_version').on(t.version, t.subscription),
    index('subscription_actions_connection').on(t.connection).where(sql`connection is not null`)
  ]
)

export const attempts = sqliteTable(
  'attempts',
  {
    id: rowid(),
    uid: uid(),
    subscription: integer()
      .notNull()
      .references(() => subscriptions.id),
    kind: text().$type<AttemptKind>().notNull(),
    outcome: text().$type<AttemptOutcome>().notNull(),
    startedAt: integer().notNull(),
    endedAt: integer(),
    fault: json<FaultData>(),
    runId: uidBlob(),
    /** Process that executes the attempt, where several processes share the database. */
    process: text()
  },
  t => [
    index('attempts_subscription').on(t.subscription),
    index('attempts_running').on(t.subscription).where(sql`outcome = 'running'`)
  ]
)

export const cleanupEntries = sqliteTable(
  'cleanup_entries',
  {
    id: rowid(),
    uid: uid(),
    subscription: integer()
      .notNull()
      .references(() => subscriptions.id),
    status: text({ enum: ['open', 'closed'] }).notNull(),
    /** Way in which the entry was closed; null while it is open. `reason` and `closedAt` belong to it. */
    how: text().$type<CleanupResolution>(),
    reason: text(),
    closedAt: integer(),
    why: json<FaultData>().notNull(),
    openedAt: integer().notNull(),
    tries: integer().notNull().default(0),
    /** Time of the next automatic retry; null for none. */
    nextAt: integer()
  },
  t => [
    index('cleanup_entries_subscription').on(t.subscription),
    index('cleanup_entries_next').on(t.nextAt).where(sql`status = 'open'`)
  ]
)

/** Registrations found at a service that belong to no known subscription. */
export const orphans = sqliteTable(
  'orphans',
  {
    id: rowid(),
    uid: uid(),
    connector: integer()
      .notNull()
      .references(() => connectors.id),
    connection: integer().references(() => connections.id),
    /** Id of the registration at the service. */
    remoteId: text().notNull(),
    url: text().notNull(),
    /** Registration Data for removing the registration, sealed. */
    dataSealed: bytes(),
    /** Flow that removes the registration, if any. */
    removal: json<Removal>(),
    foundAt: integer().notNull(),
    status: text({ enum: ['open', 'removed', 'adopted', 'ignored'] }).notNull(),
    reason: text(),
    closedAt: integer()
  },
  t => [index('orphans_connector').on(t.connector)]
)

/** Plans of scheduled flows. */
export const schedules = sqliteTable(
  'schedules',
  {
    subscription: integer()
      .primaryKey()
      .references(() => subscriptions.id, { onDelete: 'cascade' }),
    schedule: json<Schedule>().notNull(),
    nextAt: integer(),
    previousAt: integer()
  },
  t => [index('schedules_next').on(t.nextAt).where(sql`next_at is not null`)]
)
