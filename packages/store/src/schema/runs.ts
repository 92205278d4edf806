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
    /** Revision of the user's flow that runs. */
    revision: integer().references(() => revisions.id),
    /** Run that this one replays, and the replay mode. */
    replayOf: uidBlob(),
    replay: json<Replayed>(),
    status: text({
      enum: ['queued', 'running', 'waiting', 'succeeded', 'failed', 'on-hold', 'cancelled']
    }).notNull(),
    /** Full status, where it has more than a name. */
    detail: json<RunStatus>(),
    startedAt: integer().notNull(),
    finishedAt: integer(),
    steps: json<Step[]>(),
    result: json<Record<string, unknown>>(),
    /** Record of a queued child. */
    record: json<Record<string, Json>>(),
    /** Process that began a run of no delivery, where several have the data open. */
    process: text()
  },
  t => [
    index('runs_flow').on(t.flow),
    index('runs_delivery').on(t.delivery),
    index('runs_open').on(t.id).where(sql`status in ('queued', 'running')`),
    /** Index that counts failures. */
    index('runs_failed').on(t.delivery, t.subscription).where(sql`status in ('failed', 'on-hold')`),
    /** Runs that another run has started, by the owner of that run. */
    index('runs_called').on(t.subscription).where(sql`kind = 'flow' and delivery is null`),
    /** Polls, by their flow. */
    index('runs_polled').on(t.subscription).where(sql`kind = 'poll'`),
    index('runs_set_aside').on(t.flow, t.status).where(sql`status in ('waiting', 'on-hold')`),
    index('runs_set_aside_for').on(t.subscription).where(sql`status in ('waiting', 'on-hold')`)
  ]
)

/**
 * Runs begun by other runs, in a separate table, since most are begun by an event. The runs that
 * began them may be deleted earlier.
 */
export const calls = sqliteTable(
  'calls',
  {
    run: integer()
      .primaryKey()
      .references(() => runs.id, { onDelete: 'cascade' }),
    /** Run that began it. */
    caller: integer().notNull(),
    /** First run of the chain. */
    root: integer().notNull(),
    /** Depth of the chain of runs, including this one. */
    depth: integer().notNull()
  },
  t => [index('calls_caller').on(t.caller), index('calls_root').on(t.root)]
)

/** Waiting runs, in a separate table, so that other runs do not pay for it. */
export const waits = sqliteTable(
  'waits',
  {
    run: integer()
      .primaryKey()
      .references(() => runs.id),
    /** Due time; null while its subscription runs no deliveries. */
    until: integer(),
    subscription: integer()
      .notNull()
      .references(() => subscriptions.id),
    flow: integer()
      .notNull()
      .references(() => flows.id),
    /** Order that it locks. */
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
 * Effects of unfinished runs, by the run's id. The migration declares WITHOUT ROWID by hand, which
 * drizzle does not support.
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
