import { Fault, type Id, type Millis, withoutOpenGap } from '@hookwright/model'
import { and, eq, inArray, notExists } from 'drizzle-orm'
import { deliveries, runs, subscriptions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { Note } from '../../statements/changes.ts'
import { forgetActions } from './action-rows.ts'

type KeptSubscription = typeof subscriptions.$inferSelect

/** Maximum number of latest gaps that are passed to a successor. */
const MOST_GAPS = 20

/** Parts of replacing a subscription. All of them need a transaction. */
export interface Replacing {
  /** Returns the wanted subscription of a flow if it is on or paused. */
  replaceable: (flow: number) => KeptSubscription | null
  /**
   * Checks that no successor of the wanted subscription is registering. Throws
   * `subscription.replacing`.
   */
  mustBeAlone: (flow: number) => void
  /**
   * Replaces the wanted subscription by its successor, given by id. Gaps move to the successor,
   * with the open one closed.
   */
  handOver: (
    old: KeptSubscription,
    successor: Id,
    params: { at: Millis; answersUntil: Millis },
    note: Note
  ) => void
  /** Moves the waiting deliveries of a paused subscription to its successor. */
  bequeath: (old: KeptSubscription, note: Note) => void
}

export const createReplacing = (tables: Tables): Replacing => {
  const bequeath: Replacing['bequeath'] = (old, note) => {
    if (old.status !== 'paused' || old.replacedBy === null) return
    const takers = old.hold === null ? ['paused'] : ['paused', 'on']
    const successor = tables.select().from(subscriptions).where(eq(subscriptions.uid, old.replacedBy)).get()
    if (successor === undefined || !takers.includes(successor.status)) return
    const begun = tables.select({ id: runs.id }).from(runs).where(eq(runs.delivery, deliveries.id))
    const moved = tables
      .update(deliveries)
      .set({ subscription: successor.id })
      .where(
        and(
          eq(deliveries.subscription, old.id),
          eq(deliveries.status, 'accepted'),
          // One that has begun ends where it began.
          notExists(begun)
        )
      )
      .returning({ id: deliveries.uid })
      .all()
    for (const { id } of moved) note('deliveries', id, successor.uid)
  }
  return {
    replaceable: flow =>
      tables
        .select()
        .from(subscriptions)
        .where(
          and(
            eq(subscriptions.flow, flow),
            eq(subscriptions.wanted, true),
            inArray(subscriptions.status, ['on', 'paused'])
          )
        )
        .get() ?? null,
    mustBeAlone: flow => {
      const beside = tables
        .select({ id: subscriptions.id })
        .from(subscriptions)
        .where(
          and(
            eq(subscriptions.flow, flow),
            eq(subscriptions.wanted, false),
            eq(subscriptions.status, 'registering')
          )
        )
        .get()
      if (beside !== undefined) throw new Fault('subscription.replacing')
    },
    handOver: (old, successor, { at, answersUntil }, note) => {
      const gaps = withoutOpenGap(old.gaps ?? [], at).slice(-MOST_GAPS)
      tables
        .update(subscriptions)
        .set({ wanted: false, replacedBy: successor, answersUntil, gaps, compareAt: null })
        .where(eq(subscriptions.id, old.id))
        .run()
      // What held the former one may be gone with its connection; the successor has a hold of its own.
      const status = old.hold?.wasPaused === false ? 'on' : old.status
      const isSuccessor = eq(subscriptions.uid, successor)
      const own = tables.select({ hold: subscriptions.hold }).from(subscriptions).where(isSuccessor).get()
      const hold = own?.hold && { ...own.hold, wasPaused: status === 'paused' }
      tables
        .update(subscriptions)
        .set({ wanted: true, status: hold ? 'paused' : status, hold: hold ?? null, gaps })
        .where(isSuccessor)
        .run()
      forgetActions(tables, old.id)
      note('subscriptions', old.uid)
      bequeath({ ...old, replacedBy: successor }, note)
    },
    bequeath
  }
}
