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
    /** Connection that the cursor belongs to. */
    connection: uidBlob(),
    schedule: json<Schedule>().notNull(),
    nextAt: integer(),
    cursor: json<Json>(),
    polledAt: integer(),
    failure: json<PollFailure>(),
    /** Run of the last poll if that found nothing new. The next such run replaces it. */
    quietRun: uidBlob(),
    /** Counts polls and changes of the plan, so that each poll is written once. */
    turn: integer().notNull().default(0)
  },
  t => [index('polls_next').on(t.nextAt).where(sql`next_at is not null`)]
)
