import type { Json, PollFailure, Schedule } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable } from 'drizzle-orm/sqlite-core'
import { json, uidBlob } from './columns.ts'
import { subscriptions } from './subscriptions.ts'

/** Plans of flows whose event is polled. */
export const polls = sqliteTable(
  'polls',
  {
    subscription: integer()
      .primaryKey()
      .references(() => subscriptions.id, { onDelete: 'cascade' }),
    /** The connection that the cursor belongs to. */
    connection: uidBlob(),
    schedule: json<Schedule>().notNull(),
    nextAt: integer(),
    cursor: json<Json>(),
    polledAt: integer(),
    failure: json<PollFailure>(),
    /** Run of the last poll, while it found nothing new: the next such run replaces it. */
    quietRun: uidBlob(),
    /** Counts polls and changes of the plan, so that a poll is written once. */
    turn: integer().notNull().default(0)
  },
  t => [index('polls_next').on(t.nextAt).where(sql`next_at is not null`)]
)
