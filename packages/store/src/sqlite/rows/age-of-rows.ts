import type { Millis } from '@hookwright/model'
import type { Database } from 'better-sqlite3'

/** Judges rows by their times while a table is walked in the order in which its rows were written. */
export interface AgeOfRows {
  /**
   * Returns what becomes of a row: `old` ones are forgotten, `young` ones are left, and `end` says that all behind it are
   * young, too. A clock that ran ahead leaves rows that seem young among older ones; those that seem newer than the newest
   * row are old once a row behind them is.
   */
  of: (row: { id: number; at: Millis }) => 'old' | 'young' | 'end'
}

/** The times of a table's rows, for rows before a moment. Makes one set of statements for all walks. */
export const createAges = (db: Database, table: 'deliveries' | 'runs'): ((before: Millis) => AgeOfRows) => {
  const time = table === 'deliveries' ? 'received_at' : 'started_at'
  const next = db.prepare<[number], { id: number; at: Millis }>(
    `select id, ${time} as at from ${table} where id >= ? order by id limit 1`
  )
  const newest = db.prepare<[], Millis>(`select ${time} from ${table} order by id desc limit 1`).pluck()

  return before => {
    /** Up to this row there is an old one behind. */
    let oldAt = 0
    /** The steps grow, so that the last row of a million is reached in twenty. */
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
