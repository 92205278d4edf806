import { Fault, type Id, type Millis } from '@hookwright/model'
import { and, asc, eq, gt, gte, inArray, isNull, sql } from 'drizzle-orm'
import { insertConnector, writeSettings } from '../../resources/connectors/connectors-store.ts'
import { putFollowed } from '../../resources/connectors/followed-connectors-store.ts'
import {
  deployedIdOf,
  deployVersion,
  insertVersion,
  nextNumber
} from '../../resources/connectors/versions-store.ts'
import { connectors, flows, subscriptions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId } from '../../schema/uid.ts'
import type { Note } from '../../statements/changes.ts'
import { eventColumnsOf, flowOf, insertFlow, selectFlows } from '../../statements/flow-row.ts'
import { prepareOnce } from '../../statements/prepare-once.ts'
import { connectorRowid } from '../../statements/rowid-of.ts'
import { execute } from '../../statements/steps.ts'
import type { FlowSave, FlowStore, ImportedDrafts } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import { noteDraft } from './flow-drafts-store.ts'
import { createFlowTallies } from './flow-tallies.ts'
import { createUsersOf } from './flows-of-users.ts'

/** SQL condition: users' flows that are not deleted. Worded like the index `flows_listed`. */
const users = and(isNull(flows.connector), isNull(flows.deletedAt))

const alive = (id: Id) => and(eq(flows.uid, id), isNull(flows.deletedAt))

/**
 * SQL of the connection of a draft's card. Every card with one, also in a block, stores it at this
 * path.
 */
const namedConnection = sql<Id>`card.value ->> '$.config.connectionId'`

const uid = sql.placeholder('uid')

/** Replaces a draft, within the caller's transaction, and returns its number. Throws `flow.gone`, `flow.stale`. */
const saveDraft = (
  tables: Tables,
  id: Id,
  save: FlowSave,
  { baseDraft, at, by = null }: { baseDraft: number; at: Millis; by?: string | null }
): number => {
  const kept = tables
    .select({ rowid: flows.id, connector: flows.connector, draftNo: flows.draftNo })
    .from(flows)
    .where(alive(id))
    .get()
  if (kept === undefined) throw new Fault('flow.gone')
  if (kept.draftNo !== baseDraft) throw new Fault('flow.stale', { draftNo: kept.draftNo })
  const draftNo = baseDraft + 1
  if (kept.connector === null) noteDraft(tables, kept.rowid, save, { draftNo, at, by })
  tables
    .update(flows)
    .set({
      name: save.name,
      description: save.description,
      active: save.active,
      saveAll: save.saveAll,
      doc: save.doc,
      ...eventColumnsOf(save.doc),
      draftNo,
      updatedAt: at
    })
    .where(alive(id))
    .run()
  return draftNo
}

/** Writes imported drafts, within the caller's transaction. Throws as `writeImport`. */
const writeDrafts = (
  tables: Tables,
  note: Note,
  { connector, added, saved, at, by }: ImportedDrafts
): void => {
  if (connector !== null) {
    const { id, ...settings } = connector
    execute(writeSettings(tables, id, settings))
    note('connectors', id)
  }
  for (const { id, save, baseDraft } of saved) {
    saveDraft(tables, id, save, { baseDraft, at, by })
    note('flows', id)
  }
  for (const flow of added) {
    execute(insertFlow(tables, flow))
    note('flows', flow.id)
  }
}

export const createFlowStore = (file: SqliteFile): FlowStore => {
  const { tables, write, read, list } = file
  const selectFlow = prepareOnce(() =>
    selectFlows(tables)
      .where(and(eq(flows.uid, uid), isNull(flows.deletedAt)))
      .prepare()
  )
  const selectOwner = prepareOnce(() =>
    tables
      .select({ ownerId: flows.ownerId, connectorId: connectors.uid, name: flows.name })
      .from(flows)
      .leftJoin(connectors, eq(flows.connector, connectors.id))
      .where(eq(flows.uid, uid))
      .prepare()
  )
  return {
    listUsers: filter => file.history.listUserFlows(filter),
    countUsers: filter => file.history.countUserFlows(filter),
    activity: filter => file.history.flowActivity(filter),
    tallies: createFlowTallies(file),
    add: flow =>
      write(note => {
        execute(insertFlow(tables, flow))
        note('flows', flow.id)
      }),
    find: id =>
      read(() => {
        const row = selectFlow().get({ uid: blobOfId(id) })
        return row === undefined ? null : flowOf(row)
      }),
    ownerOf: id => read(() => selectOwner().get({ uid: blobOfId(id) }) ?? null),
    list: connectorId =>
      list(reading =>
        selectFlows(reading)
          .where(and(isNull(flows.deletedAt), eq(connectors.uid, connectorId)))
          .orderBy(asc(flows.id))
          .all()
          .map(flowOf)
      ),
    ofOwner: ownerId =>
      list(reading =>
        selectFlows(reading)
          .where(and(users, eq(flows.ownerId, ownerId)))
          .orderBy(asc(flows.id))
          .all()
          .map(flowOf)
      ),
    several: ids =>
      list(reading =>
        selectFlows(reading)
          .where(and(isNull(flows.deletedAt), inArray(flows.uid, ids)))
          .all()
          .map(flowOf)
      ),
    names: ({ ownerId, after, limit }) =>
      list(reading => {
        const last =
          after === undefined
            ? undefined
            : reading.select({ id: flows.id }).from(flows).where(eq(flows.uid, after))
        return reading
          .select({ id: flows.uid, name: flows.name, description: flows.description, ownerId: flows.ownerId })
          .from(flows)
          .where(
            and(users, ownerId === null ? undefined : eq(flows.ownerId, ownerId), last && gt(flows.id, last))
          )
          .orderBy(asc(flows.id))
          .limit(limit)
          .all()
      }),
    startingWith: (ownerId, eventFlowId) =>
      list(reading =>
        reading
          .select({ id: flows.uid })
          .from(flows)
          .where(and(users, eq(flows.ownerId, ownerId), eq(flows.eventFlow, eventFlowId)))
          .orderBy(asc(flows.id))
          .all()
          .map(({ id }) => id)
      ),
    naming: asked =>
      list(reading => {
        const ids = JSON.stringify(asked.map(({ connectionId }) => connectionId))
        const found = reading
          .selectDistinct({
            ...{ rowid: flows.id, id: flows.uid, name: flows.name, ownerId: flows.ownerId },
            connectionId: namedConnection
          })
          .from(flows)
          .innerJoin(sql`json_each(${flows.doc}, '$.cards') card`, sql`true`)
          .where(and(users, sql`${namedConnection} in (select value from json_each(${ids}))`))
          .orderBy(asc(flows.id))
          .all()
        return asked.flatMap(({ connectionId, ownerId }) =>
          found.flatMap(({ rowid: _, ...flow }) =>
            flow.connectionId === connectionId && (ownerId === null || flow.ownerId === ownerId) ? [flow] : []
          )
        )
      }),
    usersOf: createUsersOf(file),
    save: (id, save, params) =>
      write(note => {
        const draftNo = saveDraft(tables, id, save, params)
        note('flows', id)
        return draftNo
      }),
    writeImport: drafts => write(note => writeDrafts(tables, note, drafts)),
    deployImport: ({ drafts, version, snapshot, deployment, planned, followed }) =>
      write(note => {
        if ('flows' in drafts) execute(insertConnector(tables, note, drafts.connector, drafts.flows))
        else writeDrafts(tables, note, drafts)
        const connector = execute(connectorRowid(tables, version.connectorId))
        const isPlanned =
          execute(nextNumber(tables, connector)) === planned.number &&
          execute(deployedIdOf(tables, connector)) === planned.deployedId
        if (!isPlanned) throw new Fault('plan.stale')
        if (followed !== undefined) execute(putFollowed(tables, note, followed))
        execute(insertVersion(tables, note, version, snapshot))
        return execute(deployVersion(tables, note, version.id, deployment))
      }),
    remove: (id, at, by = null) =>
      write(note => {
        const open = tables
          .select({ id: subscriptions.id })
          .from(subscriptions)
          .innerJoin(flows, eq(flows.id, subscriptions.flow))
          .where(and(eq(flows.uid, id), eq(subscriptions.wanted, true)))
          .get()
        if (open !== undefined) throw new Fault('flow.is-on')
        const { changes } = tables.update(flows).set({ deletedAt: at, deletedBy: by }).where(alive(id)).run()
        if (changes === 0) throw new Fault('flow.gone')
        note('flows', id)
      }),
    restore: id =>
      write(note => {
        const kept = tables
          .select({ isWithout: connectors.deletedAt })
          .from(flows)
          .leftJoin(connectors, eq(flows.connector, connectors.id))
          .where(and(eq(flows.uid, id), gte(flows.deletedAt, 0), isNull(flows.purgedAt)))
          .get()
        if (kept === undefined) throw new Fault('flow.gone')
        if (kept.isWithout !== null) throw new Fault('connector.gone')
        tables.update(flows).set({ deletedAt: null, deletedBy: null }).where(eq(flows.uid, id)).run()
        note('flows', id)
      })
  }
}
