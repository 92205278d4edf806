import { type Deployment, Fault, type Id, type Version, type VersionSnapshot } from '@hookwright/model'
import { and, desc, eq, getTableColumns, inArray, isNull, max, sql } from 'drizzle-orm'
import { connectors, deployments, versions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId } from '../../schema/uid.ts'
import type { Note } from '../../statements/changes.ts'
import type { Database } from '../../statements/database.ts'
import { prepareOnce } from '../../statements/prepare-once.ts'
import { connectorRowid } from '../../statements/rowid-of.ts'
import { all, get, run, type Steps } from '../../statements/steps.ts'
import type { VersionStore } from '../../store.ts'

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

/** Returns the number of a connector's next version, within the caller's transaction. */
export function* nextNumber(tables: Tables, connector: number): Steps<number> {
  const newest = yield* get(
    tables
      .select({ number: max(versions.number) })
      .from(versions)
      .where(eq(versions.connector, connector))
  )
  return (newest?.number ?? 0) + 1
}

/**
 * Returns the id of a connector's deployed version, within the caller's transaction; null if none is
 * deployed.
 */
export function* deployedIdOf(tables: Tables, connector: number): Steps<Id | null> {
  return (
    (yield* get(
      tables
        .select({ id: versions.uid })
        .from(versions)
        .where(and(eq(versions.connector, connector), eq(versions.status, 'deployed')))
    ))?.id ?? null
  )
}

/** Stores a snapshot under the next number, within the caller's transaction. Throws `connector.gone`. */
export function* insertVersion(
  tables: Tables,
  note: Note,
  { id, connectorId, ...about }: Omit<Version, 'number' | 'status' | 'deployedAt'>,
  frozen: VersionSnapshot
): Steps<Version> {
  const connector = yield* connectorRowid(tables, connectorId)
  const number = yield* nextNumber(tables, connector)
  const numbered = { ...about, number, status: 'test', deployedAt: null } as const
  yield* run(tables.insert(versions).values({ ...numbered, uid: id, connector, snapshot: frozen }))
  note('versions', id)
  return { ...numbered, id, connectorId }
}

/** Deploys a version, within the caller's transaction. Throws `version.gone`. */
export function* deployVersion(
  tables: Tables,
  note: Note,
  id: Id,
  { id: deploymentId, at, by, visible, note: words }: Omit<Deployment, 'versionId' | 'number'>
): Steps<Version> {
  const row = yield* get(selectVersions(tables).where(eq(versions.uid, id)))
  if (row === undefined) throw new Fault('version.gone')
  const before = yield* all(
    tables
      .update(versions)
      .set({ status: 'superseded' })
      .where(and(eq(versions.connector, row.connector), eq(versions.status, 'deployed')))
      .returning({ id: versions.uid })
  )
  const deployed = { status: 'deployed', visible, deployedAt: at } as const
  yield* run(tables.update(versions).set(deployed).where(eq(versions.uid, id)))
  yield* run(
    tables.insert(deployments).values({ uid: deploymentId, version: row.id, at, by, visible, note: words })
  )
  for (const superseded of before) note('versions', superseded.id)
  note('versions', id)
  return { ...versionOf(row), ...deployed }
}

export const createVersionStore = ({ tables, write, read, list }: Database): VersionStore => {
  const selectVersion = prepareOnce(() =>
    selectVersions(tables)
      .where(eq(versions.uid, sql.placeholder('uid')))
      .prepare()
  )
  return {
    create: (version, frozen) => write(note => insertVersion(tables, note, version, frozen)),
    list: connectorId =>
      list(function* (reading) {
        return (yield* all(
          selectVersions(reading).where(eq(connectors.uid, connectorId)).orderBy(desc(versions.number))
        )).map(versionOf)
      }),
    find: id =>
      read(function* () {
        const row = yield* get(selectWithSnapshot(tables).where(eq(versions.uid, id)))
        return row === undefined ? null : { version: versionOf(row), snapshot: row.snapshot }
      }),
    about: id =>
      read(function* () {
        const row = yield* get(selectVersion(), { uid: blobOfId(id) })
        return row === undefined ? null : versionOf(row)
      }),
    deployedOf: connectorId =>
      read(function* () {
        const row = yield* get(
          selectWithSnapshot(tables).where(
            and(eq(connectors.uid, connectorId), eq(versions.status, 'deployed'))
          )
        )
        return row === undefined ? null : { version: versionOf(row), snapshot: row.snapshot }
      }),
    several: ids =>
      list(function* (reading) {
        return (yield* all(selectWithSnapshot(reading).where(inArray(versions.uid, ids)))).map(row => ({
          version: versionOf(row),
          snapshot: row.snapshot
        }))
      }),
    offered: () =>
      list(function* (reading) {
        return (yield* all(
          selectVersions(reading).where(
            and(eq(versions.status, 'deployed'), eq(versions.visible, true), isNull(connectors.deletedAt))
          )
        )).map(versionOf)
      }),
    deploy: (id, deployment) => write(note => deployVersion(tables, note, id, deployment)),
    deployments: connectorId =>
      list(function* (reading) {
        return (yield* all(
          reading
            .select({ ...getTableColumns(deployments), versionId: versions.uid, number: versions.number })
            .from(deployments)
            .innerJoin(versions, eq(deployments.version, versions.id))
            .innerJoin(connectors, eq(versions.connector, connectors.id))
            .where(eq(connectors.uid, connectorId))
            .orderBy(desc(deployments.id))
        )).map(
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
      }),
    show: (id, visible) =>
      write(function* (note) {
        const { changes } = yield* run(tables.update(versions).set({ visible }).where(eq(versions.uid, id)))
        if (changes === 0) throw new Fault('version.gone')
        note('versions', id)
      })
  }
}
