import { Fault, type Id } from '@hookwright/model'
import { inArray } from 'drizzle-orm'
import { flows, revisions, subscriptions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { all, type Steps } from '../../statements/steps.ts'

/**
 * Loads the rowids of the rows with these ids. Returns a function from id to rowid, which throws for a
 * missing row.
 */
type RowidsOf = (ids: readonly (Id | null)[]) => Steps<(id: Id) => number>

/**
 * Caches of rowids that deliveries and runs refer to. Only hot path writes may use them, since they never
 * insert such rows and roll them back. If a row was deleted in the meantime, the foreign key fails.
 */
export interface RowidCaches {
  /** Throws `flow.gone`. */
  flows: RowidsOf
  /** Throws `subscription.gone`. */
  subscriptions: RowidsOf
  /** Throws `flow.gone`. */
  revisions: RowidsOf
}

type SelectUids = (uids: Id[]) => { all: () => { id: number; uid: Id }[] }

const remember = (select: SelectUids, gone: 'flow.gone' | 'subscription.gone'): RowidsOf => {
  const known = new Map<Id, number>()
  return function* (ids) {
    const missing = new Set<Id>()
    for (const id of ids) if (id !== null && !known.has(id)) missing.add(id)
    if (missing.size > 0) {
      for (const { id, uid } of yield* all(select([...missing]))) known.set(uid, id)
    }
    return id => {
      const rowid = known.get(id)
      if (rowid === undefined) throw new Fault(gone)
      return rowid
    }
  }
}

export const createRowidCaches = (tables: Tables): RowidCaches => ({
  flows: remember(
    uids => tables.select({ id: flows.id, uid: flows.uid }).from(flows).where(inArray(flows.uid, uids)),
    'flow.gone'
  ),
  subscriptions: remember(
    uids =>
      tables
        .select({ id: subscriptions.id, uid: subscriptions.uid })
        .from(subscriptions)
        .where(inArray(subscriptions.uid, uids)),
    'subscription.gone'
  ),
  revisions: remember(
    uids =>
      tables
        .select({ id: revisions.id, uid: revisions.uid })
        .from(revisions)
        .where(inArray(revisions.uid, uids)),
    'flow.gone'
  )
})
