import type { Id } from '@hookwright/model'
import { and, asc, eq, gt, inArray, lte, min, sql } from 'drizzle-orm'
import { flows, polls, runs as runRows, subscriptions } from '../../schema/schema.ts'
import { acceptAllInside } from '../../statements/accept-inside.ts'
import type { Database } from '../../statements/database.ts'
import { all, get, run, type Steps } from '../../statements/steps.ts'
import { atService, isTrueTerm } from '../../statements/subscription-row.ts'
import type { PollPlan, PollStore } from '../../store.ts'
import type { AlertWriter } from '../alerts/write-alerts.ts'
import type { ServiceRunWriter } from '../runs/service-runs.ts'

const columns = {
  subscriptionId: subscriptions.uid,
  connectionId: polls.connection,
  schedule: polls.schedule,
  nextAt: polls.nextAt,
  cursor: polls.cursor,
  polledAt: polls.polledAt,
  failure: polls.failure,
  turn: polls.turn
}

const isOn = and(eq(subscriptions.wanted, true), eq(subscriptions.status, 'on'))
const nextTurn = sql`${polls.turn} + 1`

export const createPollStore = (
  database: Database,
  runs: ServiceRunWriter,
  alerts: AlertWriter
): PollStore => {
  const { tables, write, read } = database
  /**
   * Returns the rowid of a subscription if it is on and its polling plan still has this turn (`polls.turn`);
   * null otherwise.
   */
  function* inTurn(id: Id, turn: number): Steps<number | null> {
    const found = yield* get(
      tables
        .select({ id: subscriptions.id })
        .from(polls)
        .innerJoin(subscriptions, eq(subscriptions.id, polls.subscription))
        .where(and(eq(subscriptions.uid, id), eq(polls.turn, turn), isOn))
    )
    return found?.id ?? null
  }

  return {
    find: id =>
      read(function* (): Steps<PollPlan | null> {
        const found = yield* get(
          tables
            .select(columns)
            .from(polls)
            .innerJoin(subscriptions, eq(subscriptions.id, polls.subscription))
            .where(eq(subscriptions.uid, id))
        )
        return found ?? null
      }),
    plan: ({ subscriptionId, revisionId, connectionId, schedule, nextAt }) =>
      write(function* (note) {
        const found = yield* get(
          tables
            .select({ id: subscriptions.id, connection: polls.connection })
            .from(subscriptions)
            .leftJoin(polls, eq(polls.subscription, subscriptions.id))
            .where(
              and(
                eq(subscriptions.uid, subscriptionId),
                eq(subscriptions.wanted, true),
                sql`terms ->> '$.revisionId' = ${revisionId}`
              )
            )
        )
        if (found === undefined) return
        const plan = { schedule, nextAt, connection: connectionId }
        const isOther = found.connection !== connectionId
        yield* run(
          tables
            .insert(polls)
            .values({ subscription: found.id, ...plan })
            .onConflictDoUpdate({
              target: polls.subscription,
              set: {
                ...plan,
                turn: nextTurn,
                ...(isOther && { cursor: null, polledAt: null, failure: null })
              }
            })
        )
        note('subscriptions', subscriptionId)
      }),
    removeEnded: () =>
      write(function* () {
        const ended = tables
          .select({ id: subscriptions.id })
          .from(subscriptions)
          .innerJoin(polls, eq(subscriptions.id, polls.subscription))
          .where(eq(subscriptions.wanted, false))
        yield* run(tables.delete(polls).where(inArray(polls.subscription, ended)))
      }),
    listeners: () =>
      read(function* () {
        return (yield* all(
          tables
            .select({ id: subscriptions.uid })
            .from(subscriptions)
            .where(and(eq(subscriptions.wanted, true), isTrueTerm('polls')))
        )).map(({ id }) => id)
      }),
    polled: ids =>
      read(function* () {
        return yield* all(
          tables
            .select({ id: subscriptions.uid, wanted: subscriptions.wanted })
            .from(subscriptions)
            .where(and(inArray(subscriptions.uid, ids), isTrueTerm('polls')))
        )
      }),
    due: (at, { limit, except }) =>
      read(function* () {
        const excluded = except.map(
          ({ connectorId, connectionId }) =>
            sql`not (terms ->> '$.connectorId' = ${connectorId} and terms ->> '$.connectionId' is not distinct from ${connectionId})`
        )
        return yield* all(
          tables
            .select(atService)
            .from(polls)
            .innerJoin(subscriptions, eq(subscriptions.id, polls.subscription))
            .innerJoin(flows, eq(subscriptions.flow, flows.id))
            .where(and(lte(polls.nextAt, at), isOn, ...excluded))
            .orderBy(asc(polls.nextAt))
            .limit(limit)
        )
      }),
    nextAfter: at =>
      read(function* () {
        const found = yield* get(
          tables
            .select({ next: min(polls.nextAt) })
            .from(polls)
            .innerJoin(subscriptions, eq(subscriptions.id, polls.subscription))
            .where(and(gt(polls.nextAt, at), isOn))
        )
        return found?.next ?? null
      }),
    succeed: ({ subscriptionId, turn, run: poll, nextAt, cursor, polledAt, deliveries }) =>
      write(function* (note) {
        const subscription = yield* inTurn(subscriptionId, turn)
        if (subscription === null) return false
        const isQuiet = deliveries.length === 0
        const before = yield* get(
          tables.select({ quietRun: polls.quietRun }).from(polls).where(eq(polls.subscription, subscription))
        )
        // Polls that find nothing would soon be all that a history shows.
        if (isQuiet && before?.quietRun)
          yield* run(tables.delete(runRows).where(eq(runRows.uid, before.quietRun)))
        const quietRun = isQuiet ? poll.id : null
        yield* run(
          tables
            .update(polls)
            .set({ nextAt, cursor, polledAt, failure: null, quietRun, turn: nextTurn })
            .where(eq(polls.subscription, subscription))
        )
        const accepted = yield* acceptAllInside(database, subscriptionId, deliveries)
        for (const delivery of accepted.keys()) note('deliveries', delivery, subscriptionId)
        yield* runs.addEnded(poll)
        note('runs', poll.id, subscriptionId)
        note('subscriptions', subscriptionId)
        return true
      }),
    fail: ({ subscriptionId, turn, run: poll, nextAt, failure, alert }) =>
      write(function* (note) {
        const subscription = yield* inTurn(subscriptionId, turn)
        if (subscription === null) return false
        yield* run(
          tables
            .update(polls)
            .set({ nextAt, failure, quietRun: null, turn: nextTurn })
            .where(eq(polls.subscription, subscription))
        )
        yield* runs.addEnded(poll)
        yield* alerts.raise(alert, note)
        note('runs', poll.id, subscriptionId)
        note('subscriptions', subscriptionId)
        return true
      })
  }
}
