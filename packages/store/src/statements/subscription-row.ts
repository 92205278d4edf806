import type { Attempt, CleanupEntry, Id, Subscription, SubscriptionStatus } from '@hookwright/model'
import { eq, getTableColumns, sql } from 'drizzle-orm'
import { attempts, cleanupEntries, flows, subscriptions } from '../schema/schema.ts'
import type { Tables } from '../schema/tables.ts'
import type { SubscriptionRow } from '../store.ts'

type KeptSubscription = typeof subscriptions.$inferSelect & { flowId: Id }

const statusOf = ({ status, how }: KeptSubscription): SubscriptionStatus =>
  status === 'ended' ? { is: 'ended', how: how ?? 'uncertain' } : { is: status }

export const selectSubscriptions = (tables: Tables) =>
  tables
    .select({ ...getTableColumns(subscriptions), flowId: flows.uid })
    .from(subscriptions)
    .innerJoin(flows, eq(subscriptions.flow, flows.id))

export const subscriptionOf = (row: KeptSubscription): Subscription => ({
  id: row.uid,
  flowId: row.flowId,
  status: statusOf(row),
  wanted: row.wanted,
  replacedBy: row.replacedBy,
  terms: row.terms,
  startedAt: row.startedAt,
  deadline: row.deadline,
  since: row.since,
  fault: row.fault,
  tokenTail: row.tokenTail,
  hold: row.hold
})

export const subscriptionRowOf = (row: KeptSubscription): SubscriptionRow => ({
  ...subscriptionOf(row),
  tokenSealed: row.tokenSealed,
  registrationData: row.registrationData,
  expiresAt: row.expiresAt,
  signingSecretSealed: row.signingSecretSealed,
  capturedSealed: row.capturedSealed,
  matched: row.matched ?? {},
  renewAt: row.renewAt,
  renewTries: row.renewTries,
  gaps: row.gaps ?? [],
  answersUntil: row.answersUntil,
  probedAt: row.probedAt,
  compareAt: row.compareAt,
  healing: row.healing
})

/** SQL condition: a subscription is wanted, on or paused, and expires at its service. */
export const isRenewed = sql`(${subscriptions.wanted} = 1 and ${subscriptions.expiresAt} is not null
  and ${subscriptions.status} in ('on', 'paused'))`

/**
 * Returns the SQL condition that a field of the subscription's terms is true. The stored value is 1 on SQLite
 * and a text on PostgreSQL.
 */
export const isTrueTerm = (name: 'polls' | 'sharesAddress') =>
  sql`cast(${subscriptions.terms} ->> ${sql.raw(`'$.${name}'`)} as text) in ('1', 'true')`

/**
 * Columns with the ids of a subscription and of its flow, connector and connection. The query must join the
 * flows.
 */
export const atService = {
  id: subscriptions.uid,
  flowId: flows.uid,
  connectorId: sql<Id>`json_extract(${subscriptions.terms}, '$.connectorId')`,
  connectionId: sql<Id | null>`json_extract(${subscriptions.terms}, '$.connectionId')`
}

/** SQL condition: an attempt has not ended. The value is a literal, so that the partial index is used. */
export const isRunning = sql`${attempts.outcome} = 'running'`

/** Selects attempts, each with the id of its subscription. */
export const selectAttempts = (tables: Tables) =>
  tables
    .select({ ...getTableColumns(attempts), subscriptionId: subscriptions.uid })
    .from(attempts)
    .innerJoin(subscriptions, eq(attempts.subscription, subscriptions.id))

export const attemptOf = (row: typeof attempts.$inferSelect & { subscriptionId: Id }): Attempt => ({
  id: row.uid,
  subscriptionId: row.subscriptionId,
  kind: row.kind,
  outcome: row.outcome,
  startedAt: row.startedAt,
  endedAt: row.endedAt,
  fault: row.fault,
  runId: row.runId
})

export const selectCleanupEntries = (tables: Tables) =>
  tables
    .select({ ...getTableColumns(cleanupEntries), subscriptionId: subscriptions.uid, flowId: flows.uid })
    .from(cleanupEntries)
    .innerJoin(subscriptions, eq(cleanupEntries.subscription, subscriptions.id))
    .innerJoin(flows, eq(subscriptions.flow, flows.id))

export const cleanupEntryOf = (
  row: typeof cleanupEntries.$inferSelect & { subscriptionId: Id; flowId: Id }
): CleanupEntry => ({
  id: row.uid,
  subscriptionId: row.subscriptionId,
  flowId: row.flowId,
  status:
    row.status === 'open'
      ? { is: 'open' }
      : {
          is: 'closed',
          how: row.how ?? 'by-hand',
          reason: row.reason ?? '',
          at: row.closedAt ?? row.openedAt
        },
  why: row.why,
  openedAt: row.openedAt,
  tries: row.tries,
  nextAt: row.nextAt
})
