import type { Millis } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import type { Tables } from '../../schema/tables.ts'
import { rawRows, type Steps } from '../../statements/steps.ts'

/** Judges rows by age while a table is read in the order of writing. */
export interface AgeOfRows {
  /**
   * Returns the age of a row: `old` rows are deleted, `young` ones kept, and `end` means that all
   * following rows are young, too. A clock running ahead leaves rows that seem young among older
   * ones; those that seem newer than the newest row are old once a later row is.
   */
  ageOf: (row: { id: number; at: Millis }) => Steps<'old' | 'young' | 'end'>
}

const timeOf = { deliveries: sql`received_at`, runs: sql`started_at` }

/** Creates the age check of a table's rows for a time. */
export const createAges = (tables: Tables, table: 'deliveries' | 'runs', before: Millis): AgeOfRows => {
  const from = sql.raw(table)
  const time = timeOf[table]
  /** Row up to which an older row is known to follow. */
  let oldAt = 0
  /**
   * Returns true when an old row follows. Step sizes grow, so that a million rows take twenty
   * steps.
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
