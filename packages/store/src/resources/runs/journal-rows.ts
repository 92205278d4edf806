import type { Id, Json } from '@hookwright/model'
import { eq, inArray } from 'drizzle-orm'
import { journal } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { all, run, type Steps } from '../../statements/steps.ts'

/** Deletes the rows of runs that have ended. */
export function* forgetJournals(tables: Tables, ids: readonly Id[]): Steps<void> {
  if (ids.length === 0) return
  yield* run(tables.delete(journal).where(inArray(journal.run, [...ids])))
}

/** Returns the rows of a run's journal by key. */
export function* readJournal(
  tables: Tables,
  id: Id
): Steps<Map<string, { safe: boolean; result: Json | null }>> {
  const rows = yield* all(tables.select().from(journal).where(eq(journal.run, id)).orderBy(journal.key))
  return new Map(rows.map(({ key, safe, result }) => [key, { safe, result }]))
}
