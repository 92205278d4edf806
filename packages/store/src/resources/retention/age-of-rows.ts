import type { Millis } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import type { Tables } from '../../schema/tables.ts'
import { rawRows, type Steps } from '../../statements/steps.ts'

/** Classifier of rows by age, for a table that is read in the order of writing. */
export interface AgeOfRows {
  /**
   * Returns the age of a row: `old` rows are deleted, `young` rows are kept, and `end` means that all
   * following rows are young. While a clock runs ahead, rows may seem young although older ones follow. A row
   * that seems newer than the newest row counts as old once an old row follows.
   */
  ageOf: (row: { id: number; at: Millis }) => Steps<'old' | 'young' | 'end'>
}

const timeOf = { deliveries: sql`received_at`, runs: sql`started_at` }

/** Creates the age check of a table's rows. Rows before the given time are old. */
export const createAges = (tables: Tables, table: 'deliveries' | 'runs', before: Millis): AgeOfRows => {
  const from = sql.raw(table)
  const time = timeOf[table]
  /** Row that is known to be old. Rows before it need no search. */
  let oldAt = 0
  /**
   * Returns true when an old row follows. Checks rows at doubling distances, so that a million rows take
   * twenty queries.
   */
  function* hasOldBehind(id: number): Steps<boolean> {
    if (id < oldAt) return true
    for (let step = 1; ; step *= 2) {
      const [row] = yield* rawRows<{ id: number; at: Millis }>(
        tables,
        sql`select id, ${time} as at from ${from} where id >= ${id + step} order by id limit 1`
      )
      if (row === undefined) return false
      if (row.at < before) {
        oldAt = row.id
        return true
      }
    }
  }
  return {
    ageOf: function* ({ id, at }) {
      if (at < before) return 'old'
      if (!(yield* hasOldBehind(id))) return 'end'
      const [newest] = yield* rawRows<{ at: Millis }>(
        tables,
        sql`select ${time} as at from ${from} order by id desc limit 1`
      )
      return at > (newest?.at ?? at) ? 'old' : 'young'
    }
  }
}
