import type { Millis } from '@hookwright/model'
import type { Database } from 'better-sqlite3'

/** Judges rows by age while a table is read in the order of writing. */
export interface AgeOfRows {
  /**
   * Returns the age of a row: `old` rows are deleted, `young` ones kept, and `end` means that all
   * following rows are young, too. A clock running ahead leaves rows that seem young among older
   * ones; those that seem newer than the newest row are old once a later row is.
   */
  of: (row: { id: number; at: Millis }) => 'old' | 'young' | 'end'
}

/** Creates the age check of a table's rows for a time. One set of statements serves all passes. */
export const createAges = (db: Database, table: 'deliveries' | 'runs'): ((before: Millis) => AgeOfRows) => {
  const time = table === 'deliveries' ? 'received_at' : 'started_at'
  const next = db.prepare<[number], { id: number; at: Millis }>(
    `select id, ${time} as at from ${table} where id >= ? order by id limit 1`
  )
  const newest = db.prepare<[], Millis>(`select ${time} from ${table} order by id desc limit 1`).pluck()

  return before => {
    /** Row up to which an older row is known to follow. */
    let oldAt = 0
    /**
     * Returns true when an old row follows. Step sizes grow, so that a million rows take twenty
     * steps.
     */
    const hasOldBehind = (id: number): boolean => {
      if (id < oldAt) return true
      for (let step = 1; ; step *= 2) {
        const row = next.get(id + step)
        if (row === undefined) return false
        if (row.at < before) {
          oldAt = row.id
          return true
        }
      }
    }
    return {
      of: ({ id, at }) => {
        if (at < before) return 'old'
        if (!hasOldBehind(id)) return 'end'
        return at > (newest.get() ?? at) ? 'old' : 'young'
      }
    }
  }
}
