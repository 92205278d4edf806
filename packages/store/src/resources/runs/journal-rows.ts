import type { Id, Json } from '@hookwright/model'
import { eq, inArray, sql } from 'drizzle-orm'
import { journal } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { all, run, type Steps } from '../../statements/steps.ts'

/** Row of a run's journal: an effect, a draw or the state of a waiting step. */
export interface JournalRow {
  run: Id
  key: string
  safe: boolean
  /** Null for an effect that is about to be sent. */
  result: Json | null
}

/** Records effects that are about to be sent, and draws. Rows that are there are unchanged. */
export function* keepNewEntries(tables: Tables, rows: readonly JournalRow[]): Steps<void> {
  if (rows.length === 0) return
  yield* run(
    tables
      .insert(journal)
      .values([...rows])
      .onConflictDoNothing()
  )
}

/** Records ends of effects and states of steps over what is there. Of the same key, the last is kept. */
export function* keepResults(tables: Tables, rows: readonly JournalRow[]): Steps<void> {
  if (rows.length === 0) return
  const latest = new Map(rows.map(row => [`${row.run}/${row.key}`, row]))
  const set = { safe: sql`excluded.safe`, result: sql`excluded.result` }
  yield* run(
    tables
      .insert(journal)
      .values([...latest.values()])
      .onConflictDoUpdate({ target: [journal.run, journal.key], set })
  )
}

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
