import type { Id, Json } from '@hookwright/model'
import { eq, inArray, sql } from 'drizzle-orm'
import { journal } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId } from '../../schema/uid.ts'
import { prepareOnce } from '../../statements/prepare-once.ts'
import { all, run, type Steps } from '../../statements/steps.ts'

/** Deletes the rows of runs that have ended. */
export function* forgetJournals(tables: Tables, ids: readonly Id[]): Steps<void> {
  if (ids.length === 0) return
  yield* run(tables.delete(journal).where(inArray(journal.run, [...ids])))
}

/** Creates a function that reads a run's journal as a map of rows by key. */
export const createReadJournal = (
  tables: Tables
): ((id: Id) => Steps<Map<string, { safe: boolean; result: Json | null }>>) => {
  const select = prepareOnce(() =>
    tables
      .select()
      .from(journal)
      .where(eq(journal.run, sql.placeholder('run')))
      .orderBy(journal.key)
      .prepare()
  )
  return function* (id) {
    const rows = yield* all(select(), { run: blobOfId(id) })
    return new Map(rows.map(({ key, safe, result }) => [key, { safe, result }]))
  }
}
