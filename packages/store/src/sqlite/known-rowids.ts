import { Fault, type Id } from '@hookwright/model'
import type { Database } from 'better-sqlite3'
import { blobOfId } from './uid.ts'

/** Rowids of the things that deliveries and runs refer to, remembered: such rows are never taken out of the file. */
export interface KnownRowids {
  /** Throws `subscription.gone`. */
  subscription: (id: Id) => number
  /** Throws `flow.gone`. */
  flow: (id: Id) => number
}

export const createKnownRowids = (db: Database): KnownRowids => {
  const remember = (table: 'flows' | 'subscriptions', gone: 'flow.gone' | 'subscription.gone') => {
    const find = db.prepare<[Buffer], number>(`select id from ${table} where uid = ?`).pluck()
    const known = new Map<Id, number>()
    return (id: Id): number => {
      const rowid = known.get(id)
      if (rowid !== undefined) return rowid
      const found = find.get(blobOfId(id))
      if (found === undefined) throw new Fault(gone)
      // Inside a transaction the row may still be taken back.
      if (!db.inTransaction) known.set(id, found)
      return found
    }
  }
  return {
    subscription: remember('subscriptions', 'subscription.gone'),
    flow: remember('flows', 'flow.gone')
  }
}
