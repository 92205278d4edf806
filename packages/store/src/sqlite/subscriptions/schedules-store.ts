import { STARTS_CONNECTOR } from '@hookwright/model'
import { and, asc, eq, inArray, lte, min, notInArray, sql } from 'drizzle-orm'
import { deliveries, payloads, schedules, subscriptions } from '../../schema/schema.ts'
import { acceptInside } from '../../statements/accept-inside.ts'
import { execute } from '../../statements/steps.ts'
import type { SchedulePlan, ScheduleStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import type { DedupStore } from '../deliveries/dedup-store.ts'

const columns = {
  subscriptionId: subscriptions.uid,
  schedule: schedules.schedule,
  nextAt: schedules.nextAt,
  previousAt: schedules.previousAt
}

const isOn = and(eq(subscriptions.wanted, true), eq(subscriptions.status, 'on'))

export const createScheduleStore = ({ tables, write, read }: SqliteFile, seen: DedupStore): ScheduleStore => {
  const select = () =>
    tables
      .select(columns)
      .from(schedules)
      .innerJoin(subscriptions, eq(subscriptions.id, schedules.subscription))

  return {
    find: id => read((): SchedulePlan | null => select().where(eq(subscriptions.uid, id)).get() ?? null),
    started: ids =>
      read(() =>
        tables
          .select({ id: subscriptions.uid, wanted: subscriptions.wanted })
          .from(subscriptions)
          .where(and(inArray(subscriptions.uid, ids), sql`terms ->> '$.connectorId' = ${STARTS_CONNECTOR}`))
          .all()
      ),
    plan: ({ subscriptionId, ...plan }) =>
      write(note => {
        const found = tables
          .select({ id: subscriptions.id })
          .from(subscriptions)
          .where(and(eq(subscriptions.uid, subscriptionId), eq(subscriptions.wanted, true)))
          .get()
        if (found === undefined) return
        tables
          .insert(schedules)
          .values({ subscription: found.id, ...plan })
          .onConflictDoUpdate({ target: schedules.subscription, set: plan })
          .run()
        note('subscriptions', subscriptionId)
      }),
    removeEnded: () =>
      write(() => {
        const ended = tables
          .select({ id: subscriptions.id })
          .from(subscriptions)
          .innerJoin(schedules, eq(subscriptions.id, schedules.subscription))
          .where(eq(subscriptions.wanted, false))
        tables.delete(schedules).where(inArray(schedules.subscription, ended)).run()
      }),
    due: (at, limit, except = []) =>
      read((): SchedulePlan[] =>
        select()
          .where(and(lte(schedules.nextAt, at), isOn, notInArray(subscriptions.uid, except)))
          .orderBy(asc(schedules.nextAt))
          .limit(limit)
          .all()
      ),
    earliest: (except = []) =>
      read(
        () =>
          tables
            .select({ next: min(schedules.nextAt) })
            .from(schedules)
            .innerJoin(subscriptions, eq(subscriptions.id, schedules.subscription))
            .where(and(isOn, notInArray(subscriptions.uid, except)))
            .get()?.next ?? null
      ),
    tick: ({ subscriptionId, expected, at, nextAt, key, delivery }) =>
      write(note => {
        const found = tables
          .select({ id: subscriptions.id, flow: subscriptions.flow })
          .from(subscriptions)
          .where(and(eq(subscriptions.uid, subscriptionId), isOn))
          .get()
        if (found === undefined) return false
        const { changes } = tables
          .update(schedules)
          .set({ nextAt, previousAt: at })
          .where(and(eq(schedules.subscription, found.id), eq(schedules.nextAt, expected)))
          .run()
        if (changes === 0) return false
        const accepted = execute(acceptInside(tables, delivery))
        if (accepted === null) return true
        if (seen.delivery(found.flow, key, accepted, delivery.receivedAt) !== null) {
          tables.delete(payloads).where(eq(payloads.delivery, accepted)).run()
          tables.delete(deliveries).where(eq(deliveries.id, accepted)).run()
          return true
        }
        note('deliveries', delivery.id, subscriptionId)
        return true
      })
  }
}
