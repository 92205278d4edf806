import type { Json, SavedView } from '@hookwright/model'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { json, rowid, uid } from './columns.ts'

/** What an admin has set, each under a name; and what has to go on after a restart. */
export const settings = sqliteTable('settings', {
  name: text().primaryKey(),
  value: json<Json>().notNull()
})

/** What the index of texts has still to take out or to read again: a delivery or a run, by rowid. */
export const staleTexts = sqliteTable('stale_texts', {
  id: rowid(),
  delivery: integer(),
  run: integer()
})

/** What a person has narrowed a list to, under a name. */
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
