import type { Json, Replayed, RunKind, RunStatus, Step } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { flag, json, rowid, uid, uidBlob } from './columns.ts'
import { deliveries } from './deliveries.ts'
import { flows, revisions } from './flows.ts'
import { subscriptions } from './subscriptions.ts'

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
      enum: ['queued', 'running', 'waiting', 'succeeded', 'failed', 'on-hold', 'cancelled']
    }).notNull(),
    /** The whole status, where it says more than one word. */
    detail: json<RunStatus>(),
    startedAt: integer().notNull(),
    finishedAt: integer(),
    steps: json<Step[]>(),
    result: json<Record<string, unknown>>(),
    /** Record of a queued child. */
    record: json<Record<string, Json>>()
  },
  t => [
    index('runs_flow').on(t.flow),
    index('runs_delivery').on(t.delivery),
    index('runs_open').on(t.id).where(sql`status in ('queued', 'running')`),
    /** Index that counts failures. */
    index('runs_failed').on(t.delivery, t.subscription).where(sql`status in ('failed', 'on-hold')`),
    /** Runs that another run has started, by the owner of that run. */
    index('runs_called').on(t.subscription).where(sql`kind = 'flow' and delivery is null`),
    /** Polls, by the flow that they are made for. */
    index('runs_polled').on(t.subscription).where(sql`kind = 'poll'`),
    index('runs_set_aside').on(t.flow, t.status).where(sql`status in ('waiting', 'on-hold')`),
    index('runs_set_aside_for').on(t.subscription).where(sql`status in ('waiting', 'on-hold')`)
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
    /** The run from which all of them originate. */
    root: integer().notNull(),
    /** Depth of the chain of runs, this one included. */
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
