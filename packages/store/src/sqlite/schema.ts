import type {
  AlertAbout,
  AlertKind,
  AlertSending,
  AttemptKind,
  AttemptOutcome,
  Authentication,
  Branding,
  CleanupHow,
  EndedHow,
  EventDrift,
  FaultData,
  Flow,
  Gap,
  Id,
  Json,
  MatchedKeys,
  OpenBreaker,
  RefusedDetail,
  Removal,
  Replayed,
  RevisionSnapshot,
  RunKind,
  RunStatus,
  SavedView,
  Step,
  SubscriptionTerms,
  VersionSnapshot
} from '@hookwright/model'
import { sql } from 'drizzle-orm'
import {
  blob,
  customType,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex
} from 'drizzle-orm/sqlite-core'
import { blobOfId, idOfBlob } from './uid.ts'

/*
 * The tables. Each keeps an integer rowid key for references inside the file, and the id that the rest of the house
 * knows as a unique blob `uid`. Column names in the file are these in snake case.
 */

const uidBlob = customType<{ data: Id; driverData: Buffer }>({
  dataType: () => 'blob',
  toDriver: blobOfId,
  fromDriver: idOfBlob
})

const rowid = () => integer().primaryKey()
const uid = () => uidBlob().notNull().unique()
const json = <T>() => text({ mode: 'json' }).$type<T>()
const flag = () => integer({ mode: 'boolean' }).notNull()
const bytes = () => blob({ mode: 'buffer' })

export const connectors = sqliteTable(
  'connectors',
  {
    id: rowid(),
    uid: uid(),
    key: text().notNull().unique(),
    name: text().notNull(),
    /** The name as it is compared: normalised and in lower case. SQLite's own lower() knows ASCII alone. */
    nameKey: text().notNull(),
    description: text().notNull(),
    authentication: json<Authentication>().notNull(),
    branding: json<Branding>().notNull(),
    createdAt: integer().notNull(),
    deletedAt: integer()
  },
  t => [uniqueIndex('connectors_name').on(t.nameKey).where(sql`deleted_at is null`)]
)

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
    draftNo: integer().notNull(),
    createdAt: integer().notNull(),
    updatedAt: integer().notNull(),
    deletedAt: integer()
  },
  t => [index('flows_connector').on(t.connector)]
)

export const versions = sqliteTable(
  'versions',
  {
    id: rowid(),
    uid: uid(),
    connector: integer()
      .notNull()
      .references(() => connectors.id),
    number: integer().notNull(),
    status: text({ enum: ['test', 'deployed', 'superseded'] }).notNull(),
    visible: flag(),
    note: text().notNull(),
    createdAt: integer().notNull(),
    createdBy: text().notNull(),
    deployedAt: integer(),
    snapshot: json<VersionSnapshot>().notNull()
  },
  t => [
    uniqueIndex('versions_number').on(t.connector, t.number),
    uniqueIndex('versions_deployed').on(t.connector).where(sql`status = 'deployed'`)
  ]
)

/** Each time that a version became the deployed one. */
export const deployments = sqliteTable(
  'deployments',
  {
    id: rowid(),
    uid: uid(),
    version: integer()
      .notNull()
      .references(() => versions.id),
    at: integer().notNull(),
    /** Null for one from before this table. */
    by: text(),
    visible: flag(),
    note: text().notNull()
  },
  t => [index('deployments_version').on(t.version)]
)

export const connections = sqliteTable(
  'connections',
  {
    id: rowid(),
    uid: uid(),
    connector: integer()
      .notNull()
      .references(() => connectors.id),
    purpose: text({ enum: ['test', 'user'] }).notNull(),
    ownerId: text().notNull(),
    name: text().notNull(),
    createdAt: integer().notNull(),
    sealed: bytes().notNull(),
    /** The access token that its service gave for these values, where it gives one. */
    tokenSealed: bytes()
  },
  t => [index('connections_connector').on(t.connector)]
)

/** Hosts that were not called for a while, since too many calls failed. */
export const breakers = sqliteTable(
  'breakers',
  {
    /** The connection that they are called with, or the connector where that needs none. */
    of: uidBlob().notNull(),
    host: text().notNull(),
    connector: integer()
      .notNull()
      .references(() => connectors.id),
    /** Null once it is called again. */
    open: json<OpenBreaker>(),
    opened: integer().notNull()
  },
  t => [primaryKey({ columns: [t.of, t.host] })]
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

export const subscriptions = sqliteTable(
  'subscriptions',
  {
    id: rowid(),
    uid: uid(),
    flow: integer()
      .notNull()
      .references(() => flows.id),
    status: text({ enum: ['registering', 'on', 'paused', 'deregistering', 'ended'] }).notNull(),
    /** How it ended; null until then. */
    how: text().$type<EndedHow>(),
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
    /** The secret that was minted for it, for services that are told one. */
    signingSecretSealed: bytes(),
    /** What handshakes captured, as JSON from name to text. */
    capturedSealed: bytes(),
    /** Which key of each scheme matched last. */
    matched: json<MatchedKeys>(),
    /** When it is next to be renewed, and how often that was tried in vain. */
    renewAt: integer(),
    renewTries: integer().notNull().default(0),
    /** When events may have been missed. */
    gaps: json<Gap[]>(),
    /** Until when it answers beside the one that replaced it. */
    answersUntil: integer(),
    /** When the request of the service was seen that proved it. */
    probedAt: integer()
  },
  t => [
    uniqueIndex('subscriptions_wanted').on(t.flow).where(sql`wanted = 1`),
    index('subscriptions_flow').on(t.flow),
    index('subscriptions_status').on(t.status)
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
    runId: uidBlob()
  },
  t => [index('attempts_subscription').on(t.subscription)]
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
    /** How, why and when it was closed; null while it is open. */
    how: text().$type<CleanupHow>(),
    reason: text(),
    closedAt: integer(),
    why: json<FaultData>().notNull(),
    openedAt: integer().notNull(),
    tries: integer().notNull().default(0),
    /** When it is tried again by itself; null when it is not. */
    nextAt: integer()
  },
  t => [
    index('cleanup_entries_subscription').on(t.subscription),
    index('cleanup_entries_next').on(t.nextAt).where(sql`status = 'open'`)
  ]
)

/** What was found at a service that no subscription here knows. */
export const orphans = sqliteTable(
  'orphans',
  {
    id: rowid(),
    uid: uid(),
    connector: integer()
      .notNull()
      .references(() => connectors.id),
    connection: integer().references(() => connections.id),
    /** What the service calls it. */
    remoteId: text().notNull(),
    url: text().notNull(),
    /** The Registration Data with which it can be taken away. */
    dataSealed: bytes(),
    /** The flow that takes it away, where there is one. */
    removal: json<Removal>(),
    foundAt: integer().notNull(),
    status: text({ enum: ['open', 'removed', 'adopted', 'ignored'] }).notNull(),
    reason: text(),
    closedAt: integer()
  },
  t => [index('orphans_connector').on(t.connector)]
)

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
    /** Why it was filtered or refused. */
    why: text(),
    /** The delivery that it repeats. */
    duplicateOf: uidBlob(),
    starts: integer().notNull().default(0),
    /** Deliveries of a subscription with the same one run one after the other. */
    orderKey: text(),
    /** Only of one that was not simply accepted: the reason, its facts, and what would mend it. */
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
    /** What got no run is counted by it alone. */
    index('deliveries_unrun')
      .on(t.id, t.subscription, t.status)
      .where(sql`status in ('filtered', 'refused', 'duplicate')`)
  ]
)

/** What an admin has set, each under a name; and what has to go on after a restart. */
export const settings = sqliteTable('settings', {
  name: text().primaryKey(),
  value: json<Json>().notNull()
})

/**
 * What arrived, apart from the delivery: a change of status never rewrites a body, and erasing is a delete. Triggers that
 * the migration says by hand note in `stale_texts` each one that is erased or changed, and each run whose values are:
 * whatever takes them away, the index of texts is told.
 */
export const payloads = sqliteTable('payloads', {
  delivery: integer()
    .primaryKey()
    .references(() => deliveries.id),
  query: text().notNull(),
  headers: json<string[]>().notNull(),
  body: bytes().notNull()
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

/** How often a subscription refused requests, by reason; most of them have no row of their own. */
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

/** How what arrives for an event differs from what a version of it declares: one row, however much comes. */
export const drift = sqliteTable(
  'drift',
  {
    id: rowid(),
    version: integer()
      .notNull()
      .references(() => versions.id),
    eventFlow: uidBlob().notNull(),
    found: json<EventDrift>().notNull()
  },
  t => [uniqueIndex('drift_event').on(t.version, t.eventFlow)]
)

/** Differences that nobody wants to be told of any more, in whatever version. */
export const ignoredDrift = sqliteTable(
  'ignored_drift',
  {
    id: rowid(),
    eventFlow: uidBlob().notNull(),
    key: text().notNull(),
    at: integer().notNull(),
    by: text().notNull()
  },
  t => [uniqueIndex('ignored_drift_key').on(t.eventFlow, t.key)]
)

export const runs = sqliteTable(
  'runs',
  {
    id: rowid(),
    uid: uid(),
    kind: text().$type<RunKind>().notNull(),
    flow: integer()
      .notNull()
      .references(() => flows.id),
    subscription: integer().references(() => subscriptions.id),
    delivery: integer().references(() => deliveries.id),
    recordIndex: integer(),
    /** The revision of the user's flow that runs. */
    revision: integer().references(() => revisions.id),
    /** The run that this one runs again, and how. */
    replayOf: uidBlob(),
    replay: json<Replayed>(),
    status: text({
      enum: ['queued', 'running', 'waiting', 'succeeded', 'failed', 'parked', 'cancelled']
    }).notNull(),
    /** The whole status, where it says more than one word. */
    detail: json<RunStatus>(),
    startedAt: integer().notNull(),
    finishedAt: integer(),
    steps: json<Step[]>(),
    result: json<Record<string, unknown>>(),
    /** What a queued child is for. */
    record: json<Record<string, Json>>()
  },
  t => [
    index('runs_flow').on(t.flow),
    index('runs_delivery').on(t.delivery),
    index('runs_open').on(t.id).where(sql`status in ('queued', 'running')`),
    /** What failed is counted by it alone. */
    index('runs_failed').on(t.delivery, t.subscription).where(sql`status in ('failed', 'parked')`),
    index('runs_set_aside').on(t.flow, t.status).where(sql`status in ('waiting', 'parked')`)
  ]
)

/**
 * The runs that another run has begun, apart from their rows: most are begun by an event. Those that began them may be
 * forgotten before them.
 */
export const calls = sqliteTable(
  'calls',
  {
    run: integer()
      .primaryKey()
      .references(() => runs.id, { onDelete: 'cascade' }),
    /** The run that began it. */
    caller: integer().notNull(),
    /** The run that all of them come of. */
    root: integer().notNull(),
    /** How many runs lie between, counted with this one. */
    depth: integer().notNull()
  },
  t => [index('calls_caller').on(t.caller), index('calls_root').on(t.root)]
)

/** The runs that wait, apart from their rows: what never waits does not pay for it. */
export const waits = sqliteTable(
  'waits',
  {
    run: integer()
      .primaryKey()
      .references(() => runs.id),
    /** Null while its subscription runs nothing. */
    until: integer(),
    subscription: integer()
      .notNull()
      .references(() => subscriptions.id),
    flow: integer()
      .notNull()
      .references(() => flows.id),
    /** The order in which it keeps its turn. */
    orderKey: text(),
    starts: integer().notNull().default(0)
  },
  t => [
    index('waits_until').on(t.until),
    index('waits_subscription').on(t.subscription),
    index('waits_order').on(t.flow, t.orderKey).where(sql`order_key is not null`)
  ]
)

/** What the index of texts has still to take out or to read again: a delivery or a run, by rowid. */
export const staleTexts = sqliteTable('stale_texts', {
  id: rowid(),
  delivery: integer(),
  run: integer()
})

/** What a person has narrowed a list to, under a name. */
export const savedViews = sqliteTable(
  'saved_views',
  {
    id: rowid(),
    uid: uid(),
    ownerId: text().notNull(),
    list: text().$type<SavedView['list']>().notNull(),
    name: text().notNull(),
    search: json<SavedView['search']>().notNull()
  },
  t => [index('saved_views_owner').on(t.ownerId, t.list)]
)

/**
 * The effects of runs that have not ended, by the run's own id. The migration says WITHOUT ROWID by hand, which drizzle
 * has no word for: the key is the table.
 */
export const journal = sqliteTable(
  'journal',
  {
    run: uidBlob().notNull(),
    key: text().notNull(),
    safe: flag(),
    result: json<Json>()
  },
  t => [primaryKey({ columns: [t.run, t.key] })]
)

/** What somebody should know of. One row stands for all of one fold within a while. */
export const alerts = sqliteTable(
  'alerts',
  {
    id: rowid(),
    uid: uid(),
    kind: text().$type<AlertKind>().notNull(),
    /** Its kind and thing, by which others are counted here. */
    fold: text().notNull(),
    /** Whose thing it is about; null where everybody may know of it. */
    ownerId: text(),
    about: json<AlertAbout>().notNull(),
    at: integer().notNull(),
    lastAt: integer().notNull(),
    count: integer().notNull().default(1),
    seenAt: integer(),
    /** When flows and endpoints got it. */
    handedAt: integer()
  },
  t => [
    index('alerts_fold').on(t.fold, t.at),
    index('alerts_unseen').on(t.id).where(sql`seen_at is null`),
    index('alerts_waiting').on(t.id).where(sql`handed_at is null`)
  ]
)

/** What was told already, each fact once. */
export const alertFacts = sqliteTable(
  'alert_facts',
  { fact: text().primaryKey(), at: integer().notNull() },
  t => [index('alert_facts_at').on(t.at)]
)

/** Where alerts are sent to. */
export const alertEndpoints = sqliteTable('alert_endpoints', {
  id: rowid(),
  uid: uid(),
  url: text().notNull(),
  /** Null for all kinds. */
  kinds: json<AlertKind[]>(),
  status: text({ enum: ['on', 'off', 'stopped'] }).notNull(),
  /** Why it was stopped. */
  why: text(),
  createdAt: integer().notNull(),
  failingSince: integer(),
  secretSealed: bytes().notNull(),
  formerSealed: bytes(),
  formerUntil: integer()
})

/** What is sent to them. */
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
