import type { Json, PollFailure, Schedule } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable } from 'drizzle-orm/sqlite-core'
import { json, uidBlob } from './columns.ts'
import { subscriptions } from './subscriptions.ts'

/** Polling plans of subscriptions with a polled event. */
export const polls = sqliteTable(
  'polls',
  {
    subscription: integer()
      .primaryKey()
      .references(() => subscriptions.id, { onDelete: 'cascade' }),
    /** Connection that the cursor belongs to. */
    connection: uidBlob(),
    schedule: json<Schedule>().notNull(),
    nextAt: integer(),
    cursor: json<Json>(),
    polledAt: integer(),
    failure: json<PollFailure>(),
    /** Run of the last poll, if it found nothing new. The next poll without news replaces this run. */
    quietRun: uidBlob(),
    /**
     * Number that changes with each poll and each change of the plan. A poll's result is stored only if it is
     * still the same.
     */
    turn: integer().notNull().default(0)
  },
  t => [index('polls_next').on(t.nextAt).where(sql`next_at is not null`)]
)
