import { sql } from 'drizzle-orm'
import { bigint, index, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core'
import * as described from '../../schema/schema.ts'
import { deriveTable } from './derive-table.ts'

/*
 * The tables of PostgreSQL, from which its migrations are generated. `staleTexts` is not among them: it lists what the text
 * index beside a SQLite file has to read again.
 */
export const apiKeys = deriveTable(described.apiKeys)
export const auditEntries = deriveTable(described.auditEntries)
export const agentTools = deriveTable(described.agentTools)
export const agentCalls = deriveTable(described.agentCalls)
export const alerts = deriveTable(described.alerts)
export const alertFacts = deriveTable(described.alertFacts)
export const alertEndpoints = deriveTable(described.alertEndpoints)
export const alertMessages = deriveTable(described.alertMessages)
export const connectors = deriveTable(described.connectors)
export const versions = deriveTable(described.versions)
export const followedConnectors = deriveTable(described.followedConnectors)
export const deployments = deriveTable(described.deployments)
export const connections = deriveTable(described.connections)
export const connectionShares = deriveTable(described.connectionShares)
export const signIns = deriveTable(described.signIns)
export const breakers = deriveTable(described.breakers)
export const deliveries = deriveTable(described.deliveries)
export const payloads = deriveTable(described.payloads)
export const deliveryKeys = deriveTable(described.deliveryKeys)
export const recordKeys = deriveTable(described.recordKeys)
export const refusals = deriveTable(described.refusals)
export const drift = deriveTable(described.drift)
export const ignoredDrift = deriveTable(described.ignoredDrift)
export const flows = deriveTable(described.flows)
export const flowDrafts = deriveTable(described.flowDrafts)
export const revisions = deriveTable(described.revisions)
export const apiEndpoints = deriveTable(described.apiEndpoints)
export const eventWatches = deriveTable(described.eventWatches)
export const eventSubscriptions = deriveTable(described.eventSubscriptions)
export const settings = deriveTable(described.settings)
export const savedViews = deriveTable(described.savedViews)
export const polls = deriveTable(described.polls)
export const runs = deriveTable(described.runs)
export const calls = deriveTable(described.calls)
export const waits = deriveTable(described.waits)
export const journal = deriveTable(described.journal)
export const subscriptions = deriveTable(described.subscriptions)
export const subscriptionActions = deriveTable(described.subscriptionActions)
export const attempts = deriveTable(described.attempts)
export const cleanupEntries = deriveTable(described.cleanupEntries)
export const orphans = deriveTable(described.orphans)
export const schedules = deriveTable(described.schedules)

/** Processes with the time of their last heartbeat, and information for the page of processes. */
export const processes = pgTable('processes', {
  id: text().primaryKey(),
  seenAt: bigint({ mode: 'number' }).notNull(),
  startedAt: bigint({ mode: 'number' }),
  name: text(),
  version: text(),
  roles: text()
})

/** Messages between processes, with the responses. */
export const processMessages = pgTable(
  'process_messages',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedByDefaultAsIdentity(),
    sender: text().notNull(),
    receiver: text().notNull(),
    at: bigint({ mode: 'number' }).notNull(),
    body: text().notNull(),
    reply: text()
  },
  table => [
    index('process_messages_receiver').on(table.receiver).where(sql`reply is null`),
    index('process_messages_at').on(table.at)
  ]
)

/**
 * Operations in progress, and the process that carries out each. The key is a subscription id, or another key
 * that contains a slash.
 */
export const acts = pgTable('acts', { subscription: text().primaryKey(), process: text().notNull() })

/**
 * Changes of the last minute, from which each process learns about commits of the others. SQLite needs no
 * such table, since it has only one process.
 */
export const changeLog = pgTable(
  'change_log',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedByDefaultAsIdentity(),
    process: text().notNull(),
    at: bigint({ mode: 'number' }).notNull(),
    changes: text().notNull()
  },
  table => [index('change_log_at').on(table.at)]
)

/**
 * Ranges of rowids of deliveries that arrived in the same hour. A range is counted once its rows can only be
 * deleted.
 */
export const countedRanges = pgTable('counted_ranges', {
  /** First rowid, and the rowid after the last one. */
  first: bigint({ mode: 'number' }).primaryKey(),
  next: bigint({ mode: 'number' }).notNull(),
  /** Start of the hour, in milliseconds. */
  hour: bigint({ mode: 'number' }).notNull(),
  isCounted: smallint().notNull()
})

/**
 * Numbers of deliveries in a counted range. A trigger, added manually to the migration, subtracts deleted
 * deliveries.
 */
export const deliveryCounts = pgTable(
  'delivery_counts',
  {
    first: bigint({ mode: 'number' })
      .notNull()
      .references(() => countedRanges.first, { onDelete: 'cascade' }),
    subscription: bigint({ mode: 'number' }).notNull(),
    status: text().notNull(),
    count: bigint({ mode: 'number' }).notNull()
  },
  table => [primaryKey({ columns: [table.first, table.subscription, table.status] })]
)
