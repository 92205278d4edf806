import { Fault, type Id, type Millis, withoutOpenGap } from '@hookwright/model'
import { and, asc, eq, gt, inArray, isNotNull, notExists, type SQL } from 'drizzle-orm'
import { deliveries, runs, subscriptions } from '../../schema/schema.ts'
import type { Note } from '../../statements/changes.ts'
import type { Database } from '../../statements/database.ts'
import { all, get, run, type Steps } from '../../statements/steps.ts'
import { forgetActions } from './action-rows.ts'

type KeptSubscription = typeof subscriptions.$inferSelect

/**
 * Maximum number of gaps, periods in which events may have been missed, that a successor takes over. The
 * latest are kept.
 */
const MOST_GAPS = 20

/** Operations for replacing a subscription. All of them need a transaction. */
export interface Replacing {
  /** Returns the wanted subscription of a flow if it is on or paused. */
  replaceable: (flow: number) => Steps<KeptSubscription | null>
  /**
   * Checks that no successor of the wanted subscription is registering. Throws
   * `subscription.replacing`.
   */
  mustBeAlone: (flow: number) => Steps<void>
  /**
   * Replaces the wanted subscription by its successor. Gaps move to the successor, and the open gap is
   * closed.
   */
  handOver: (
    old: KeptSubscription,
    successor: Id,
    params: { at: Millis; answersUntil: Millis },
    note: Note
  ) => Steps<void>
  /**
   * Moves all waiting deliveries of a paused subscription to its successor, or only those with an order key.
   */
  moveWaitingDeliveries: (old: KeptSubscription, note: Note, which?: 'all' | 'ordered') => Steps<void>
  /**
   * Moves a batch of a paused subscription's waiting deliveries to its successor, after a rowid. Returns the
   * last rowid when there may be more, otherwise null.
   */
  moveWaitingBatch: (old: KeptSubscription, after: number, note: Note) => Steps<number | null>
  /**
   * Moves waiting deliveries with an order key to a subscription that is about to run. Its own deliveries
   * then cannot overtake them.
   */
  inheritOrdered: (successor: Id, note: Note) => Steps<void>
}

export const createReplacing = ({
  tables,
  jobs,
  batch
}: Pick<Database, 'tables' | 'jobs' | 'batch'>): Replacing => {
  const begun = tables.select({ id: runs.id }).from(runs).where(eq(runs.delivery, deliveries.id))
  const waitsFor = (old: KeptSubscription, where?: SQL) =>
    // One that has begun ends where it began.
    and(eq(deliveries.subscription, old.id), eq(deliveries.status, 'accepted'), notExists(begun), where)

  function* successorOf({ status, replacedBy }: KeptSubscription): Steps<KeptSubscription | null> {
    if (status !== 'paused' || replacedBy === null) return null
    const found = yield* get(tables.select().from(subscriptions).where(eq(subscriptions.uid, replacedBy)))
    return found !== undefined && ['paused', 'on'].includes(found.status) ? found : null
  }

  function* moveTo(successor: KeptSubscription, which: SQL | undefined, note: Note): Steps<void> {
    const moved = yield* all(
      tables
        .update(deliveries)
        .set({ subscription: successor.id })
        .where(which)
        .returning({ id: deliveries.uid })
    )
    if (moved.length > 0) yield* jobs.resume(successor.id)
    for (const { id } of moved) note('deliveries', id, successor.uid)
  }

  const moveWaitingDeliveries: Replacing['moveWaitingDeliveries'] = function* (old, note, which = 'all') {
    const successor = yield* successorOf(old)
    if (successor === null) return
    const ordered = which === 'ordered' ? isNotNull(deliveries.orderKey) : undefined
    yield* moveTo(successor, waitsFor(old, ordered), note)
  }
  return {
    *replaceable(flow) {
      const found = yield* get(
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
      )
      return found ?? null
    },
    *mustBeAlone(flow) {
      const beside = yield* get(
        tables
          .select({ id: subscriptions.id })
          .from(subscriptions)
          .where(
            and(
              eq(subscriptions.flow, flow),
              eq(subscriptions.wanted, false),
              eq(subscriptions.status, 'registering')
            )
          )
      )
      if (beside !== undefined) throw new Fault('subscription.replacing')
    },
    *handOver(old, successor, { at, answersUntil }, note) {
      const gaps = withoutOpenGap(old.gaps ?? [], at).slice(-MOST_GAPS)
      yield* run(
        tables
          .update(subscriptions)
          .set({ wanted: false, replacedBy: successor, answersUntil, gaps, compareAt: null })
          .where(eq(subscriptions.id, old.id))
      )
      // What held the former one may be gone with its connection; the successor has a hold of its own.
      const status = old.hold?.wasPaused === false ? 'on' : old.status
      const isSuccessor = eq(subscriptions.uid, successor)
      const own = yield* get(
        tables
          .select({ id: subscriptions.id, hold: subscriptions.hold })
          .from(subscriptions)
          .where(isSuccessor)
      )
      const hold = own?.hold && { ...own.hold, wasPaused: status === 'paused' }
      yield* run(
        tables
          .update(subscriptions)
          .set({ wanted: true, status: hold ? 'paused' : status, hold: hold ?? null, gaps })
          .where(isSuccessor)
      )
      yield* forgetActions(tables, old.id)
      if (own !== undefined) yield* jobs.resume(own.id)
      note('subscriptions', old.uid)
      if (status === 'on') yield* moveWaitingDeliveries({ ...old, replacedBy: successor }, note, 'ordered')
    },
    moveWaitingDeliveries,
    *moveWaitingBatch(old, after, note) {
      const successor = yield* successorOf(old)
      if (successor === null) return null
      const page = yield* all(
        tables
          .select({ id: deliveries.id })
          .from(deliveries)
          .where(waitsFor(old, gt(deliveries.id, after)))
          .orderBy(asc(deliveries.id))
          .limit(batch.changed)
      )
      const ids = page.map(({ id }) => id)
      yield* moveTo(successor, waitsFor(old, inArray(deliveries.id, ids)), note)
      return ids.length === batch.changed ? (ids.at(-1) ?? null) : null
    },
    *inheritOrdered(successor, note) {
      const former = yield* all(
        tables
          .select()
          .from(subscriptions)
          .where(and(eq(subscriptions.replacedBy, successor), eq(subscriptions.status, 'paused')))
      )
      for (const old of former) yield* moveWaitingDeliveries(old, note, 'ordered')
    }
  }
}
