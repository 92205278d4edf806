import { type AlertEndpoint, type AlertMessage, Fault, type Id } from '@hookwright/model'
import { and, asc, desc, eq, getTableColumns } from 'drizzle-orm'
import { alertEndpoints, alertMessages } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { Database } from '../../statements/database.ts'
import { all, get, run, type Steps } from '../../statements/steps.ts'
import type { AlertEndpointRow, AlertEndpointStore } from '../../store.ts'
import { writeMessage } from './alerts-store.ts'

type KeptEndpoint = typeof alertEndpoints.$inferSelect
type KeptMessage = typeof alertMessages.$inferSelect & { endpointId: Id }

const endpointOf = (row: KeptEndpoint): AlertEndpoint => ({
  id: row.uid,
  url: row.url,
  kinds: row.kinds,
  status: row.status === 'stopped' ? { is: 'stopped', why: row.why ?? '' } : { is: row.status },
  createdAt: row.createdAt,
  failingSince: row.failingSince,
  formerUntil: row.formerUntil
})

const rowOf = (row: KeptEndpoint): AlertEndpointRow => ({
  ...endpointOf(row),
  secretSealed: row.secretSealed,
  formerSealed: row.formerSealed
})

const messageOf = (row: KeptMessage): AlertMessage => ({
  id: row.uid,
  endpointId: row.endpointId,
  alertId: row.alert,
  type: row.type,
  body: row.body,
  status:
    row.status === 'waiting' ? { is: 'waiting', nextAt: row.nextAt ?? row.createdAt } : { is: row.status },
  createdAt: row.createdAt,
  sendings: row.sendings
})

const selectMessages = (tables: Tables) =>
  tables
    .select({ ...getTableColumns(alertMessages), endpointId: alertEndpoints.uid })
    .from(alertMessages)
    .innerJoin(alertEndpoints, eq(alertMessages.endpoint, alertEndpoints.id))

export const createAlertEndpointStore = ({ tables, write, read, list }: Database): AlertEndpointStore => {
  function* kept(id: Id): Steps<KeptEndpoint> {
    const row = yield* get(tables.select().from(alertEndpoints).where(eq(alertEndpoints.uid, id)))
    if (row === undefined) throw new Fault('alert-endpoint.gone')
    return row
  }
  /** Changes an endpoint. Throws `alert-endpoint.gone`. */
  function* set(id: Id, values: Partial<KeptEndpoint>): Steps<KeptEndpoint> {
    const changed = yield* get(
      tables.update(alertEndpoints).set(values).where(eq(alertEndpoints.uid, id)).returning()
    )
    if (changed === undefined) throw new Fault('alert-endpoint.gone')
    return changed
  }
  function* giveUp(endpoint: number): Steps<void> {
    yield* run(
      tables
        .update(alertMessages)
        .set({ status: 'given-up', nextAt: null })
        .where(and(eq(alertMessages.endpoint, endpoint), eq(alertMessages.status, 'waiting')))
    )
  }
  return {
    add: (endpoint, secretSealed) =>
      write(function* (note) {
        const { id, url, kinds, status, createdAt } = endpoint
        yield* run(
          tables.insert(alertEndpoints).values({
            uid: id,
            url,
            kinds,
            status: status.is,
            createdAt,
            secretSealed: Buffer.from(secretSealed)
          })
        )
        note('alerts', id)
      }),
    list: () =>
      list(function* (reading) {
        return (yield* all(reading.select().from(alertEndpoints).orderBy(asc(alertEndpoints.id)))).map(
          endpointOf
        )
      }),
    find: id =>
      read(function* () {
        const row = yield* get(tables.select().from(alertEndpoints).where(eq(alertEndpoints.uid, id)))
        return row === undefined ? null : rowOf(row)
      }),
    change: (id, { url, kinds }) =>
      write(function* (note) {
        yield* set(id, { url, kinds })
        note('alerts', id)
      }),
    setStatus: (id, status) =>
      write(function* (note) {
        const why = status.is === 'stopped' ? status.why : null
        const on = status.is === 'on' ? { failingSince: null } : {}
        const changed = yield* set(id, { status: status.is, why, ...on })
        if (status.is !== 'on') yield* giveUp(changed.id)
        note('alerts', id)
      }),
    rotate: (id, { secretSealed, formerUntil }) =>
      write(function* (note) {
        const { secretSealed: formerSealed } = yield* kept(id)
        yield* set(id, { secretSealed: Buffer.from(secretSealed), formerSealed, formerUntil })
        note('alerts', id)
      }),
    remove: id =>
      write(function* (note) {
        const { id: rowid } = yield* kept(id)
        yield* run(tables.delete(alertMessages).where(eq(alertMessages.endpoint, rowid)))
        yield* run(tables.delete(alertEndpoints).where(eq(alertEndpoints.id, rowid)))
        note('alerts', id)
      }),
    addMessage: message =>
      write(function* (note) {
        if (!(yield* writeMessage(tables, message, note))) throw new Fault('alert-endpoint.gone')
      }),
    messagesOf: (endpointId, limit) =>
      list(function* (reading) {
        return (yield* all(
          selectMessages(reading)
            .where(eq(alertEndpoints.uid, endpointId))
            .orderBy(desc(alertMessages.id))
            .limit(limit)
        )).map(messageOf)
      }),
    planned: limit =>
      read(function* () {
        return (yield* all(
          selectMessages(tables)
            .where(eq(alertMessages.status, 'waiting'))
            .orderBy(asc(alertMessages.nextAt), asc(alertMessages.id))
            .limit(limit)
        )).map(messageOf)
      }),
    endTry: (messageId, { sending, status, failingSince, stopped }) =>
      write(function* (note) {
        const message = yield* get(
          selectMessages(tables).where(
            and(eq(alertMessages.uid, messageId), eq(alertMessages.status, 'waiting'))
          )
        )
        if (message === undefined) return
        const nextAt = status.is === 'waiting' ? status.nextAt : null
        yield* run(
          tables
            .update(alertMessages)
            .set({ status: status.is, nextAt, sendings: [...message.sendings, sending] })
            .where(eq(alertMessages.id, message.id))
        )
        const stop = stopped === null ? {} : { status: 'stopped' as const, why: stopped }
        yield* set(message.endpointId, { failingSince, ...stop })
        if (stopped !== null) yield* giveUp(message.endpoint)
        note('alerts', message.endpointId)
      })
  }
}
