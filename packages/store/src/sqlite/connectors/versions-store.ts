import { type Deployment, Fault, type Id, type Version } from '@hookwright/model'
import { and, desc, eq, getTableColumns, inArray, isNull, max, sql } from 'drizzle-orm'
import type { VersionStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import { prepareOnce } from '../file/prepare-once.ts'
import { blobOfId } from '../file/uid.ts'
import { connectorRowid } from '../rows/rowid-of.ts'
import { connectors, deployments, versions } from '../schema/schema.ts'
import type { Tables } from '../schema/tables.ts'

const { snapshot, ...light } = getTableColumns(versions)

const selectVersions = (tables: Tables) =>
  tables
    .select({ ...light, connectorId: connectors.uid })
    .from(versions)
    .innerJoin(connectors, eq(versions.connector, connectors.id))

const selectWithSnapshot = (tables: Tables) =>
  tables
    .select({ ...light, snapshot, connectorId: connectors.uid })
    .from(versions)
    .innerJoin(connectors, eq(versions.connector, connectors.id))

const versionOf = (row: Omit<typeof versions.$inferSelect, 'snapshot'> & { connectorId: Id }): Version => ({
  id: row.uid,
  connectorId: row.connectorId,
  number: row.number,
  status: row.status,
  visible: row.visible,
  note: row.note,
  createdAt: row.createdAt,
  createdBy: row.createdBy,
  deployedAt: row.deployedAt
})

export const createVersionStore = ({ tables, write, read, list }: SqliteFile): VersionStore => {
  const selectVersion = prepareOnce(() =>
    selectVersions(tables)
      .where(eq(versions.uid, sql.placeholder('uid')))
      .prepare()
  )
  return {
    create: ({ id, connectorId, ...about }, frozen) =>
      write(note => {
        const connector = connectorRowid(tables, connectorId)
        const newest = tables
          .select({ number: max(versions.number) })
          .from(versions)
          .where(eq(versions.connector, connector))
          .get()
        const numbered = {
          ...about,
          number: (newest?.number ?? 0) + 1,
          status: 'test',
          deployedAt: null
        } as const
        tables
          .insert(versions)
          .values({ ...numbered, uid: id, connector, snapshot: frozen })
          .run()
        note('versions', id)
        return { ...numbered, id, connectorId }
      }),
    list: connectorId =>
      list(reading =>
        selectVersions(reading)
          .where(eq(connectors.uid, connectorId))
          .orderBy(desc(versions.number))
          .all()
          .map(versionOf)
      ),
    find: id =>
      read(() => {
        const row = selectWithSnapshot(tables).where(eq(versions.uid, id)).get()
        return row === undefined ? null : { version: versionOf(row), snapshot: row.snapshot }
      }),
    about: id =>
      read(() => {
        const row = selectVersion().get({ uid: blobOfId(id) })
        return row === undefined ? null : versionOf(row)
      }),
    deployedOf: connectorId =>
      read(() => {
        const row = selectWithSnapshot(tables)
          .where(and(eq(connectors.uid, connectorId), eq(versions.status, 'deployed')))
          .get()
        return row === undefined ? null : { version: versionOf(row), snapshot: row.snapshot }
      }),
    several: ids =>
      list(reading =>
        selectWithSnapshot(reading)
          .where(inArray(versions.uid, ids))
          .all()
          .map(row => ({ version: versionOf(row), snapshot: row.snapshot }))
      ),
    offered: () =>
      list(reading =>
        selectVersions(reading)
          .where(
            and(eq(versions.status, 'deployed'), eq(versions.visible, true), isNull(connectors.deletedAt))
          )
          .all()
          .map(versionOf)
      ),
    deploy: (id, { id: deploymentId, at, by, visible, note: words }) =>
      write(note => {
        const row = selectVersions(tables).where(eq(versions.uid, id)).get()
        if (row === undefined) throw new Fault('version.gone')
        const before = tables
          .update(versions)
          .set({ status: 'superseded' })
          .where(and(eq(versions.connector, row.connector), eq(versions.status, 'deployed')))
          .returning({ id: versions.uid })
          .all()
        const deployed = { status: 'deployed', visible, deployedAt: at } as const
        tables.update(versions).set(deployed).where(eq(versions.uid, id)).run()
        tables
          .insert(deployments)
          .values({ uid: deploymentId, version: row.id, at, by, visible, note: words })
          .run()
        for (const superseded of before) note('versions', superseded.id)
        note('versions', id)
        return { ...versionOf(row), ...deployed }
      }),
    deployments: connectorId =>
      list(reading =>
        reading
          .select({ ...getTableColumns(deployments), versionId: versions.uid, number: versions.number })
          .from(deployments)
          .innerJoin(versions, eq(deployments.version, versions.id))
          .innerJoin(connectors, eq(versions.connector, connectors.id))
          .where(eq(connectors.uid, connectorId))
          .orderBy(desc(deployments.id))
          .all()
          .map(
            ({ uid, versionId, number, at, by, visible, note }): Deployment => ({
              id: uid,
              versionId,
              number,
              at,
              by,
              visible,
              note
            })
          )
      ),
    show: (id, visible) =>
      write(note => {
        const { changes } = tables.update(versions).set({ visible }).where(eq(versions.uid, id)).run()
        if (changes === 0) throw new Fault('version.gone')
        note('versions', id)
      })
  }
}
