import { Fault, type Id, type Orphan } from '@hookwright/model'
import { and, desc, eq, getTableColumns } from 'drizzle-orm'
import { connections, connectors, orphans } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { connectorRowid } from '../../statements/rowid-of.ts'
import { execute } from '../../statements/steps.ts'
import type { OrphanStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'

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

const connectionRowid = (tables: Tables, id: Id | null): number | null =>
  id === null
    ? null
    : (tables.select({ id: connections.id }).from(connections).where(eq(connections.uid, id)).get()?.id ??
      null)

export const createOrphanStore = ({ tables, write, read, list }: SqliteFile): OrphanStore => ({
  list: () =>
    list(reading =>
      selectOrphans(reading)
        .orderBy(desc(eq(orphans.status, 'open')), desc(orphans.id))
        .all()
        .map(orphanOf)
    ),
  listOpen: () =>
    list(reading =>
      selectOrphans(reading).where(eq(orphans.status, 'open')).orderBy(desc(orphans.id)).all().map(orphanOf)
    ),
  find: id =>
    read(() => {
      const row = selectOrphans(tables).where(eq(orphans.uid, id)).get()
      return row === undefined ? null : { orphan: orphanOf(row), data: row.dataSealed, removal: row.removal }
    }),
  add: (orphan, { data, removal }) =>
    write(note => {
      const connector = execute(connectorRowid(tables, orphan.connectorId))
      const open = and(eq(orphans.connector, connector), eq(orphans.status, 'open'))
      const same = tables
        .select({ id: orphans.uid })
        .from(orphans)
        .where(and(open, eq(orphans.remoteId, orphan.remoteId), eq(orphans.url, orphan.url)))
        .get()
      if (same !== undefined) return { id: same.id, isNew: false }
      tables
        .insert(orphans)
        .values({
          uid: orphan.id,
          connector,
          connection: connectionRowid(tables, orphan.connectionId),
          remoteId: orphan.remoteId,
          url: orphan.url,
          dataSealed: data === null ? null : Buffer.from(data),
          removal,
          foundAt: orphan.foundAt,
          status: 'open',
          reason: orphan.reason
        })
        .run()
      note('orphans', orphan.id)
      return { id: orphan.id, isNew: true }
    }),
  learn: (id, { data, reason }) =>
    write(note => {
      const values = { reason, ...(data !== null && { dataSealed: Buffer.from(data) }) }
      const { changes } = tables.update(orphans).set(values).where(eq(orphans.uid, id)).run()
      if (changes === 0) throw new Fault('orphan.gone')
      note('orphans', id)
    }),
  close: (id, { how, reason, at }) =>
    write(note => {
      const kept = tables.select({ status: orphans.status }).from(orphans).where(eq(orphans.uid, id)).get()
      if (kept === undefined) throw new Fault('orphan.gone')
      if (kept.status !== 'open') throw new Fault('orphan.closed')
      tables.update(orphans).set({ status: how, reason, closedAt: at }).where(eq(orphans.uid, id)).run()
      note('orphans', id)
    })
})
