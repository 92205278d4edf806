import { createIdMap, Fault, type Id } from '@hookwright/model'
import type { Database } from 'better-sqlite3'
import { blobOfId } from '../../schema/uid.ts'

/**
 * Cached rowids of the rows that deliveries and runs refer to. These rows are never deleted from the file.
 */
export interface RowidCaches {
  /** Returns the rowid of a subscription. Throws `subscription.gone`. */
  subscription: (id: Id) => number
  /** Returns the rowid of a flow. Throws `flow.gone`. */
  flow: (id: Id) => number
  /** Returns the rowid of a revision. Throws `flow.gone`. */
  revision: (id: Id) => number
  /** Returns the rowid of a delivery. Throws `delivery.gone`. */
  delivery: (id: Id) => number
  /** Caches the rowid of a delivery after its commit, since its first run probably follows. */
  accepted: (id: Id, rowid: number | bigint) => void
  /** Drops the rowid of a delivery from the cache after the commit of its first run. */
  settled: (id: Id) => void
}

/**
 * Maximum number of cached accepted deliveries. Above it, the cache is cleared and rowids are read from the
 * file.
 */
const MOST_ACCEPTED = 20_000

export const createRowidCaches = (db: Database): RowidCaches => {
  const remember = (
    table: 'flows' | 'revisions' | 'subscriptions',
    gone: 'flow.gone' | 'subscription.gone'
  ) => {
    const find = db.prepare<[Buffer], number>(`select id from ${table} where uid = ?`).pluck()
    const known = new Map<Id, number>()
    return (id: Id): number => {
      const rowid = known.get(id)
      if (rowid !== undefined) return rowid
      const found = find.get(blobOfId(id))
      if (found === undefined) throw new Fault(gone)
      // Inside a transaction the row may still be undone.
      if (!db.inTransaction) known.set(id, found)
      return found
    }
  }
  const findDelivery = db.prepare<[Buffer], number>('select id from deliveries where uid = ?').pluck()
  let accepted = createIdMap<number>()
  return {
    delivery: id => {
      const rowid = accepted.get(id)
      if (rowid !== undefined) return rowid
      const found = findDelivery.get(blobOfId(id))
      if (found === undefined) throw new Fault('delivery.gone')
      return found
    },
    accepted: (id, rowid) => {
      if (accepted.size() === MOST_ACCEPTED) accepted = createIdMap()
      accepted.set(id, Number(rowid))
    },
    settled: id => {
      accepted.delete(id)
    },
    subscription: remember('subscriptions', 'subscription.gone'),
    flow: remember('flows', 'flow.gone'),
    revision: remember('revisions', 'flow.gone')
  }
}
