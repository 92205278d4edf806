import { Fault, type Id, type Orphan } from '@hookwright/model'
import { and, desc, eq, getTableColumns } from 'drizzle-orm'
import { connections, connectors, orphans } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { Database } from '../../statements/database.ts'
import { connectorRowid } from '../../statements/rowid-of.ts'
import { all, get, run, type Steps } from '../../statements/steps.ts'
import type { OrphanStore } from '../../store.ts'

const selectOrphans = (tables: Tables) =>
  tables
    .select({ ...getTableColumns(orphans), connectorId: connectors.uid, connectionId: connections.uid })
    .from(orphans)
    .innerJoin(connectors, eq(orphans.connector, connectors.id))
    .leftJoin(connections, eq(orphans.connection, connections.id))

type KeptOrphan = typeof orphans.$inferSelect & { connectorId: Id; connectionId: Id | null }

const orphanOf = (row: KeptOrphan): Orphan => ({
  id: row.uid,
  connectorId: row.connectorId,
  connectionId: row.connectionId,
  remoteId: row.remoteId,
  url: row.url,
  foundAt: row.foundAt,
  status: row.status === 'open' ? { is: 'open' } : { is: row.status, at: row.closedAt ?? row.foundAt },
  reason: row.reason ?? '',
  removable: row.removal !== null && row.dataSealed !== null
})

function* connectionRowid(tables: Tables, id: Id | null): Steps<number | null> {
  if (id === null) return null
  const row = yield* get(
    tables.select({ id: connections.id }).from(connections).where(eq(connections.uid, id))
  )
  return row?.id ?? null
}

export const createOrphanStore = ({ tables, write, read, list }: Database): OrphanStore => ({
  list: () =>
    list(function* (reading) {
      return (yield* all(
        selectOrphans(reading).orderBy(desc(eq(orphans.status, 'open')), desc(orphans.id))
      )).map(orphanOf)
    }),
  listOpen: () =>
    list(function* (reading) {
      return (yield* all(
        selectOrphans(reading).where(eq(orphans.status, 'open')).orderBy(desc(orphans.id))
      )).map(orphanOf)
    }),
  find: id =>
    read(function* () {
      const row = yield* get(selectOrphans(tables).where(eq(orphans.uid, id)))
      return row === undefined ? null : { orphan: orphanOf(row), data: row.dataSealed, removal: row.removal }
    }),
  add: (orphan, { data, removal }) =>
    write(function* (note) {
      const connector = yield* connectorRowid(tables, orphan.connectorId)
      const open = and(eq(orphans.connector, connector), eq(orphans.status, 'open'))
      const same = yield* get(
        tables
          .select({ id: orphans.uid })
          .from(orphans)
          .where(and(open, eq(orphans.remoteId, orphan.remoteId), eq(orphans.url, orphan.url)))
      )
      if (same !== undefined) return { id: same.id, isNew: false }
      yield* run(
        tables.insert(orphans).values({
          uid: orphan.id,
          connector,
          connection: yield* connectionRowid(tables, orphan.connectionId),
          remoteId: orphan.remoteId,
          url: orphan.url,
          dataSealed: data === null ? null : Buffer.from(data),
          removal,
          foundAt: orphan.foundAt,
          status: 'open',
          reason: orphan.reason
        })
      )
      note('orphans', orphan.id)
      return { id: orphan.id, isNew: true }
    }),
  learn: (id, { data, reason }) =>
    write(function* (note) {
      const values = { reason, ...(data !== null && { dataSealed: Buffer.from(data) }) }
      const { changes } = yield* run(tables.update(orphans).set(values).where(eq(orphans.uid, id)))
      if (changes === 0) throw new Fault('orphan.gone')
      note('orphans', id)
    }),
  close: (id, { how, reason, at }) =>
    write(function* (note) {
      const kept = yield* get(
        tables.select({ status: orphans.status }).from(orphans).where(eq(orphans.uid, id))
      )
      if (kept === undefined) throw new Fault('orphan.gone')
      if (kept.status !== 'open') throw new Fault('orphan.closed')
      yield* run(tables.update(orphans).set({ status: how, reason, closedAt: at }).where(eq(orphans.uid, id)))
      note('orphans', id)
    })
})
