import { Fault, type Id } from '@hookwright/model'
import { inArray } from 'drizzle-orm'
import { flows, revisions, subscriptions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { all, type Steps } from '../../statements/steps.ts'

/** Returns a function that gives the rowids of these ids and throws for one without a row. */
type RowidsOf = (ids: readonly (Id | null)[]) => Steps<(id: Id) => number>

/**
 * Cached rowids of the rows that deliveries and runs refer to. Hot writes, which alone may use this, insert none that
 * could still be undone. A row that was deleted meanwhile, as that of an ended subscription is after its retention, is
 * refused by the reference.
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
