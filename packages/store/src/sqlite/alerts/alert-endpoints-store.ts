import { type AlertEndpoint, type AlertMessage, Fault, type Id } from '@hookwright/model'
import { and, asc, desc, eq, getTableColumns } from 'drizzle-orm'
import { alertEndpoints, alertMessages } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { AlertEndpointRow, AlertEndpointStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
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

export const createAlertEndpointStore = ({ tables, write, read, list }: SqliteFile): AlertEndpointStore => {
  const kept = (id: Id): KeptEndpoint => {
    const row = tables.select().from(alertEndpoints).where(eq(alertEndpoints.uid, id)).get()
    if (row === undefined) throw new Fault('alert-endpoint.gone')
    return row
  }
  /** Changes an endpoint. Throws `alert-endpoint.gone`. */
  const set = (id: Id, values: Partial<KeptEndpoint>): KeptEndpoint => {
    const changed = tables
      .update(alertEndpoints)
      .set(values)
      .where(eq(alertEndpoints.uid, id))
      .returning()
      .get()
    if (changed === undefined) throw new Fault('alert-endpoint.gone')
    return changed
  }
  const giveUp = (endpoint: number): void => {
    tables
      .update(alertMessages)
      .set({ status: 'given-up', nextAt: null })
      .where(and(eq(alertMessages.endpoint, endpoint), eq(alertMessages.status, 'waiting')))
      .run()
  }
  return {
    add: (endpoint, secretSealed) =>
      write(note => {
        const { id, url, kinds, status, createdAt } = endpoint
        tables
          .insert(alertEndpoints)
          .values({
            uid: id,
            url,
            kinds,
            status: status.is,
            createdAt,
            secretSealed: Buffer.from(secretSealed)
          })
          .run()
        note('alerts', id)
      }),
    list: () =>
      list(reading =>
        reading.select().from(alertEndpoints).orderBy(asc(alertEndpoints.id)).all().map(endpointOf)
      ),
    find: id =>
      read(() => {
        const row = tables.select().from(alertEndpoints).where(eq(alertEndpoints.uid, id)).get()
        return row === undefined ? null : rowOf(row)
      }),
    change: (id, { url, kinds }) =>
      write(note => {
        set(id, { url, kinds })
        note('alerts', id)
      }),
    setStatus: (id, status) =>
      write(note => {
        const why = status.is === 'stopped' ? status.why : null
        const on = status.is === 'on' ? { failingSince: null } : {}
        const changed = set(id, { status: status.is, why, ...on })
        if (status.is !== 'on') giveUp(changed.id)
        note('alerts', id)
      }),
    rotate: (id, { secretSealed, formerUntil }) =>
      write(note => {
        const formerSealed = kept(id).secretSealed
        set(id, { secretSealed: Buffer.from(secretSealed), formerSealed, formerUntil })
        note('alerts', id)
      }),
    remove: id =>
      write(note => {
        const { id: rowid } = kept(id)
        tables.delete(alertMessages).where(eq(alertMessages.endpoint, rowid)).run()
        tables.delete(alertEndpoints).where(eq(alertEndpoints.id, rowid)).run()
        note('alerts', id)
      }),
    addMessage: message =>
      write(note => {
        if (!writeMessage(tables, message, note)) throw new Fault('alert-endpoint.gone')
      }),
    messagesOf: (endpointId, limit) =>
      list(reading =>
        selectMessages(reading)
          .where(eq(alertEndpoints.uid, endpointId))
          .orderBy(desc(alertMessages.id))
          .limit(limit)
          .all()
          .map(messageOf)
      ),
    planned: limit =>
      read(() =>
        selectMessages(tables)
          .where(eq(alertMessages.status, 'waiting'))
          .orderBy(asc(alertMessages.nextAt), asc(alertMessages.id))
          .limit(limit)
          .all()
          .map(messageOf)
      ),
    endTry: (messageId, { sending, status, failingSince, stopped }) =>
      write(note => {
        const message = selectMessages(tables)
          .where(and(eq(alertMessages.uid, messageId), eq(alertMessages.status, 'waiting')))
          .get()
        if (message === undefined) return
        const nextAt = status.is === 'waiting' ? status.nextAt : null
        tables
          .update(alertMessages)
          .set({ status: status.is, nextAt, sendings: [...message.sendings, sending] })
          .where(eq(alertMessages.id, message.id))
          .run()
        const stop = stopped === null ? {} : { status: 'stopped' as const, why: stopped }
        set(message.endpointId, { failingSince, ...stop })
        if (stopped !== null) giveUp(message.endpoint)
        note('alerts', message.endpointId)
      })
  }
}
