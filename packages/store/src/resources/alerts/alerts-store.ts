import type { Alert } from '@hookwright/model'
import { and, asc, count, desc, eq, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm'
import { alertEndpoints, alertFacts, alertMessages, alerts, subscriptions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { acceptInside } from '../../statements/accept-inside.ts'
import type { Note } from '../../statements/changes.ts'
import type { Database } from '../../statements/database.ts'
import { all, get, run, type Steps } from '../../statements/steps.ts'
import { selectSubscriptions, subscriptionRowOf } from '../../statements/subscription-row.ts'
import type { AlertScope, AlertStore, NewAlertMessage } from '../../store.ts'
import type { AlertWriter } from './write-alerts.ts'

const alertOf = (row: typeof alerts.$inferSelect): Alert => ({
  id: row.uid,
  at: row.at,
  lastAt: row.lastAt,
  count: row.count,
  ownerId: row.ownerId,
  about: row.about,
  seenAt: row.seenAt
})

const inScope = ({ ownerId }: AlertScope) =>
  ownerId === null ? undefined : or(eq(alerts.ownerId, ownerId), isNull(alerts.ownerId))

/** Writes a message that is due immediately. Returns false when its endpoint does not exist. */
export function* writeMessage(tables: Tables, message: NewAlertMessage, note: Note): Steps<boolean> {
  const { id, endpointId, alertId, type, body, createdAt } = message
  const endpoint = yield* get(
    tables.select({ id: alertEndpoints.id }).from(alertEndpoints).where(eq(alertEndpoints.uid, endpointId))
  )
  if (endpoint === undefined) return false
  yield* run(
    tables.insert(alertMessages).values({
      uid: id,
      endpoint: endpoint.id,
      alert: alertId,
      type,
      body,
      status: 'waiting',
      nextAt: createdAt,
      createdAt,
      sendings: []
    })
  )
  note('alerts', endpointId)
  return true
}

export const createAlertStore = (database: Database, writer: AlertWriter): AlertStore => {
  const { tables, write, read, list } = database
  return {
    raise: alert => write(note => writer.raise(alert, note)),
    find: id =>
      read(function* () {
        const row = yield* get(tables.select().from(alerts).where(eq(alerts.uid, id)))
        return row === undefined ? null : alertOf(row)
      }),
    list: ({ kinds, unseen, before, limit, ...scope }) =>
      list(function* (reading) {
        const rows = (yield* all(
          reading
            .select()
            .from(alerts)
            .where(
              and(
                inScope(scope),
                kinds === undefined ? undefined : inArray(alerts.kind, kinds),
                unseen === undefined ? undefined : isNull(alerts.seenAt),
                before === undefined
                  ? undefined
                  : lt(
                      alerts.id,
                      sql`(${reading.select({ id: alerts.id }).from(alerts).where(eq(alerts.uid, before))})`
                    )
              )
            )
            .orderBy(desc(alerts.id))
            .limit(limit)
        )).map(alertOf)
        return { rows, next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null }
      }),
    countUnseen: scope =>
      list(function* (reading) {
        const counted = yield* get(
          reading
            .select({ count: count() })
            .from(alerts)
            .where(and(isNull(alerts.seenAt), inScope(scope)))
        )
        return counted?.count ?? 0
      }),
    markSeen: ({ ids, at, ...scope }) =>
      write(function* (note) {
        const marked = yield* all(
          tables
            .update(alerts)
            .set({ seenAt: at })
            .where(
              and(isNull(alerts.seenAt), inScope(scope), ids === null ? undefined : inArray(alerts.uid, ids))
            )
            .returning({ id: alerts.uid })
        )
        for (const { id } of marked) note('alerts', id)
      }),
    waiting: limit =>
      read(function* () {
        return (yield* all(
          tables.select().from(alerts).where(isNull(alerts.handedAt)).orderBy(asc(alerts.id)).limit(limit)
        )).map(alertOf)
      }),
    subscriptionsOf: connectorId =>
      read(function* () {
        return (yield* all(
          selectSubscriptions(tables).where(
            and(
              eq(subscriptions.wanted, true),
              sql`json_extract(${subscriptions.terms}, '$.connectorId') = ${connectorId}`
            )
          )
        )).map(subscriptionRowOf)
      }),
    dispatch: (id, { at, deliveries: accepted, messages }) =>
      write(function* (note) {
        const { changes } = yield* run(
          tables
            .update(alerts)
            .set({ handedAt: at })
            .where(and(eq(alerts.uid, id), isNull(alerts.handedAt)))
        )
        if (changes === 0) return false
        for (const delivery of accepted) {
          if ((yield* acceptInside(database, delivery)) === null) continue
          note('deliveries', delivery.id, delivery.subscriptionId)
        }
        for (const message of messages) yield* writeMessage(tables, message, note)
        return true
      }),
    forget: (before, most) =>
      write(function* (note) {
        const oldFacts = tables
          .select({ fact: alertFacts.fact })
          .from(alertFacts)
          .where(lt(alertFacts.at, before))
          .limit(most)
        const facts = yield* run(tables.delete(alertFacts).where(inArray(alertFacts.fact, oldFacts)))
        const oldMessages = tables
          .select({ id: alertMessages.id })
          .from(alertMessages)
          .where(and(lt(alertMessages.createdAt, before), ne(alertMessages.status, 'waiting')))
          .limit(most)
        const messages = yield* run(
          tables.delete(alertMessages).where(inArray(alertMessages.id, oldMessages))
        )
        const oldAlerts = tables
          .select({ id: alerts.id })
          .from(alerts)
          .where(lt(alerts.lastAt, before))
          .limit(most)
        const gone = yield* all(
          tables.delete(alerts).where(inArray(alerts.id, oldAlerts)).returning({ id: alerts.uid })
        )
        for (const { id } of gone) note('alerts', id)
        return Math.max(facts.changes, messages.changes, gone.length) === most
      })
  }
}
