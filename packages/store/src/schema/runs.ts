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
    /** Revision of the user's flow that this run executes. */
    revision: integer().references(() => revisions.id),
    /** Run that this run replays (`replayOf`), and the replay mode (`replay`); null for other runs. */
    replayOf: uidBlob(),
    replay: json<Replayed>(),
    status: text({
      enum: ['queued', 'running', 'waiting', 'succeeded', 'failed', 'on-hold', 'cancelled']
    }).notNull(),
    /** Full status; null if the name in `status` is enough. */
    detail: json<RunStatus>(),
    startedAt: integer().notNull(),
    finishedAt: integer(),
    steps: json<Step[]>(),
    result: json<Record<string, unknown>>(),
    /** Record of a queued child run; null once it has ended. */
    record: json<Record<string, Json>>(),
    /** Process that began a run without a delivery, where several processes share the database. */
    process: text()
  },
  t => [
    index('runs_flow').on(t.flow),
    index('runs_delivery').on(t.delivery),
    index('runs_open').on(t.id).where(sql`status in ('queued', 'running')`),
    /** Index for counting failures. */
    index('runs_failed').on(t.delivery, t.subscription).where(sql`status in ('failed', 'on-hold')`),
    /** Index of runs started by other runs, by the subscription of the first run in the chain. */
    index('runs_called').on(t.subscription).where(sql`kind = 'flow' and delivery is null`),
    /** Index of polls by subscription. */
    index('runs_polled').on(t.subscription).where(sql`kind = 'poll'`),
    index('runs_set_aside').on(t.flow, t.status).where(sql`status in ('waiting', 'on-hold')`),
    index('runs_set_aside_for').on(t.subscription).where(sql`status in ('waiting', 'on-hold')`)
  ]
)

/**
 * Calls: runs started by other runs. A separate table, since most runs are started by an event. The calling
 * runs may be deleted earlier.
 */
export const calls = sqliteTable(
  'calls',
  {
    run: integer()
      .primaryKey()
      .references(() => runs.id, { onDelete: 'cascade' }),
    /** Run that started this run. */
    caller: integer().notNull(),
    /** First run of the chain of calls. */
    root: integer().notNull(),
    /** Depth of this run in the chain of calls, including this run. */
    depth: integer().notNull()
  },
  t => [index('calls_caller').on(t.caller), index('calls_root').on(t.root)]
)

/** Waits of suspended runs. A separate table, so that other runs have no extra cost. */
export const waits = sqliteTable(
  'waits',
  {
    run: integer()
      .primaryKey()
      .references(() => runs.id),
    /** Due time; null while the subscription runs no deliveries. */
    until: integer(),
    subscription: integer()
      .notNull()
      .references(() => subscriptions.id),
    flow: integer()
      .notNull()
      .references(() => flows.id),
    /** Order key that the wait locks; null for none. */
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
 * Journals of unfinished runs: their recorded effects, by run id. The migration declares WITHOUT ROWID
 * manually, since drizzle does not support it.
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
