import Database from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import type { ReadTables } from '../../schema/tables.ts'

type Reading = Parameters<Parameters<ReadTables>[0]>[0]

/** Returns the sum of the last indexed rowids of deliveries and runs; null without a readable index. */
const reachedIn = (index: string): number | null => {
  try {
    const db = new Database(index, { readonly: true, fileMustExist: true })
    try {
      return db.prepare<[], number>('select coalesce(sum(row), 0) from reached').pluck().get() ?? 0
    } finally {
      db.close()
    }
  } catch {
    // It is made by the first indexing, and again where it was unreadable.
    return null
  }
}

/**
 * Counts the deliveries and runs that are not in the text index yet; null without an index. The count is
 * derived from rowids, which have few gaps.
 */
export const countUnindexed = (reading: Reading, index: string): number | null => {
  const reached = reachedIn(index)
  if (reached === null) return null
  const newest = reading.get<{ rows: number }>(sql`
    select coalesce((select max(id) from deliveries), 0) + coalesce((select max(id) from runs), 0) as rows`)
  return Math.max(0, (newest?.rows ?? 0) - reached)
}
