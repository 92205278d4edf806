import type { Schedule } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable } from 'drizzle-orm/sqlite-core'
import { json } from './columns.ts'
import { subscriptions } from './subscriptions.ts'

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
