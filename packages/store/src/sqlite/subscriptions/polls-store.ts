import type { Id } from '@hookwright/model'
import { and, asc, eq, gt, inArray, lte, min, sql } from 'drizzle-orm'
import type { AlertWriter } from '../../resources/alerts/write-alerts.ts'
import { flows, polls, runs as runRows, subscriptions } from '../../schema/schema.ts'
import { acceptInside } from '../../statements/accept-inside.ts'
import { execute } from '../../statements/steps.ts'
import { atService } from '../../statements/subscription-row.ts'
import type { PollPlan, PollStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import type { RunWriter } from '../runs/write-runs.ts'

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
  { tables, write, read }: SqliteFile,
  runs: RunWriter,
  alerts: AlertWriter
): PollStore => {
  /** Returns the rowid of a running subscription whose plan has this turn; null for any other. */
  const inTurn = (id: Id, turn: number): number | null =>
    tables
      .select({ id: subscriptions.id })
      .from(polls)
      .innerJoin(subscriptions, eq(subscriptions.id, polls.subscription))
      .where(and(eq(subscriptions.uid, id), eq(polls.turn, turn), isOn))
      .get()?.id ?? null

  return {
    find: id =>
      read(
        (): PollPlan | null =>
          tables
            .select(columns)
            .from(polls)
            .innerJoin(subscriptions, eq(subscriptions.id, polls.subscription))
            .where(eq(subscriptions.uid, id))
            .get() ?? null
      ),
    plan: ({ subscriptionId, revisionId, connectionId, schedule, nextAt }) =>
      write(note => {
        const found = tables
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
          .get()
        if (found === undefined) return
        const plan = { schedule, nextAt, connection: connectionId }
        const isOther = found.connection !== connectionId
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
          .run()
        note('subscriptions', subscriptionId)
      }),
    removeEnded: () =>
      write(() => {
        const ended = tables
          .select({ id: subscriptions.id })
          .from(subscriptions)
          .innerJoin(polls, eq(subscriptions.id, polls.subscription))
          .where(eq(subscriptions.wanted, false))
        tables.delete(polls).where(inArray(polls.subscription, ended)).run()
      }),
    listeners: () =>
      read(() =>
        tables
          .select({ id: subscriptions.uid })
          .from(subscriptions)
          .where(and(eq(subscriptions.wanted, true), sql`terms ->> '$.polls' = 1`))
          .all()
          .map(({ id }) => id)
      ),
    polled: ids =>
      read(() =>
        tables
          .select({ id: subscriptions.uid, wanted: subscriptions.wanted })
          .from(subscriptions)
          .where(and(inArray(subscriptions.uid, ids), sql`terms ->> '$.polls' = 1`))
          .all()
      ),
    due: (at, { limit, except }) =>
      read(() => {
        const excluded = except.map(
          ({ connectorId, connectionId }) =>
            sql`not (terms ->> '$.connectorId' = ${connectorId} and terms ->> '$.connectionId' is ${connectionId})`
        )
        return tables
          .select(atService)
          .from(polls)
          .innerJoin(subscriptions, eq(subscriptions.id, polls.subscription))
          .innerJoin(flows, eq(subscriptions.flow, flows.id))
          .where(and(lte(polls.nextAt, at), isOn, ...excluded))
          .orderBy(asc(polls.nextAt))
          .limit(limit)
          .all()
      }),
    nextAfter: at =>
      read(
        () =>
          tables
            .select({ next: min(polls.nextAt) })
            .from(polls)
            .innerJoin(subscriptions, eq(subscriptions.id, polls.subscription))
            .where(and(gt(polls.nextAt, at), isOn))
            .get()?.next ?? null
      ),
    succeed: ({ subscriptionId, turn, run, nextAt, cursor, polledAt, deliveries }) =>
      write(note => {
        const subscription = inTurn(subscriptionId, turn)
        if (subscription === null) return false
        const isQuiet = deliveries.length === 0
        const before = tables
          .select({ quietRun: polls.quietRun })
          .from(polls)
          .where(eq(polls.subscription, subscription))
          .get()
        // Polls that find nothing would soon be all that a history shows.
        if (isQuiet && before?.quietRun) tables.delete(runRows).where(eq(runRows.uid, before.quietRun)).run()
        const quietRun = isQuiet ? run.id : null
        tables
          .update(polls)
          .set({ nextAt, cursor, polledAt, failure: null, quietRun, turn: nextTurn })
          .where(eq(polls.subscription, subscription))
          .run()
        for (const delivery of deliveries) {
          if (execute(acceptInside(tables, delivery)) !== null)
            note('deliveries', delivery.id, subscriptionId)
        }
        runs.add(runs.bind(run, null), null)
        note('runs', run.id, subscriptionId)
        note('subscriptions', subscriptionId)
        return true
      }),
    fail: ({ subscriptionId, turn, run, nextAt, failure, alert }) =>
      write(note => {
        const subscription = inTurn(subscriptionId, turn)
        if (subscription === null) return false
        tables
          .update(polls)
          .set({ nextAt, failure, quietRun: null, turn: nextTurn })
          .where(eq(polls.subscription, subscription))
          .run()
        runs.add(runs.bind(run, null), null)
        execute(alerts.raise(alert, note))
        note('runs', run.id, subscriptionId)
        note('subscriptions', subscriptionId)
        return true
      })
  }
}
