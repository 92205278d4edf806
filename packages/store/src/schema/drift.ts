import type { EventDrift } from '@hookwright/model'
import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { json, rowid, uidBlob } from './columns.ts'
import { versions } from './connectors.ts'

/** Differences between deliveries of an event and a version's declaration: one row per version and event. */
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

/** Differences that members ignore, in all versions. */
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
