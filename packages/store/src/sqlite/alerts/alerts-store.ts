import type { Alert } from '@hookwright/model'
import { and, asc, count, desc, eq, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm'
import { alertEndpoints, alertFacts, alertMessages, alerts, subscriptions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { acceptInside } from '../../statements/accept-inside.ts'
import type { Note } from '../../statements/changes.ts'
import { execute } from '../../statements/steps.ts'
import { selectSubscriptions, subscriptionRowOf } from '../../statements/subscription-row.ts'
import type { AlertScope, AlertStore, NewAlertMessage } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
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
export const writeMessage = (tables: Tables, message: NewAlertMessage, note: Note): boolean => {
  const { id, endpointId, alertId, type, body, createdAt } = message
  const endpoint = tables
    .select({ id: alertEndpoints.id })
    .from(alertEndpoints)
    .where(eq(alertEndpoints.uid, endpointId))
    .get()
  if (endpoint === undefined) return false
  tables
    .insert(alertMessages)
    .values({
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
    .run()
  note('alerts', endpointId)
  return true
}

export const createAlertStore = (
  { tables, write, read, list }: SqliteFile,
  writer: AlertWriter
): AlertStore => ({
  raise: alert => write(note => writer.raise(alert, note)),
  find: id =>
    read(() => {
      const row = tables.select().from(alerts).where(eq(alerts.uid, id)).get()
      return row === undefined ? null : alertOf(row)
    }),
  list: ({ kinds, unseen, before, limit, ...scope }) =>
    list(reading => {
      const rows = reading
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
        .all()
        .map(alertOf)
      return { rows, next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null }
    }),
  countUnseen: scope =>
    list(
      reading =>
        reading
          .select({ count: count() })
          .from(alerts)
          .where(and(isNull(alerts.seenAt), inScope(scope)))
          .get()?.count ?? 0
    ),
  markSeen: ({ ids, at, ...scope }) =>
    write(note => {
      const marked = tables
        .update(alerts)
        .set({ seenAt: at })
        .where(
          and(isNull(alerts.seenAt), inScope(scope), ids === null ? undefined : inArray(alerts.uid, ids))
        )
        .returning({ id: alerts.uid })
        .all()
      for (const { id } of marked) note('alerts', id)
    }),
  waiting: limit =>
    read(() =>
      tables
        .select()
        .from(alerts)
        .where(isNull(alerts.handedAt))
        .orderBy(asc(alerts.id))
        .limit(limit)
        .all()
        .map(alertOf)
    ),
  subscriptionsOf: connectorId =>
    read(() =>
      selectSubscriptions(tables)
        .where(
          and(
            eq(subscriptions.wanted, true),
            sql`json_extract(${subscriptions.terms}, '$.connectorId') = ${connectorId}`
          )
        )
        .all()
        .map(subscriptionRowOf)
    ),
  handOut: (id, { at, deliveries: accepted, messages }) =>
    write(note => {
      const { changes } = tables
        .update(alerts)
        .set({ handedAt: at })
        .where(and(eq(alerts.uid, id), isNull(alerts.handedAt)))
        .run()
      if (changes === 0) return false
      for (const delivery of accepted) {
        if (execute(acceptInside(tables, delivery)) === null) continue
        note('deliveries', delivery.id, delivery.subscriptionId)
      }
      for (const message of messages) writeMessage(tables, message, note)
      return true
    }),
  forget: (before, most) =>
    write(note => {
      const oldFacts = tables
        .select({ fact: alertFacts.fact })
        .from(alertFacts)
        .where(lt(alertFacts.at, before))
        .limit(most)
      const facts = tables.delete(alertFacts).where(inArray(alertFacts.fact, oldFacts)).run()
      const oldMessages = tables
        .select({ id: alertMessages.id })
        .from(alertMessages)
        .where(and(lt(alertMessages.createdAt, before), ne(alertMessages.status, 'waiting')))
        .limit(most)
      const messages = tables.delete(alertMessages).where(inArray(alertMessages.id, oldMessages)).run()
      const oldAlerts = tables
        .select({ id: alerts.id })
        .from(alerts)
        .where(lt(alerts.lastAt, before))
        .limit(most)
      const gone = tables
        .delete(alerts)
        .where(inArray(alerts.id, oldAlerts))
        .returning({ id: alerts.uid })
        .all()
      for (const { id } of gone) note('alerts', id)
      return Math.max(facts.changes, messages.changes, gone.length) === most
    })
})
