import { statSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { createSharedKeeping } from '../../resources/retention/keeping-rules.ts'
import { estimateStoredSize } from '../../resources/retention/measure-kept.ts'
import type { RetentionSql } from '../../resources/retention/open-deliveries.ts'
import { staleTexts } from '../../schema/schema.ts'
import { execute, rawRun, run } from '../../statements/steps.ts'
import type { KeepingStore, StoredSize } from '../../store.ts'
import { createSharedDatabase } from '../database/shared-database.ts'
import { createShrink } from '../database/shrink-file.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import { textIndexOf } from '../history/text-index.ts'
import { createConceal } from './conceal-rows.ts'
import { countUnindexed } from './count-unindexed.ts'

const ofSqlite: RetentionSql = {
  indexedBy: index => sql`indexed by ${sql.raw(index)}`,
  // The database itself notes only what is settled.
  noteDeliveries: function* (tables, ids) {
    if (ids.length > 0) yield* run(tables.insert(staleTexts).values(ids.map(delivery => ({ delivery }))))
  },
  noteCalled: function* (tables, flow) {
    const isOfFlow =
      flow === undefined
        ? sql`true`
        : sql`r.subscription in (select s.id from subscriptions s where s.flow = ${flow})`
    yield* rawRun(
      tables,
      sql`insert into stale_texts (run) select r.id from runs r indexed by runs_set_aside_for
        where r.kind = 'flow' and r.delivery is null and r.status in ('waiting', 'on-hold') and ${isOfFlow}`
    )
  }
}

const fileSize = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/** Creates the function that measures the database file. */
const createSize =
  ({ db, list }: SqliteFile): KeepingStore['size'] =>
  () =>
    list((reading): StoredSize => {
      const pragma = (name: string): number => Number(db.pragma(name, { simple: true }))
      const pageBytes = pragma('page_size')
      const unindexed = countUnindexed(reading, textIndexOf(db.name))
      return {
        database: pragma('page_count') * pageBytes,
        free: pragma('freelist_count') * pageBytes,
        log: fileSize(`${db.name}-wal`),
        index: fileSize(textIndexOf(db.name)) + fileSize(`${textIndexOf(db.name)}-wal`),
        ...execute(estimateStoredSize(reading)),
        ...(unindexed !== null && { unindexed })
      }
    })

export const createKeepingStore = (file: SqliteFile): KeepingStore => ({
  ...createSharedKeeping(createSharedDatabase(file), ofSqlite),
  ...createConceal(file),
  shrink: createShrink(file),
  size: createSize(file)
})
