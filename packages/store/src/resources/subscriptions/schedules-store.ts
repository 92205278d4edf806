import { STARTS_CONNECTOR } from '@hookwright/model'
import { and, asc, eq, inArray, lte, min, notInArray, sql } from 'drizzle-orm'
import { deliveries, payloads, schedules, subscriptions } from '../../schema/schema.ts'
import { acceptInside } from '../../statements/accept-inside.ts'
import type { Database } from '../../statements/database.ts'
import { all, get, run, type Steps } from '../../statements/steps.ts'
import type { SchedulePlan, ScheduleStore } from '../../store.ts'
import { takeDeliveryKey } from '../deliveries/dedup-keys.ts'

const columns = {
  subscriptionId: subscriptions.uid,
  schedule: schedules.schedule,
  nextAt: schedules.nextAt,
  previousAt: schedules.previousAt
}

const isOn = and(eq(subscriptions.wanted, true), eq(subscriptions.status, 'on'))

export const createScheduleStore = (database: Database): ScheduleStore => {
  const { tables, write, read } = database
  const select = () =>
    tables
      .select(columns)
      .from(schedules)
      .innerJoin(subscriptions, eq(subscriptions.id, schedules.subscription))

  return {
    find: id =>
      read(function* (): Steps<SchedulePlan | null> {
        return (yield* get(select().where(eq(subscriptions.uid, id)))) ?? null
      }),
    started: ids =>
      read(function* () {
        return yield* all(
          tables
            .select({ id: subscriptions.uid, wanted: subscriptions.wanted })
            .from(subscriptions)
            .where(and(inArray(subscriptions.uid, ids), sql`terms ->> '$.connectorId' = ${STARTS_CONNECTOR}`))
        )
      }),
    plan: ({ subscriptionId, ...plan }) =>
      write(function* (note) {
        const found = yield* get(
          tables
            .select({ id: subscriptions.id })
            .from(subscriptions)
            .where(and(eq(subscriptions.uid, subscriptionId), eq(subscriptions.wanted, true)))
        )
        if (found === undefined) return
        yield* run(
          tables
            .insert(schedules)
            .values({ subscription: found.id, ...plan })
            .onConflictDoUpdate({ target: schedules.subscription, set: plan })
        )
        note('subscriptions', subscriptionId)
      }),
    removeEnded: () =>
      write(function* () {
        const ended = tables
          .select({ id: subscriptions.id })
          .from(subscriptions)
          .innerJoin(schedules, eq(subscriptions.id, schedules.subscription))
          .where(eq(subscriptions.wanted, false))
        yield* run(tables.delete(schedules).where(inArray(schedules.subscription, ended)))
      }),
    due: (at, limit, except = []) =>
      read(function* (): Steps<SchedulePlan[]> {
        return yield* all(
          select()
            .where(and(lte(schedules.nextAt, at), isOn, notInArray(subscriptions.uid, except)))
            .orderBy(asc(schedules.nextAt))
            .limit(limit)
        )
      }),
    earliest: (except = []) =>
      read(function* () {
        const earliest = yield* get(
          tables
            .select({ next: min(schedules.nextAt) })
            .from(schedules)
            .innerJoin(subscriptions, eq(subscriptions.id, schedules.subscription))
            .where(and(isOn, notInArray(subscriptions.uid, except)))
        )
        return earliest?.next ?? null
      }),
    tick: ({ subscriptionId, expected, at, nextAt, key, delivery }) =>
      write(function* (note) {
        const found = yield* get(
          tables
            .select({ id: subscriptions.id, flow: subscriptions.flow })
            .from(subscriptions)
            .where(and(eq(subscriptions.uid, subscriptionId), isOn))
        )
        if (found === undefined) return false
        const { changes } = yield* run(
          tables
            .update(schedules)
            .set({ nextAt, previousAt: at })
            .where(and(eq(schedules.subscription, found.id), eq(schedules.nextAt, expected)))
        )
        if (changes === 0) return false
        const accepted = yield* acceptInside(database, delivery)
        if (accepted === null) return true
        const params = { key, delivery: accepted, at: delivery.receivedAt }
        if ((yield* takeDeliveryKey(tables, found.flow, params)) !== null) {
          yield* run(tables.delete(payloads).where(eq(payloads.delivery, accepted)))
          yield* run(tables.delete(deliveries).where(eq(deliveries.id, accepted)))
          return true
        }
        note('deliveries', delivery.id, subscriptionId)
        return true
      })
  }
}
