import type { Json, SavedView } from '@hookwright/model'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { json, rowid, uid } from './columns.ts'

/** Settings of admins by name, and state of work that continues after a restart. */
export const settings = sqliteTable('settings', {
  name: text().primaryKey(),
  value: json<Json>().notNull()
})

/** Deliveries and runs, by rowid, that the text index must remove or index again. */
export const staleTexts = sqliteTable('stale_texts', {
  id: rowid(),
  delivery: integer(),
  run: integer()
})

/** Saved filters of lists. */
export const savedViews = sqliteTable(
  'saved_views',
  {
    id: rowid(),
    uid: uid(),
    ownerId: text().notNull(),
    list: text().$type<SavedView['list']>().notNull(),
    name: text().notNull(),
    search: json<SavedView['search']>().notNull()
  },
  t => [index('saved_views_owner').on(t.ownerId, t.list)]
)
